import {
  ArchiveRegular,
  ArrowTrendingDownRegular,
  CheckmarkCircleRegular,
  CircleHintRegular,
  CircleRegular,
  EditRegular,
  PauseCircleRegular,
  WarningRegular,
} from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { Badge, type Tone } from './badge.tsx'

/** How a goal or measure stands: its health while it is published, else its lifecycle. */
export type Status =
  | 'not_started'
  | 'on_track'
  | 'at_risk'
  | 'behind'
  | 'unknown'
  | 'draft'
  | 'postponed'
  | 'closed'

/** One status, with its reason for whoever points at it. */
export function StatusBadge({ status, reason }: { status: Status; reason?: string }) {
  const { t } = useStrings()
  const [tone, icon] = faces[status]
  return (
    <Badge tone={tone} icon={icon} {...(reason && { title: reason })}>
      {t(`status.${status}`)}
    </Badge>
  )
}

/** Health and lifecycle of an item as the one status that is shown. */
export function statusOf(item: {
  lifecycle: 'draft' | 'published' | 'postponed' | 'closed'
  health: Status
}): Status {
  return item.lifecycle === 'published' ? item.health : item.lifecycle
}

const faces: Record<Status, [Tone, ReactNode]> = {
  not_started: ['neutral', <CircleRegular key="i" />],
  on_track: ['good', <CheckmarkCircleRegular key="i" />],
  at_risk: ['warning', <WarningRegular key="i" />],
  behind: ['bad', <ArrowTrendingDownRegular key="i" />],
  unknown: ['neutral', <CircleHintRegular key="i" />],
  draft: ['neutral', <EditRegular key="i" />],
  postponed: ['neutral', <PauseCircleRegular key="i" />],
  closed: ['neutral', <ArchiveRegular key="i" />],
}
