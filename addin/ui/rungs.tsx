import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import {
  CheckmarkCircleRegular,
  EyeOffRegular,
  EyeRegular,
  HourglassHalfRegular,
  LightbulbRegular,
  PauseCircleRegular,
  RunRegular,
} from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { Badge, type Tone } from './badge.tsx'

type Schemas = components['schemas']
export type Rung = Schemas['PersonOnLadder']['rung']

/** Where somebody stands between a goal that was said and one that is moved. */
export function RungBadge({ rung }: { rung: Rung }) {
  const { t } = useStrings()
  const [tone, icon] = faces[rung]
  return (
    <Badge tone={tone} icon={icon}>
      {t(`rung.${rung}`)}
    </Badge>
  )
}

// What to speak about first stands first.
const order: Rung[] = ['stalled', 'waiting', 'acting', 'committed', 'understands', 'heard', 'unaware']

/** How many stand on each rung; rungs with nobody are left out. */
export function RungCounts({ counts }: { counts: Schemas['RungCounts'] }) {
  const styles = useRungStyles()
  const { t } = useStrings()
  return (
    <ul className={styles.counts} aria-label={t('rung.counts', { people: counts.people })}>
      {order
        .filter((rung) => counts[rung] > 0)
        .map((rung) => (
          <li key={rung} className={styles.count}>
            <span aria-hidden className={styles.icon}>
              {faces[rung][1]}
            </span>
            {t(`rung.count.${rung}`, { count: counts[rung] })}
          </li>
        ))}
    </ul>
  )
}

const faces: Record<Rung, [Tone, ReactNode]> = {
  unaware: ['neutral', <EyeOffRegular key="i" />],
  heard: ['neutral', <EyeRegular key="i" />],
  understands: ['neutral', <LightbulbRegular key="i" />],
  committed: ['brand', <CheckmarkCircleRegular key="i" />],
  acting: ['good', <RunRegular key="i" />],
  stalled: ['warning', <PauseCircleRegular key="i" />],
  waiting: ['warning', <HourglassHalfRegular key="i" />],
}

const useRungStyles = makeStyles({
  counts: {
    ...typographyStyles.caption1,
    display: 'flex',
    flexWrap: 'wrap',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    color: tokens.colorNeutralForeground2,
  },
  count: { display: 'inline-flex', alignItems: 'center', columnGap: '4px', minBlockSize: '20px' },
  icon: { display: 'inline-flex', fontSize: '16px' },
})
