import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { type FormEvent, lazy, Suspense, useState } from 'react'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import { ChipsField } from '../ui/chips-field.tsx'
import { TextField } from '../ui/fields.tsx'
import { GoTo } from '../ui/go-to.tsx'
import { hrefTo } from '../ui/places.ts'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { Until } from './next-step.tsx'
import { fromParts, offerIn, type Part, type SplitOffer } from './offer.ts'
import { useCommit, useDecline } from './steps.ts'

const SplitDialog = lazy(async () => ({ default: (await import('./split-dialog.tsx')).SplitDialog }))

export type CommitAsk = components['schemas']['CommitAsk']

/** Goals that were agreed and ask me for a yes: each once, with its why and a first step. */
export function CommitCards({ asks }: { asks: CommitAsk[] }) {
  const styles = useCommitStyles()
  const { t } = useStrings()
  if (asks.length === 0) return null
  return (
    <Section title={t('commit.title')} lead={t('commit.lead')}>
      <div className={styles.cards}>
        {asks.map((ask) => (
          <CommitCard key={ask.id} ask={ask} />
        ))}
      </div>
    </Section>
  )
}

function CommitCard({ ask }: { ask: CommitAsk }) {
  const styles = useCommitStyles()
  const { t } = useStrings()
  const { objective, measures } = ask
  const decline = useDecline()
  const { said, set, busy, submit, offer, split, leave } = useYes(ask)
  return (
    <Card label={t('commit.ask', { title: objective.title })}>
      <form className={styles.form} onSubmit={submit}>
        <div>
          <GoTo href={hrefTo('objective', { id: objective.id })}>{objective.title}</GoTo>
          {objective.why && <p className={styles.why}>{objective.why}</p>}
        </div>
        {measures.length > 1 && <Moves ask={ask} value={said.moves} onChange={(moves) => set({ moves })} />}
        <div className={styles.fields}>
          <div className={styles.field}>
            <TextField
              label={t('step.when')}
              value={said.cue}
              maxLength={200}
              onChange={(cue) => set({ cue })}
            />
          </div>
          <div className={styles.field}>
            <TextField label={t('step.iWill')} value={said.text} onChange={(text) => set({ text })} />
          </div>
        </div>
        <Until value={said.until} onChange={(until) => set({ until })} />
        <div className={styles.actions}>
          <TapButton kind="main" submit busy={busy}>
            {t('commit.yes')}
          </TapButton>
          <TapButton
            kind="quiet"
            busy={decline.busy}
            label={t('commit.noLabel', { title: objective.title })}
            onTap={() => decline.run({ id: ask.id, title: objective.title })}
          >
            {t('commit.no')}
          </TapButton>
        </div>
      </form>
      {offer && (
        <Suspense>
          <SplitDialog offer={offer} onSplit={split} onClose={leave} />
        </Suspense>
      )}
    </Card>
  )
}

/** The yes as it is being said; a first step that is too long is answered with an offer to split it. */
function useYes({ objective, measures }: CommitAsk) {
  const commit = useCommit()
  const moves = measures.find(({ mine }) => mine)?.id ?? objective.id
  const [said, setSaid] = useState({ cue: '', text: '', until: '', moves })
  const [offer, setOffer] = useState<SplitOffer>()
  const subject = {
    kind: said.moves === objective.id ? ('objective' as const) : ('key_result' as const),
    id: said.moves,
  }
  const cue = said.cue.trim() && { cue: said.cue.trim() }
  return {
    said,
    offer,
    busy: commit.busy,
    set: (part: Partial<typeof said>) => setSaid({ ...said, ...part }),
    leave: () => setOffer(undefined),
    submit: (event: FormEvent) => {
      event.preventDefault()
      const [text, until] = [said.text.trim(), said.until]
      if (text === '') return
      commit
        .send({ subject, text, ...cue, ...(until && { dueDay: until }) })
        .catch((failure) => setOffer(offerIn(failure)))
    },
    split: (parts: Part[]) => commit.send({ subject, ...fromParts(parts), ...cue }),
  }
}

function Moves(props: { ask: CommitAsk; value: string; onChange: (id: string) => void }) {
  const { t } = useStrings()
  const { objective, measures } = props.ask
  const options = [
    ...measures.map(({ id, title }) => ({ value: id, text: title })),
    { value: objective.id, text: t('commit.whole') },
  ]
  return (
    <ChipsField label={t('commit.moves')} options={options} value={props.value} onChange={props.onChange} />
  )
}

const useCommitStyles = makeStyles({
  cards: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM, minInlineSize: 0 },
  why: {
    ...typographyStyles.body1,
    margin: 0,
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
  },
  fields: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  field: { flex: '1 1 200px', minInlineSize: 0, maxInlineSize: '420px' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})
