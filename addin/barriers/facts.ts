import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { type BarrierSummary, nameIn } from './moves.ts'

const inQueue = ['open', 'taken', 'asked_back']

/** The quiet facts under a barrier: whose it is, by when, and why it stands where it stands. */
export function useBarrierFacts(barrier: BarrierSummary): string[] {
  const { t } = useStrings()
  const { day, number } = useFormats()
  const { asked, promise, cost, state, raisedBy } = barrier
  const { people, weight, days } = cost
  return [
    t('barrier.from', { name: nameIn(barrier, raisedBy) }),
    asked && t('barrier.askedOf', { name: nameIn(barrier, asked.memberId) }),
    promise && t('barrier.promised', { day: day(promise.day) }),
    !promise && asked?.until && state === 'open' && t('barrier.answerBy', { day: day(asked.until) }),
    inQueue.includes(state) && t('barrier.cost', { people, weight: number(weight), days }),
  ].filter((fact): fact is string => Boolean(fact))
}
