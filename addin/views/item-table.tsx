import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { ArrowDownRegular, ArrowUpRegular } from '@fluentui/react-icons'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import { hrefTo } from '../ui/places.ts'
import { StatusBadge, statusOf } from '../ui/status-badge.tsx'
import type { ViewItem, ViewSort } from './views.ts'

/** What a list can be sorted by, as columns from left to right. */
export const columns = ['title', 'status', 'percent', 'owner', 'team', 'checkedIn', 'endDay'] as const
type Column = (typeof columns)[number]

interface ItemTableProps {
  items: ViewItem[]
  label: string
  sort: ViewSort
  onSort: (sort: ViewSort) => void
}

/** Goals and measures with one column a fact; each heading sorts, a second press the other way round. */
export function ItemTable({ items, label, sort, onSort }: ItemTableProps) {
  const styles = useTableStyles()
  return (
    <Card flush>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Heading key={column} {...{ column, sort, onSort }} />
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <ItemRow key={item.id} item={item} />
          ))}
        </tbody>
      </table>
    </Card>
  )
}

function Heading({ column, sort, onSort }: Pick<ItemTableProps, 'sort' | 'onSort'> & { column: Column }) {
  const styles = useTableStyles()
  const { t } = useStrings()
  const up = sort === column
  const down = sort === `-${column}`
  const Arrow = down ? ArrowDownRegular : ArrowUpRegular
  return (
    <th scope="col" aria-sort={up ? 'ascending' : down ? 'descending' : undefined}>
      <button type="button" className={styles.sort} onClick={() => onSort(up ? `-${column}` : column)}>
        {t(`views.column.${column}`)}
        {(up || down) && <Arrow aria-hidden />}
      </button>
    </th>
  )
}

function ItemRow({ item }: { item: ViewItem }) {
  const styles = useTableStyles()
  const { t } = useStrings()
  const { percent, ago, day, dayOf } = useFormats()
  const { title, owner, team, checkedInAt, dueDay, endDay } = item
  const late = dueDay !== null && dueDay < dayOf()
  return (
    <tr>
      <th scope="row">
        <a href={hrefOf(item)} className={styles.link}>
          {title}
        </a>
      </th>
      <td>
        <StatusBadge status={statusOf(item)} />
      </td>
      <td>{item.percent === null ? '–' : percent(item.percent)}</td>
      <td>{owner.name}</td>
      <td>{team.name}</td>
      <td>
        {checkedInAt === null ? '–' : ago(checkedInAt)}
        {late && <div className={styles.late}>{t('views.dueBy', { day: day(dueDay) })}</div>}
      </td>
      <td>{day(endDay)}</td>
    </tr>
  )
}

export function hrefOf({ kind, id }: ViewItem): string {
  return hrefTo(kind === 'objective' ? 'objective' : 'keyResult', { id })
}

const useTableStyles = makeStyles({
  table: {
    ...typographyStyles.body1,
    inlineSize: '100%',
    borderCollapse: 'collapse',
    '& th, & td': {
      textAlign: 'start',
      verticalAlign: 'top',
      fontWeight: tokens.fontWeightRegular,
      paddingInline: tokens.spacingHorizontalS,
      paddingBlock: tokens.spacingVerticalS,
      overflowWrap: 'anywhere',
    },
    '& th:first-child, & td:first-child': { paddingInlineStart: tokens.spacingHorizontalL },
    '& tbody tr': { borderTop: `1px solid ${tokens.colorNeutralStroke3}` },
  },
  sort: {
    ...typographyStyles.caption1Strong,
    display: 'inline-flex',
    alignItems: 'center',
    columnGap: '4px',
    minBlockSize: '24px',
    padding: 0,
    textAlign: 'start',
    cursor: 'pointer',
    color: tokens.colorNeutralForeground2,
    backgroundColor: 'transparent',
    border: 'none',
    borderRadius: tokens.borderRadiusSmall,
    whiteSpace: 'nowrap',
    ':hover': { color: tokens.colorNeutralForeground1, textDecorationLine: 'underline' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  link: {
    ...typographyStyles.body1Strong,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    borderRadius: tokens.borderRadiusSmall,
    ':hover': { color: tokens.colorBrandForegroundLink, textDecorationLine: 'underline' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  late: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3 },
})
