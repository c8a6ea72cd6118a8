import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { useState } from 'react'
import { ApiProblem } from '../api/problem.ts'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { FormDialog } from '../ui/dialogs.tsx'
import { DateField, TextField } from '../ui/fields.tsx'

/** A part as the API proposes it, and as it is sent back. */
export interface Part {
  cue?: string | null
  text: string
  dueDay: string
}

/** What the API answers to a step that is too long. */
export interface SplitOffer {
  workingDays: number
  atMost: number
  parts: Part[]
}

/** The offer in a refusal, if it is one. */
export function offerIn(failure: unknown): SplitOffer | undefined {
  if (!(failure instanceof ApiProblem) || failure.code !== 'split-me') return undefined
  return (failure.body as { split: SplitOffer }).split
}

interface SplitDialogProps {
  offer: SplitOffer
  /** Sends the parts; the first one starts. */
  onSplit: (parts: Part[]) => Promise<unknown>
  onClose: () => void
}

/** Makes one long step several short ones: words and days are proposed, to be edited, in one form. */
export function SplitDialog({ offer, onSplit, onClose }: SplitDialogProps) {
  const styles = useSplitStyles()
  const { t } = useStrings()
  const { day } = useFormats()
  const [parts, setParts] = useState(offer.parts)
  const set = (place: number, part: Partial<Part>) =>
    setParts(parts.map((old, i) => (i === place ? { ...old, ...part } : old)))
  const said = parts.filter(({ text }) => text.trim() !== '')
  return (
    <FormDialog
      title={t('split.title')}
      submit={t('split.submit', { count: said.length })}
      onSubmit={() => onSplit(said).then(onClose)}
      onCancel={onClose}
    >
      <p className={styles.lead}>{t('split.lead', { days: offer.workingDays, atMost: offer.atMost })}</p>
      {parts.map((part, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts are their places
        <div key={place} className={styles.part}>
          <TextField
            label={t(place === 0 ? 'split.first' : 'split.then', { number: place + 1 })}
            value={part.text}
            {...(place > 0 && { hint: t('split.about', { day: day(part.dueDay) }) })}
            onChange={(text) => set(place, { text })}
          />
          {place === 0 && (
            <DateField
              label={t('split.until')}
              value={part.dueDay}
              onChange={(dueDay) => set(0, { dueDay })}
            />
          )}
        </div>
      ))}
    </FormDialog>
  )
}

const useSplitStyles = makeStyles({
  lead: { ...typographyStyles.body1, margin: 0, color: tokens.colorNeutralForeground2 },
  part: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
})
