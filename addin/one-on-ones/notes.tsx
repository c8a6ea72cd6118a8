import { makeStyles, Textarea, tokens, typographyStyles } from '@fluentui/react-components'
import { LockClosedRegular } from '@fluentui/react-icons'
import { useId } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { Section } from '../ui/section.tsx'
import { type Saving, useAutosave, type Versioned } from './autosave.ts'
import { type OneOnOne, useSaveNotes, useSavePrivateNotes } from './one-on-one.ts'

/** What both write together. */
export function SharedNotes({ oneOnOne }: { oneOnOne: OneOnOne }) {
  const { t } = useStrings()
  const save = useSaveNotes(oneOnOne.id)
  return (
    <Section title={t('oneOnOne.notes')} lead={t('oneOnOne.notesLead', { name: oneOnOne.with.name })}>
      <NotesField label={t('oneOnOne.notes')} notes={oneOnOne.notes} save={save} />
    </Section>
  )
}

/** What nobody else can read; not there where others may look on. */
export function OwnNotes({ oneOnOne }: { oneOnOne: OneOnOne }) {
  const styles = useNotesStyles()
  const { t } = useStrings()
  const save = useSavePrivateNotes(oneOnOne.id)
  if (!oneOnOne.privateNotes) return null
  const lead = (
    <span className={styles.locked}>
      <LockClosedRegular aria-hidden className={styles.lock} />
      {t('oneOnOne.privateLead')}
    </span>
  )
  return (
    <Section title={t('oneOnOne.private')} lead={lead}>
      <NotesField label={t('oneOnOne.private')} notes={oneOnOne.privateNotes} save={save} />
    </Section>
  )
}

interface NotesFieldProps {
  label: string
  notes: Versioned
  save: (text: string, version: number) => Promise<Versioned>
}

/** Notes that save themselves, and say how that stands. */
export function NotesField({ label, notes, save }: NotesFieldProps) {
  const styles = useNotesStyles()
  const { t } = useStrings()
  const draft = useAutosave(notes, save)
  const { text, state } = draft
  const id = useId()
  return (
    <div className={styles.notes}>
      <Textarea
        aria-label={label}
        aria-describedby={id}
        className={styles.field}
        value={text}
        maxLength={20_000}
        resize="vertical"
        rows={Math.min(12, Math.max(4, text.split('\n').length + 1))}
        onChange={(_, { value }) => draft.type(value)}
        onBlur={() => void draft.send()}
      />
      <span
        id={id}
        role="status"
        className={state === 'waiting' || state === 'refused' ? styles.bad : styles.state}
      >
        {text === '' && state === 'saved' ? t('oneOnOne.saving.empty') : t(said[state])}
      </span>
    </div>
  )
}

const said = {
  saved: 'oneOnOne.saving.saved',
  saving: 'oneOnOne.saving.saving',
  waiting: 'oneOnOne.saving.waiting',
  merged: 'oneOnOne.saving.merged',
  refused: 'oneOnOne.saving.refused',
} as const satisfies Record<Saving, string>

const useNotesStyles = makeStyles({
  notes: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS },
  field: { inlineSize: '100%' },
  state: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3 },
  bad: { ...typographyStyles.caption1Strong, color: tokens.colorNeutralForeground1 },
  lock: { flexShrink: 0, fontSize: '16px' },
  locked: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
})
