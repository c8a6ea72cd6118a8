import { makeStyles } from '@fluentui/react-components'
import { CheckmarkRegular, EditRegular, LockClosedRegular } from '@fluentui/react-icons'
import { type ReactNode, useState } from 'react'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { useConfirm } from '../ui/alignments.ts'
import { EditAlignment } from '../ui/edit-alignment.tsx'
import { Gauge } from '../ui/gauge.tsx'
import { useNames } from '../ui/names.ts'
import { hrefTo } from '../ui/places.ts'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { StatusBadge, statusOf } from '../ui/status-badge.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import type { ContributingItem, Objective } from './objective.ts'

/** What counts in a goal, for how much, and what it adds. `actions` adds to it. */
export function ContributingItems({ objective, actions }: { objective: Objective; actions: ReactNode }) {
  const { t } = useStrings()
  const { items } = objective
  return (
    <Section
      title={t('objective.items')}
      actions={actions}
      {...(items.length > 0 ? { count: items.length } : { lead: t('objective.noItems') })}
    >
      {items.length > 0 && (
        <Rows label={t('objective.items')}>
          {items.map((item, place) => (
            <ItemRow key={item.alignmentId ?? place} objective={objective} item={item} />
          ))}
        </Rows>
      )}
    </Section>
  )
}

function ItemRow({ objective, item }: { objective: Objective; item: ContributingItem }) {
  const styles = useItemStyles()
  const { t } = useStrings()
  const facts = useFacts(item)
  const { kind, id, title, percent, lifecycle, health, sentence } = item
  const named = title ?? t('board.private')
  const place = kind === 'objective' ? 'objective' : 'keyResult'
  return (
    <Row
      title={named}
      {...(id ? { href: hrefTo(place, { id }) } : { start: <LockClosedRegular aria-hidden /> })}
      detail={facts.join(' · ')}
      figure={<StatusBadge status={statusOf({ lifecycle, health })} />}
      actions={
        <>
          <ConfirmButton objective={objective} item={item} />
          <WeighButton objective={objective} item={item} />
        </>
      }
    >
      {sentence && <span>{sentence}</span>}
      <div className={styles.gauge}>
        <Gauge percent={percent} label={named} />
      </div>
    </Row>
  )
}

/** Whoever may change the goal says how much an item counts in it. */
function WeighButton({ objective, item }: { objective: Objective; item: ContributingItem }) {
  const { t } = useStrings()
  const [open, setOpen] = useState(false)
  const { alignmentId, title } = item
  if (!alignmentId || !title || !objective.can.edit) return null
  const dialog = { parentId: objective.id, alignmentId, title, onClose: () => setOpen(false) }
  return (
    <>
      <TapButton
        kind="quiet"
        icon={<EditRegular />}
        label={t('align.editLabel', { title })}
        onTap={() => setOpen(true)}
      >
        {t('align.edit')}
      </TapButton>
      {open && <EditAlignment {...dialog} />}
    </>
  )
}

/** Whoever answers for the goal confirms what others say that they contribute. */
function ConfirmButton({ objective, item }: { objective: Objective; item: ContributingItem }) {
  const { t } = useStrings()
  const confirm = useConfirm(objective.id)
  const { alignmentId, title, confirmed } = item
  if (!alignmentId || !title || confirmed || !objective.can.edit) return null
  return (
    <TapButton
      icon={<CheckmarkRegular />}
      busy={confirm.busy}
      label={t('align.confirmLabel', { title })}
      onTap={() => confirm.run({ alignmentId, title })}
    >
      {t('align.confirm')}
    </TapButton>
  )
}

function useFacts({ kind, ownerId, counts, share, adds, confirmed }: ContributingItem): string[] {
  const { t } = useStrings()
  const { percent, number } = useFormats()
  const nameOf = useNames([ownerId])
  return [
    kind === 'objective' && t('objective.item.objective'),
    ownerId && nameOf(ownerId),
    counts ? t('objective.item.counts', { share: percent(share * 100) }) : t('objective.item.aside'),
    adds !== null && t('objective.item.adds', { points: number(Math.round(adds * 10) / 10) }),
    kind !== 'private' && !confirmed && t('align.unconfirmed'),
  ].filter((fact): fact is string => Boolean(fact))
}

const useItemStyles = makeStyles({ gauge: { maxInlineSize: '420px', minInlineSize: 0 } })
