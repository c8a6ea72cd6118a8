import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { useState } from 'react'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { FormDialog } from '../ui/dialogs.tsx'
import { DateField, TextField } from '../ui/fields.tsx'
import type { Part, SplitOffer } from './offer.ts'

interface SplitDialogProps {
  offer: SplitOffer
  /** Whether the first part starts at once, and so has a day. */
  starts?: boolean
  /** The fewest parts that make sense. */
  atLeast?: number
  /** Sends the parts; the first one starts. */
  onSplit: (parts: Part[]) => Promise<unknown>
  onClose: () => void
}

/** Makes one long step several short ones: words and days are proposed, to be edited, in one form. */
export function SplitDialog({ offer, starts = true, atLeast = 1, onSplit, onClose }: SplitDialogProps) {
  const styles = useSplitStyles()
  const { t } = useStrings()
  const { workingDays, atMost } = offer
  const [parts, setParts] = useState(offer.parts)
  const [few, setFew] = useState(false)
  const set = (place: number, part: Partial<Part>) =>
    setParts(parts.map((old, i) => (i === place ? { ...old, ...part } : old)))
  const said = parts.filter(({ text }) => text.trim() !== '')
  const send = async () => {
    setFew(said.length < atLeast)
    if (said.length >= atLeast) await onSplit(said).then(onClose)
  }
  return (
    <FormDialog
      title={t('split.title')}
      submit={t('split.submit', { count: said.length })}
      onSubmit={send}
      onCancel={onClose}
    >
      <p className={styles.lead}>
        {workingDays === undefined
          ? t('split.leadImported', { atMost })
          : t('split.lead', { days: workingDays, atMost })}
      </p>
      {parts.map((part, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts are their places
        <PartFields key={place} {...{ part, place }} day={starts} onChange={(to) => set(place, to)} />
      ))}
      {few && (
        <p className={styles.lead} role="alert">
          {t('split.few')}
        </p>
      )}
    </FormDialog>
  )
}

interface PartProps {
  part: Part
  place: number
  /** Whether the first one has a day. */
  day: boolean
  onChange: (part: Partial<Part>) => void
}

function PartFields({ part, place, day: asked, onChange }: PartProps) {
  const styles = useSplitStyles()
  const { t } = useStrings()
  const { day } = useFormats()
  const { text, dueDay } = part
  return (
    <div className={styles.part}>
      <TextField
        label={t(place === 0 ? 'split.first' : 'split.then', { number: place + 1 })}
        value={text}
        {...(place > 0 && dueDay && { hint: t('split.about', { day: day(dueDay) }) })}
        onChange={(words) => onChange({ text: words })}
      />
      {place === 0 && asked && (
        <DateField
          label={t('split.until')}
          value={dueDay ?? ''}
          {...(!dueDay && { hint: t('step.untilHint') })}
          onChange={(until) => onChange({ dueDay: until })}
        />
      )}
    </div>
  )
}

const useSplitStyles = makeStyles({
  lead: { ...typographyStyles.body1, margin: 0, color: tokens.colorNeutralForeground2 },
  part: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
})
