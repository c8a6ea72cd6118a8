import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { AlertSnoozeRegular, PauseRegular, PlayRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import { TimeField } from '../ui/fields.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { CheckField, ChoiceField } from '../ui/pick-fields.tsx'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { type MyTimes, useChangeMyTimes, useMyTimes } from './my-times.ts'

/** When the bot asks and tells, what it keeps quiet about, and a rest from it. */
export function MyTimesSettings() {
  const query = useMyTimes()
  return (
    <Loaded query={query}>
      {(times) => (
        <>
          <Rest times={times} />
          <Times key={times.version} times={times} />
        </>
      )}
    </Loaded>
  )
}

/** A pause or a few quiet days; what people ask still arrives. */
function Rest({ times }: { times: MyTimes }) {
  const { t } = useStrings()
  const { instant } = useFormats()
  const styles = useTimesStyles()
  const { busy, run } = useChangeMyTimes(times)
  const { paused, snoozedUntil } = times
  const asleep = snoozedUntil !== null && new Date(snoozedUntil) > new Date()
  const state = paused
    ? t('times.paused')
    : asleep
      ? t('times.asleep', { at: instant(snoozedUntil) })
      : t('times.awake')
  return (
    <Section title={t('times.rest')} lead={t('times.restLead')}>
      <Card>
        <p className={styles.line}>{state}</p>
        <div className={styles.buttons}>
          {paused || asleep ? (
            <TapButton
              icon={<PlayRegular />}
              busy={busy}
              onTap={() => run({ paused: false, snoozedUntil: null })}
            >
              {t('times.wake')}
            </TapButton>
          ) : (
            <>
              <Snooze days={1} busy={busy} onTap={run} />
              <Snooze days={7} busy={busy} onTap={run} />
              <TapButton icon={<PauseRegular />} busy={busy} onTap={() => run({ paused: true })}>
                {t('times.pause')}
              </TapButton>
            </>
          )}
        </div>
      </Card>
    </Section>
  )
}

interface SnoozeProps {
  days: 1 | 7
  busy: boolean
  onTap: (change: { snoozedUntil: string }) => void
}

function Snooze({ days, busy, onTap }: SnoozeProps) {
  const { t } = useStrings()
  return (
    <TapButton icon={<AlertSnoozeRegular />} busy={busy} onTap={() => onTap({ snoozedUntil: inDays(days) })}>
      {t(`times.snooze.${days}`)}
    </TapButton>
  )
}

/** The beginning of the day so many days from now, on the clock of this screen. */
function inDays(days: number): string {
  const at = new Date()
  at.setDate(at.getDate() + days)
  at.setHours(0, 0, 0, 0)
  return at.toISOString()
}

const week = [1, 2, 3, 4, 5, 6, 7]

/** In the order in which they come to mind: what the product starts, then what people ask. */
const kinds = [
  ...(['check_in', 'morning', 'win', 'half_time'] as const),
  ...(['barrier', 'confirm', 'round', 'commit', 'break_down', 'mention'] as const),
]

function Times({ times }: { times: MyTimes }) {
  const { t } = useStrings()
  const styles = useTimesStyles()
  const change = useChangeMyTimes(times)
  const [draft, setDraft] = useState(times)
  const { weekday, time, quietFrom, quietTo, muted } = draft
  const wrong = !(time && quietFrom && quietTo)
  const dirty = JSON.stringify(draft) !== JSON.stringify(times)
  const set = (more: Partial<MyTimes>) => setDraft({ ...draft, ...more })
  return (
    <Section title={t('times.title')} lead={t('times.lead')}>
      <Card>
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault()
            if (!wrong) change.run({ weekday, time, quietFrom, quietTo, muted })
          }}
        >
          <Clock draft={draft} onChange={set} />
          <Kinds muted={muted} onChange={(now) => set({ muted: now })} />
          <div>
            <TapButton submit busy={change.busy} disabled={!dirty || wrong}>
              {t('times.save')}
            </TapButton>
          </div>
        </form>
      </Card>
    </Section>
  )
}

function Clock({ draft, onChange }: { draft: MyTimes; onChange: (more: Partial<MyTimes>) => void }) {
  const { t, intl } = useStrings()
  const styles = useTimesStyles()
  // The first of January 2024 was a Monday.
  const dayName = (day: number) =>
    intl.formatDate(`2024-01-0${day}T00:00:00Z`, { weekday: 'long', timeZone: 'UTC' })
  return (
    <div className={styles.clock}>
      <ChoiceField
        label={t('times.weekday')}
        value={String(draft.weekday)}
        onChange={(day) => onChange({ weekday: Number(day) })}
        options={week.map((day) => ({ value: String(day), text: dayName(day) }))}
      />
      {(['time', 'quietFrom', 'quietTo'] as const).map((name) => (
        <TimeField
          key={name}
          label={t(`times.${name}`)}
          value={draft[name]}
          onChange={(at) => onChange({ [name]: at })}
        />
      ))}
    </div>
  )
}

type Muted = MyTimes['muted']

function Kinds({ muted, onChange }: { muted: Muted; onChange: (muted: Muted) => void }) {
  const { t } = useStrings()
  const styles = useTimesStyles()
  const hear = (kind: Muted[number], heard: boolean) =>
    onChange(kinds.filter((each) => (each === kind ? !heard : muted.includes(each))))
  return (
    <fieldset className={styles.set}>
      <legend className={styles.legend}>{t('times.kinds')}</legend>
      {kinds.map((kind) => (
        <CheckField
          key={kind}
          label={t(`times.kind.${kind}`)}
          value={!muted.includes(kind)}
          onChange={(heard) => hear(kind, heard)}
        />
      ))}
    </fieldset>
  )
}

const useTimesStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  clock: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  line: { ...typographyStyles.body1, margin: 0 },
  buttons: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    marginBlockStart: tokens.spacingVerticalS,
  },
  set: {
    border: 'none',
    margin: 0,
    padding: 0,
    minInlineSize: 0,
    display: 'flex',
    flexDirection: 'column',
  },
  legend: { ...typographyStyles.body1Strong, padding: 0 },
})
