import { useStrings } from '../strings/strings.tsx'
import { useNames } from '../ui/names.ts'
import type { ShownStep } from './steps.ts'

/** Who suggested a step to whoever picks it: "suggested by Dana". */
export function useSuggestedBy(steps: readonly ShownStep[]): (step: ShownStep) => string | undefined {
  const { t } = useStrings()
  const nameOf = useNames(steps.map(({ suggestedBy }) => suggestedBy))
  return ({ suggestedBy }) => (suggestedBy ? t('step.suggested', { name: nameOf(suggestedBy) }) : undefined)
}
