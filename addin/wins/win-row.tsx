import { makeStyles, tokens } from '@fluentui/react-components'
import { SparkleFilled, SparkleRegular } from '@fluentui/react-icons'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { useNames } from '../ui/names.ts'
import { hrefTo } from '../ui/places.ts'
import { Row } from '../ui/rows.tsx'
import { ToAgendaButton } from '../ui/to-agenda.tsx'
import { CelebrateForm } from './celebrate-form.tsx'
import { useWinTitle, type Win } from './wins.ts'

interface WinRowProps {
  win: Win
  /** Who looks. */
  me: string | null
}

/** A win: what happened, who did it, who is better off, what people said; one tap celebrates it. */
export function WinRow({ win, me }: WinRowProps) {
  const styles = useWinStyles()
  const { t } = useStrings()
  const { day, dayOf, list } = useFormats()
  const nameOf = useNames(win.credits.map(({ memberId }) => memberId))
  const title = useWinTitle(win)
  const credits = list([...new Set(win.credits.map(({ memberId }) => nameOf(memberId)))])
  const celebrated = win.celebrations.some(({ memberId }) => memberId === me)
  const href = placeOf(win)
  const suggest = win.credits.map(({ memberId }) => memberId)
  return (
    <Row
      start={win.state === 'celebrated' ? <SparkleFilled fontSize={20} /> : <SparkleRegular fontSize={20} />}
      title={title}
      {...(href && { href })}
      detail={[credits, day(dayOf(win.createdAt))].join(' · ')}
      actions={<ToAgendaButton item={{ kind: 'win', id: win.id, title, suggest, teamId: win.teamId }} />}
    >
      {win.betterOff && <p className={styles.text}>{win.betterOff}</p>}
      {win.factGoneAt && (
        <p className={styles.text}>{t('win.factGone', { day: day(dayOf(win.factGoneAt)) })}</p>
      )}
      <Celebrations win={win} />
      {win.can.celebrate && !celebrated && <CelebrateForm id={win.id} title={title} />}
    </Row>
  )
}

function Celebrations({ win: { celebrations } }: { win: Win }) {
  const styles = useWinStyles()
  const { t } = useStrings()
  const nameOf = useNames(celebrations.map(({ memberId }) => memberId))
  if (celebrations.length === 0) return null
  return (
    <ul className={styles.said} aria-label={t('win.celebrations')}>
      {celebrations.map(({ memberId, words }) => (
        <li key={memberId}>
          {words
            ? t('win.said', { name: nameOf(memberId), words })
            : t('win.saidNothing', { name: nameOf(memberId) })}
        </li>
      ))}
    </ul>
  )
}

function placeOf({ subject }: Win): string | undefined {
  if (!subject || subject.kind === 'step') return undefined
  const { kind, id } = subject
  return hrefTo(kind === 'key_result' ? 'keyResult' : kind, { id })
}

const useWinStyles = makeStyles({
  text: { margin: 0, overflowWrap: 'anywhere' },
  said: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
  },
})
