import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { hrefTo } from '../ui/places.ts'
import { StatusBadge, statusOf } from '../ui/status-badge.tsx'
import { type MapNode, type MapRoot, type Place, useBranch } from './map.ts'
import { TreeItem, TreeView } from './tree.tsx'
import { useTreeStyles } from './tree-styles.ts'

/** The whole map: priorities first, what is linked to none last; each level is read when it is opened. */
export function GoalMap({ roots }: { roots: MapRoot[] }) {
  const { t } = useStrings()
  return (
    <TreeView label={t('map.title')} first={pathOf(roots[0]!)}>
      {roots.map((root) => (
        <Root key={pathOf(root)} root={root} />
      ))}
    </TreeView>
  )
}

const pathOf = ({ id }: MapRoot) => id ?? 'unlinked'

function Root({ root }: { root: MapRoot }) {
  const styles = useTreeStyles()
  const { t } = useStrings()
  const { number } = useFormats()
  const place: Place = root.id ? { priorityId: root.id } : { unlinked: true }
  return (
    <TreeItem
      path={pathOf(root)}
      level={1}
      opens={root.children > 0}
      label={
        <>
          <span className={`${styles.words} ${styles.root}`}>{root.sentence ?? t('map.unlinked')}</span>
          <span className={styles.figure}>{number(root.children)}</span>
        </>
      }
    >
      <Level place={place} path={pathOf(root)} level={2} />
    </TreeItem>
  )
}

function Level({ place, path, level }: { place: Place; path: string; level: number }) {
  const styles = useTreeStyles()
  const { t } = useStrings()
  const branch = useBranch(place, true)
  const line = { level, opens: false }
  if (!branch.data)
    return (
      <TreeItem
        {...line}
        path={`${path}/…`}
        waiting
        label={t(branch.isError ? 'state.failed.why' : 'map.loading')}
      />
    )
  const privates = branch.data.pages.flatMap((page) => page.privates)
  return (
    <>
      {branch.data.pages.flatMap(({ data }) =>
        data.map((node) => <Node key={node.id} node={node} path={`${path}/${node.id}`} level={level} />),
      )}
      {privates.length > 0 && <Privates percents={privates} path={`${path}/private`} level={level} />}
      {branch.hasNextPage && (
        <TreeItem
          {...line}
          path={`${path}/more`}
          label={
            <button
              type="button"
              tabIndex={-1}
              data-press
              className={styles.more}
              onClick={() => void branch.fetchNextPage()}
            >
              {t('list.more')}
            </button>
          }
        />
      )}
    </>
  )
}

function Node({ node, path, level }: { node: MapNode; path: string; level: number }) {
  const styles = useTreeStyles()
  const { t } = useStrings()
  const { percent } = useFormats()
  const href = hrefTo(node.kind === 'objective' ? 'objective' : 'keyResult', { id: node.id })
  const facts = [
    node.team,
    node.owner,
    node.weight !== null && t('map.weight', { percent: percent(node.weight) }),
    node.parents > 1 && t('map.parents', { count: node.parents }),
  ]
  return (
    <TreeItem
      path={path}
      level={level}
      href={href}
      opens={node.children > 0}
      label={
        <>
          <span className={styles.words}>
            <a href={href} tabIndex={-1} className={styles.link}>
              {node.title}
            </a>
            <span className={styles.detail}>{facts.filter(Boolean).join(' · ')}</span>
          </span>
          <span className={styles.figure}>{node.percent === null ? '–' : percent(node.percent)}</span>
          <StatusBadge status={statusOf(node)} />
        </>
      }
    >
      <Level place={{ objectiveId: node.id }} path={path} level={level + 1} />
    </TreeItem>
  )
}

function Privates({ percents, path, level }: { percents: (number | null)[]; path: string; level: number }) {
  const { t } = useStrings()
  const { percent, list } = useFormats()
  const figures = percents.map((one) => (one === null ? '–' : percent(one)))
  return (
    <TreeItem
      path={path}
      level={level}
      opens={false}
      label={t('map.privates', { count: percents.length, figures: list(figures) })}
    />
  )
}
