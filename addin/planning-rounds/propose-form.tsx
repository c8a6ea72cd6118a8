import { makeStyles, tokens } from '@fluentui/react-components'
import { SendRegular } from '@fluentui/react-icons'
import { type FormEvent, useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import { LongTextField, TextField } from '../ui/fields.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { type Round, useRoundMove } from './rounds.ts'

/** One's own words: what to work on, and who is better off. The leader writes their draft here. */
export function ProposeForm({ round }: { round: Round }) {
  const styles = useFormStyles()
  const { t } = useStrings()
  const action = useRoundMove(round)
  const [text, setText] = useState('')
  const [why, setWhy] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!text.trim()) return
    const said = { move: 'propose' as const, text: text.trim(), why: why.trim() || null }
    void action.send(said).then(() => {
      setText('')
      setWhy('')
    })
  }
  const drafting = !round.can.propose
  return (
    <Card>
      <form className={styles.form} onSubmit={submit}>
        <LongTextField
          label={t(drafting ? 'round.draft' : 'round.yourWords')}
          hint={t(drafting ? 'round.draftHint' : round.anonymous ? 'round.hintAnonymous' : 'round.hintNamed')}
          value={text}
          maxLength={300}
          onChange={setText}
        />
        <TextField label={t('objective.why')} value={why} maxLength={1000} onChange={setWhy} />
        <div>
          <TapButton kind="main" icon={<SendRegular />} submit busy={action.busy} disabled={!text.trim()}>
            {t(drafting ? 'round.keepDraft' : 'round.propose')}
          </TapButton>
        </div>
      </form>
    </Card>
  )
}

const useFormStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
})
