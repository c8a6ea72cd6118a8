import { SparkleRegular } from '@fluentui/react-icons'
import type { components } from '../api/schema.gen.ts'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { CelebrateForm } from './celebrate-form.tsx'

export type WaitingWin = components['schemas']['WaitingWin']

/** Wins that nobody has celebrated yet: one tap, and a few words for whoever likes. */
export function WaitingWins({ wins }: { wins: WaitingWin[] }) {
  const { t } = useStrings()
  if (wins.length === 0) return null
  return (
    <Section title={t('win.waiting')} lead={t('win.waitingLead')}>
      <Rows label={t('win.waiting')}>
        {wins.map((win) => (
          <WaitingRow key={win.id} win={win} />
        ))}
      </Rows>
    </Section>
  )
}

function WaitingRow({ win }: { win: WaitingWin }) {
  const { t } = useStrings()
  const { list, day } = useFormats()
  const title = win.what ?? t(`win.found.${win.foundBy}`, { what: win.subject?.title ?? '' })
  const credits = list([...new Set(win.credits.map(({ name }) => name))])
  return (
    <Row
      start={<SparkleRegular fontSize={20} aria-hidden />}
      title={title}
      detail={[credits, win.betterOff, t('win.until', { day: day(win.waitsUntil) })]
        .filter(Boolean)
        .join(' · ')}
    >
      <CelebrateForm id={win.id} title={title} />
    </Row>
  )
}
