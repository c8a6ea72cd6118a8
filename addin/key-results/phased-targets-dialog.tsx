import { makeStyles, tokens } from '@fluentui/react-components'
import { AddRegular, DismissRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { FormDialog } from '../ui/dialogs.tsx'
import { useEditing } from '../ui/editing.ts'
import { DateField, NumberField, numberOf } from '../ui/fields.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { type EditedKeyResult, type KeyResult, type PhasedTarget, usePhasedTargets } from './key-result.ts'

interface Phase {
  day: string
  value: string
}

/** Sets what is expected on the way: a day and a value each. */
export function PhasedTargetsDialog(props: EditedKeyResult & { onClose: () => void }) {
  const { item, reload, onClose } = props
  const { t } = useStrings()
  const form = usePhases({ item, reload })
  const submit = () => form.save().then((saved) => saved && onClose())
  return (
    <FormDialog title={t('targets.title')} submit={t('edit.save')} onSubmit={submit} onCancel={onClose}>
      <p>{t('targets.lead')}</p>
      {form.phases.map((phase, place) => (
        <PhaseFields
          // biome-ignore lint/suspicious/noArrayIndexKey: a phase that is being typed has nothing but its place
          key={place}
          phase={phase}
          unit={item.data.unit}
          problem={form.problem(phase)}
          onChange={(part) => form.change(place, part)}
          onRemove={() => form.remove(place)}
        />
      ))}
      <TapButton icon={<AddRegular />} onTap={form.add}>
        {t('targets.add')}
      </TapButton>
    </FormDialog>
  )
}

interface PhaseFieldsProps {
  phase: Phase
  unit: string | null
  problem: string | undefined
  onChange: (part: Partial<Phase>) => void
  onRemove: () => void
}

function PhaseFields({ phase, unit, problem, onChange, onRemove }: PhaseFieldsProps) {
  const styles = usePhaseStyles()
  const { t } = useStrings()
  return (
    <div className={styles.phase}>
      <DateField label={t('targets.day')} value={phase.day} onChange={(day) => onChange({ day })} />
      <NumberField
        label={t('targets.value')}
        unit={unit}
        value={phase.value}
        onChange={(value) => onChange({ value })}
        problem={problem}
      />
      <TapButton kind="quiet" icon={<DismissRegular />} onTap={onRemove}>
        {t('people.off')}
      </TapButton>
    </div>
  )
}

function usePhases({ item, reload }: EditedKeyResult) {
  const { t, intl } = useStrings()
  const [tried, setTried] = useState(false)
  const action = usePhasedTargets(item.data)
  const write = (value: number) => intl.formatNumber(value, { useGrouping: false, maximumFractionDigits: 6 })
  const toDraft = ({ phasedTargets }: KeyResult) => ({
    phases: phasedTargets.map(({ day, value }): Phase => ({ day, value: write(value) })),
  })
  const editing = useEditing({ item, reload, toDraft })
  const phases = editing.draft.phases ?? []
  const set = (next: Phase[]) => editing.set({ phases: next })
  return {
    phases,
    add: () => set([...phases, { day: '', value: '' }]),
    change: (place: number, part: Partial<Phase>) =>
      set(phases.map((phase, index) => (index === place ? { ...phase, ...part } : phase))),
    remove: (place: number) => set(phases.filter((_, index) => index !== place)),
    problem: (phase: Phase) => (tried && !targetOf(phase) ? t('targets.incomplete') : undefined),
    /** Whether it was saved: it is not while a phase is incomplete, and the phase says so. */
    save: async () => {
      setTried(true)
      const targets = phases.flatMap((phase) => targetOf(phase) ?? [])
      if (targets.length < phases.length) return false
      await editing.save((etag) => action.send({ etag, targets }))
      return true
    },
  }
}

function targetOf({ day, value }: Phase): PhasedTarget | undefined {
  const number = numberOf(value)
  return day && number !== undefined ? { day, value: number } : undefined
}

const usePhaseStyles = makeStyles({
  phase: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: tokens.spacingHorizontalM,
  },
})
