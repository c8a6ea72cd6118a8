import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'

const week = 7 * 86_400_000

/** What the people of a measure are asked when nothing else is said, and until when: a week. */
export function useAsking(title: string): { question: string; closesDay: string } {
  const { t } = useStrings()
  const { dayOf } = useFormats()
  const question = t('round.againQuestion', { title: title.length > 200 ? `${title.slice(0, 199)}…` : title })
  return { question, closesDay: dayOf(new Date(Date.now() + week)) }
}
