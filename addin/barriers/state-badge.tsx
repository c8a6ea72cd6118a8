import {
  ArrowTurnUpLeftRegular,
  CheckmarkCircleRegular,
  CheckmarkRegular,
  CircleRegular,
  DismissCircleRegular,
  EditRegular,
  HandRightRegular,
} from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { Badge, type Tone } from '../ui/badge.tsx'
import { type BarrierSummary, isMissed } from './moves.ts'

/** Where a barrier stands, as icon and word. */
export function BarrierBadge({
  barrier,
}: {
  barrier: Pick<BarrierSummary, 'state' | 'clearing' | 'promise'>
}) {
  const { t } = useStrings()
  const missed = isMissed(barrier)
  const unconfirmed = barrier.state === 'cleared' && barrier.clearing?.unconfirmed
  const [tone, icon] = faces[barrier.state]
  return (
    <Badge tone={missed ? 'bad' : tone} icon={icon}>
      {missed
        ? t('barrier.state.missed')
        : unconfirmed
          ? t('barrier.state.unconfirmed')
          : t(`barrier.state.${barrier.state}`)}
    </Badge>
  )
}

const faces: Record<BarrierSummary['state'], [Tone, ReactNode]> = {
  draft: ['neutral', <EditRegular key="i" />],
  open: ['warning', <CircleRegular key="i" />],
  taken: ['brand', <HandRightRegular key="i" />],
  asked_back: ['warning', <ArrowTurnUpLeftRegular key="i" />],
  refused: ['bad', <DismissCircleRegular key="i" />],
  cleared: ['good', <CheckmarkRegular key="i" />],
  confirmed: ['good', <CheckmarkCircleRegular key="i" />],
  withdrawn: ['neutral', <DismissCircleRegular key="i" />],
}
