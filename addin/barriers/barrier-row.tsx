import { hrefTo } from '../ui/places.ts'
import { Row } from '../ui/rows.tsx'
import { BarrierActions } from './barrier-actions.tsx'
import { useBarrierFacts } from './facts.ts'
import { type BarrierSummary, useName } from './moves.ts'
import { Offers } from './offers.tsx'
import { BarrierBadge } from './state-badge.tsx'

/** A barrier in a list: what it is, whom it blocks and why it stands here, and what to do about it. */
export function BarrierRow({ barrier }: { barrier: BarrierSummary }) {
  return (
    <Row
      title={useName(barrier)}
      href={hrefTo('barrier', { id: barrier.id })}
      detail={useBarrierFacts(barrier).join(' · ')}
      figure={<BarrierBadge barrier={barrier} />}
      actions={<BarrierActions barrier={barrier} />}
    >
      <Offers barrier={barrier} />
    </Row>
  )
}
