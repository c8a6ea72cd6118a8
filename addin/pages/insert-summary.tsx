import { DocumentArrowLeftRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { nameIn, useNameOf } from '../barriers/moves.ts'
import { sentenceOf } from '../commitments/live-step.tsx'
import type { Beside } from '../host/host.ts'
import { useHost, useHostContext } from '../host/provider.tsx'
import type { OneOnOne } from '../one-on-ones/one-on-one.ts'
import { htmlOf, type Summary } from '../one-on-ones/summary.ts'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { useToasts } from '../ui/toasts.tsx'

/** Puts a summary into the invitation or mail that is being written, on this tap and never by itself; notes stay out. */
export function InsertSummary({ oneOnOne }: { oneOnOne: OneOnOne }) {
  useHostContext()
  const { beside } = useHost()
  return beside?.item()?.writable ? <Insert beside={beside} oneOnOne={oneOnOne} /> : null
}

function Insert({ beside, oneOnOne }: { beside: Beside; oneOnOne: OneOnOne }) {
  const { t } = useStrings()
  const { notify } = useToasts()
  const summary = useSummary(oneOnOne)
  const [busy, setBusy] = useState(false)
  const insert = async () => {
    setBusy(true)
    try {
      await beside.insert(htmlOf(summary))
      notify({ text: t('beside.inserted') })
    } catch {
      notify({ text: t('beside.notInserted'), kind: 'failed' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <div>
      <TapButton icon={<DocumentArrowLeftRegular />} busy={busy} onTap={() => void insert()}>
        {t('beside.insert')}
      </TapButton>
    </div>
  )
}

function useSummary({ with: other, ledger, barriers, paths, agenda }: OneOnOne): Summary {
  const { t } = useStrings()
  const { day } = useFormats()
  const nameOf = useNameOf()
  return {
    title: t('oneOnOne.with', other),
    parts: [
      {
        title: t('oneOnOne.ledger'),
        lines: ledger.map(
          ({ barrier, by, day: until, done }) =>
            `${nameOf(barrier)} – ${nameIn(barrier, by)}, ${done ? t('oneOnOne.promise.done') : t('oneOnOne.by', { day: day(until) })}`,
        ),
      },
      { title: t('oneOnOne.barriers'), lines: barriers.map((barrier) => nameOf(barrier)) },
      {
        title: t('oneOnOne.steps'),
        lines: paths.flatMap(({ owner, live }) => (live ? [`${owner.name}: ${sentenceOf(live, t)}`] : [])),
      },
      {
        title: t('oneOnOne.agenda'),
        lines: agenda.flatMap(({ text, doneAt }) => (text && !doneAt ? [text] : [])),
      },
    ],
  }
}
