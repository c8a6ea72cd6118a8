import { makeStyles, tokens } from '@fluentui/react-components'
import { SparkleRegular } from '@fluentui/react-icons'
import { type FormEvent, useState } from 'react'
import type { components } from '../api/schema.gen.ts'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { TextField } from '../ui/fields.tsx'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { useCelebrate } from './celebrate.ts'

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
  const styles = useWinStyles()
  const { t } = useStrings()
  const { list, day } = useFormats()
  const [words, setWords] = useState('')
  const title = win.what ?? t(`win.found.${win.foundBy}`, { what: win.subject?.title ?? '' })
  const action = useCelebrate(title)
  const credits = list([...new Set(win.credits.map(({ name }) => name))])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    action.run({ id: win.id, ...(words.trim() && { words: words.trim() }) })
  }
  return (
    <Row
      start={<SparkleRegular fontSize={20} aria-hidden />}
      title={title}
      detail={[credits, win.betterOff, t('win.until', { day: day(win.waitsUntil) })]
        .filter(Boolean)
        .join(' · ')}
    >
      <form className={styles.form} onSubmit={submit}>
        <div className={styles.field}>
          <TextField label={t('win.words')} value={words} maxLength={500} onChange={setWords} />
        </div>
        <TapButton
          kind="main"
          icon={<SparkleRegular />}
          submit
          busy={action.busy}
          label={t('win.celebrateLabel', { title })}
        >
          {t('win.celebrate')}
        </TapButton>
      </form>
    </Row>
  )
}

const useWinStyles = makeStyles({
  field: { flex: '1 1 200px', minInlineSize: 0, maxInlineSize: '420px' },
  form: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: tokens.spacingHorizontalM,
    marginBlockStart: tokens.spacingVerticalS,
  },
})
