import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { type FormEvent, useState } from 'react'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import { LongTextField } from '../ui/fields.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Row, Rows } from '../ui/rows.tsx'
import { RungBadge, RungCounts } from '../ui/rungs.tsx'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { type Ladder, useLadder, useWriteWhyBack } from './ladder.ts'

/** From yes to action: where I stand, the why in my words, and how many are where; left out while nobody is anywhere. */
export function LadderSection({ objectiveId }: { objectiveId: string }) {
  const { t } = useStrings()
  const query = useLadder(objectiveId)
  if (query.data && !says(query.data)) return null
  return (
    <Section title={t('ladder.title')} lead={t('ladder.lead')}>
      <Loaded query={query} lines={2}>
        {(ladder) => <Shown ladder={ladder} />}
      </Loaded>
    </Section>
  )
}

/** Whether there is anything to read: a card of one's own, or why it holds nothing yet. */
const hasCard = ({ mine, counts, myWords, can }: Ladder) =>
  Boolean(mine || myWords || can.understand || counts === null || counts.people > 0)

const says = (ladder: Ladder) => hasCard(ladder) || ladder.people.length > 0 || ladder.words.length > 0

function Shown({ ladder }: { ladder: Ladder }) {
  const styles = useLadderStyles()
  const { t } = useStrings()
  const { mine, counts, people, words } = ladder
  return (
    <>
      {hasCard(ladder) && (
        <Card>
          <div className={styles.card}>
            {mine && (
              <div className={styles.mine}>
                <span>{t('ladder.mine')}</span>
                <RungBadge rung={mine.rung} />
              </div>
            )}
            {counts === null && <p className={styles.quiet}>{t('ladder.few')}</p>}
            {counts !== null && counts.people > 0 && <RungCounts counts={counts} />}
            <OwnWords ladder={ladder} />
          </div>
        </Card>
      )}
      <People people={people} />
      <Words words={words} />
    </>
  )
}

/** The why in the reader's own words: read by the owner and the leaders, and said so. */
function OwnWords({ ladder }: { ladder: Ladder }) {
  const styles = useLadderStyles()
  const { t } = useStrings()
  const { objectiveId, myWords, can } = ladder
  const write = useWriteWhyBack(objectiveId)
  const [open, setOpen] = useState(false)
  const [words, setWords] = useState(myWords?.words ?? '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (words.trim() === '') return
    write
      .send(words.trim())
      .then(() => setOpen(false))
      .catch(() => undefined) // the toast has said why; what was typed stays
  }
  if (!can.understand && !myWords) return null
  if (!open) {
    return (
      <div className={styles.card}>
        {myWords && <p className={styles.quote}>{t('ladder.quote', { words: myWords.words })}</p>}
        {can.understand && (
          <div>
            <TapButton onTap={() => setOpen(true)}>
              {t(myWords ? 'ladder.rewrite' : 'ladder.write')}
            </TapButton>
          </div>
        )}
      </div>
    )
  }
  return (
    <form className={styles.card} onSubmit={submit}>
      <LongTextField
        label={t('ladder.words')}
        hint={t('ladder.wordsHint')}
        value={words}
        maxLength={1000}
        onChange={setWords}
      />
      <div className={styles.mine}>
        <TapButton kind="main" submit busy={write.busy}>
          {t('ladder.submit')}
        </TapButton>
        <TapButton onTap={() => setOpen(false)}>{t('dialog.cancel')}</TapButton>
      </div>
    </form>
  )
}

function People({ people }: { people: Ladder['people'] }) {
  const { t } = useStrings()
  const { day } = useFormats()
  if (people.length === 0) return null
  return (
    <Section title={t('ladder.people')} lead={t('ladder.peopleLead')}>
      <Rows label={t('ladder.people')}>
        {people.map(({ id, name, rung, since }) => (
          <Row
            key={id}
            title={name}
            detail={t('ladder.since', { day: day(since) })}
            figure={<RungBadge rung={rung} />}
          />
        ))}
      </Rows>
    </Section>
  )
}

function Words({ words }: { words: Ladder['words'] }) {
  const { t } = useStrings()
  if (words.length === 0) return null
  return (
    <Section title={t('ladder.theirWords')} lead={t('ladder.theirWordsLead')}>
      <Rows label={t('ladder.theirWords')}>
        {words.map((one) => (
          <Row key={one.memberId} title={t('ladder.quote', { words: one.words })} detail={one.name} />
        ))}
      </Rows>
    </Section>
  )
}

const useLadderStyles = makeStyles({
  card: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM, minInlineSize: 0 },
  mine: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  quiet: { ...typographyStyles.caption1, margin: 0, color: tokens.colorNeutralForeground3 },
  quote: { ...typographyStyles.body1, margin: 0, overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
})
