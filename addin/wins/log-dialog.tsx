import { useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { FormDialog } from '../ui/dialogs.tsx'
import { LongTextField, TextField } from '../ui/fields.tsx'
import { PeopleField } from '../ui/people-field.tsx'
import { ChoiceField } from '../ui/pick-fields.tsx'
import { type NewWin, useLogWin } from './wins.ts'

interface LogWinDialogProps {
  /** What it is about, where that is clear from the place. */
  subject?: NewWin['subject']
  /** Else one of these teams. */
  teams?: { id: string; name: string }[]
  /** Whoever logs it, filled in as the one who did it. */
  me: string
  onClose: () => void
}

/** Logs by hand what truly happened: what, who is better off, to whose credit. */
export function LogWinDialog({ subject, teams = [], me, onClose }: LogWinDialogProps) {
  const { t } = useStrings()
  const log = useLogWin()
  const { draft, set, said, problem } = useDraft(me, subject ?? null, teams[0]?.id ?? '')
  const submit = async () => {
    const win = said()
    if (!win) return
    await log.send(win)
    onClose()
  }
  return (
    <FormDialog title={t('win.log')} submit={t('win.logIt')} onSubmit={submit} onCancel={onClose}>
      <TextField
        label={t('win.what')}
        required
        value={draft.what}
        onChange={(what) => set({ what })}
        problem={problem}
      />
      <LongTextField
        label={t('objective.why')}
        hint={t('win.betterOffHint')}
        value={draft.betterOff}
        maxLength={1000}
        onChange={(betterOff) => set({ betterOff })}
      />
      {!subject && teams.length > 1 && (
        <ChoiceField
          label={t('win.team')}
          value={draft.teamId}
          onChange={(teamId) => set({ teamId })}
          options={teams.map(({ id, name }) => ({ value: id, text: name }))}
        />
      )}
      <PeopleField label={t('win.credit')} value={draft.credit} onChange={(credit) => set({ credit })} />
    </FormDialog>
  )
}

function useDraft(me: string, subject: NonNullable<NewWin['subject']> | null, teamId: string) {
  const { t } = useStrings()
  const [draft, setDraft] = useState({ what: '', betterOff: '', teamId, credit: [me] })
  const [problem, setProblem] = useState<string>()
  return {
    draft,
    problem,
    set: (part: Partial<typeof draft>) => setDraft((old) => ({ ...old, ...part })),
    /** What was said; nothing while it does not say what happened, and the field says so. */
    said: (): NewWin | undefined => {
      const what = draft.what.trim()
      setProblem(what ? undefined : t('edit.missing'))
      if (!what) return undefined
      const { credit, betterOff } = draft
      return {
        ...{ what, betterOff: betterOff.trim() || null },
        ...(subject ? { subject } : { teamId: draft.teamId }),
        ...(credit.length > 0 && { credit }),
      }
    },
  }
}
