import { useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { FormDialog } from '../ui/dialogs.tsx'
import { DateField, NumberField, numberOf, TextField } from '../ui/fields.tsx'
import { type Cycle, useChangeCycle, useCreateCycle } from './cycles.ts'

interface CycleDialogProps {
  /** The one that is edited; none: a new one. */
  cycle?: Cycle
  /** A new one begins when this one has ended. */
  latest?: Cycle | undefined
  onClose: () => void
}

/** Makes a cycle, or names it and moves its days. */
export function CycleDialog({ cycle, latest, onClose }: CycleDialogProps) {
  const { t } = useStrings()
  const form = useCycleForm(cycle, latest)
  const create = useCreateCycle()
  const change = useChangeCycle(cycle ?? blank)
  const submit = async () => {
    const said = form.said()
    if (!said) return
    await (cycle ? change.send(said) : create.send(said))
    onClose()
  }
  return (
    <FormDialog
      title={cycle ? t('settings.editWhat', { what: cycle.name }) : t('cycle.add')}
      submit={cycle ? t('edit.save') : t('cycle.create')}
      onSubmit={submit}
      onCancel={onClose}
    >
      <CycleFields {...form} />
    </FormDialog>
  )
}

function CycleFields({ draft, set, problems }: ReturnType<typeof useCycleForm>) {
  const { t } = useStrings()
  return (
    <>
      <TextField
        label={t('settings.name')}
        required
        maxLength={100}
        placeholder={t('cycle.namePlaceholder')}
        value={draft.name}
        onChange={(name) => set({ name })}
        problem={problems.name}
      />
      <DateField
        label={t('cycle.from')}
        value={draft.startDay}
        onChange={(startDay) => set({ startDay })}
        problem={problems.days}
      />
      <DateField label={t('cycle.to')} value={draft.endDay} onChange={(endDay) => set({ endDay })} />
      <NumberField
        label={t('cycle.grace')}
        hint={t('cycle.graceHint')}
        value={draft.graceDays}
        onChange={(graceDays) => set({ graceDays })}
        problem={problems.grace}
      />
    </>
  )
}

const blank: Cycle = {
  ...{ id: '', name: '', startDay: '', endDay: '', graceDays: 7, state: 'planning', version: 0, revision: 0 },
  can: { edit: true, start: false, review: false, close: false },
}

interface Draft {
  name: string
  startDay: string
  endDay: string
  graceDays: string
}

function useCycleForm(cycle: Cycle | undefined, latest: Cycle | undefined) {
  const { t } = useStrings()
  const [draft, setDraft] = useState<Draft>(() => firstDraft(cycle, latest))
  const [tried, setTried] = useState(false)
  const grace = numberOf(draft.graceDays)
  const wrong = {
    name: draft.name.trim() === '',
    days: !draft.startDay || !draft.endDay || draft.endDay < draft.startDay,
    grace: grace === undefined || !Number.isInteger(grace) || grace < 0 || grace > 60,
  }
  return {
    draft,
    set: (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part })),
    problems: {
      name: tried && wrong.name ? t('edit.missing') : undefined,
      days: tried && wrong.days ? t('cycle.wrongDays') : undefined,
      grace: tried && wrong.grace ? t('cycle.wrongGrace') : undefined,
    },
    /** What was said; nothing while it cannot be taken so, and the form says why. */
    said: () => {
      setTried(true)
      if (wrong.name || wrong.days || wrong.grace) return undefined
      const { name, startDay, endDay } = draft
      return { name: name.trim(), startDay, endDay, graceDays: grace! }
    },
  }
}

function firstDraft(cycle: Cycle | undefined, latest: Cycle | undefined): Draft {
  if (cycle) {
    const { name, startDay, endDay, graceDays } = cycle
    return { name, startDay, endDay, graceDays: String(graceDays) }
  }
  const startDay = latest ? dayAfter(latest.endDay) : ''
  return { name: '', startDay, endDay: startDay && quarterLater(startDay), graceDays: '7' }
}

function dayAfter(day: string): string {
  return shifted(day, 0, 1)
}

/** The last day of three months that begin on this day. */
function quarterLater(day: string): string {
  return shifted(day, 3, -1)
}

function shifted(day: string, months: number, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCMonth(date.getUTCMonth() + months)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}
