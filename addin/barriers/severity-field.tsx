import { useStrings } from '../strings/strings.tsx'
import { ChipsField } from '../ui/chips-field.tsx'
import type { Barrier } from './moves.ts'

type Severity = Barrier['severity']
const severities = ['high', 'normal', 'low'] as const

/** How urgent it is, said by what follows: when a first answer is due. */
export function SeverityField(props: { value: Severity; onChange: (value: Severity) => void }) {
  const { t } = useStrings()
  const options = severities.map((value) => ({ value, text: t(`barrier.severity.${value}`) }))
  return <ChipsField label={t('barrier.severity')} {...props} options={options} />
}
