import { makeStyles, tokens } from '@fluentui/react-components'
import { useStrings } from '../strings/strings.tsx'
import { ChipsField } from '../ui/chips-field.tsx'
import { NumberField, TextField } from '../ui/fields.tsx'
import { ChoiceField } from '../ui/pick-fields.tsx'
import { beginnings } from './draft.ts'
import type { KeyResultForm } from './key-result-fields.tsx'

const kinds = ['number', 'percent', 'currency', 'done', 'people'] as const
const aims = ['reach', 'at_least', 'at_most'] as const

/** How it is measured: a kind, from where to where, and in what. Only what the kind needs is asked. */
export function MeasureFields(form: KeyResultForm) {
  const { draft, set } = form
  const { t } = useStrings()
  const numbers = draft.kind !== 'done'
  return (
    <>
      <ChipsField
        label={t('keyResult.kind')}
        value={draft.kind}
        onChange={(kind) => set({ kind, ...beginnings[kind] })}
        options={kinds.map((value) => ({ value, text: t(`keyResult.kind.${value}`) }))}
      />
      {numbers && <Numbers {...form} />}
      {numbers && (
        <ChipsField
          label={t('keyResult.aim')}
          value={draft.aim}
          onChange={(aim) => set({ aim })}
          options={aims.map((value) => ({ value, text: t(`keyResult.aim.${value}`) }))}
        />
      )}
    </>
  )
}

function Numbers(form: KeyResultForm) {
  const { draft, set, problem } = form
  const styles = useMeasureStyles()
  const { t } = useStrings()
  const unit = draft.kind === 'people' ? null : draft.unit
  const people = draft.kind === 'people'
  return (
    <div className={styles.numbers}>
      <NumberField
        label={t(people ? 'keyResult.baselinePeople' : 'keyResult.baseline')}
        unit={unit}
        value={draft.baseline}
        onChange={(baseline) => set({ baseline })}
        problem={problem('baseline')}
      />
      <NumberField
        label={t(people ? 'keyResult.targetPeople' : 'keyResult.target')}
        required
        unit={unit}
        value={draft.target}
        onChange={(target) => set({ target })}
        problem={problem('target')}
      />
      <Unit {...form} />
    </div>
  )
}

const currencies = ['EUR', 'USD', 'GBP', 'CHF', 'INR', 'JPY', 'AUD', 'CAD', 'SEK', 'NOK', 'DKK', 'PLN']

function Unit({ draft, set, problem }: KeyResultForm) {
  const { t } = useStrings()
  if (draft.kind === 'percent') return null
  if (draft.kind === 'people') {
    return (
      <NumberField
        label={t('keyResult.peopleTotal')}
        required
        value={draft.peopleTotal}
        onChange={(peopleTotal) => set({ peopleTotal })}
        problem={problem('peopleTotal')}
      />
    )
  }
  const field = { value: draft.unit, onChange: (unit: string) => set({ unit }) }
  if (draft.kind !== 'currency') return <TextField label={t('keyResult.unit')} maxLength={20} {...field} />
  const known = currencies.includes(draft.unit) ? currencies : [draft.unit, ...currencies]
  return (
    <ChoiceField
      label={t('keyResult.currency')}
      {...field}
      options={known.map((code) => ({ value: code, text: code }))}
    />
  )
}

const useMeasureStyles = makeStyles({
  numbers: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(208px, 100%), 1fr))',
    gap: tokens.spacingHorizontalM,
    alignItems: 'start',
    '> *': { minInlineSize: 0 },
  },
})
