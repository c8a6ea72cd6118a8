import { makeStyles, tokens } from '@fluentui/react-components'
import { useFormats } from '../strings/formats.ts'
import { type StringKey, useStrings } from '../strings/strings.tsx'
import { Row, Rows } from '../ui/rows.tsx'
import { type Barrier, nameIn } from './moves.ts'

/** What happened to a barrier, the latest first. */
export function BarrierStory({ barrier }: { barrier: Barrier }) {
  const styles = useStoryStyles()
  const { t } = useStrings()
  const { instant, day } = useFormats()
  return (
    <Rows label={t('barrier.story')}>
      {[...barrier.turns].reverse().map((turn) => {
        const text = t(`barrier.turn.${turn.kind}` as StringKey, {
          by: nameIn(barrier, turn.by),
          to: nameIn(barrier, turn.askedOf),
          day: turn.dueDay ? day(turn.dueDay) : '',
        })
        return (
          <Row key={turn.seq} title={turn.undone ? <s>{text}</s> : text} detail={instant(turn.at)}>
            {turn.words && <p className={styles.words}>{turn.words}</p>}
          </Row>
        )
      })}
    </Rows>
  )
}

const useStoryStyles = makeStyles({
  words: {
    margin: 0,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    color: tokens.colorNeutralForeground2,
  },
})
