import { makeStyles, tokens } from '@fluentui/react-components'
import { SendRegular } from '@fluentui/react-icons'
import { type FormEvent, useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { LongTextField } from '../ui/fields.tsx'
import { PeopleField } from '../ui/people-field.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { type CommentSubject, useWrite } from './talk.ts'

/** A few words beneath an item; whoever is picked is told. The rest appears with the first word. */
export function CommentForm({ subject }: { subject: CommentSubject }) {
  const styles = useFormStyles()
  const { t } = useStrings()
  const { text, setText, mentions, setMentions, busy, submit } = useForm(subject)
  return (
    <form className={styles.form} onSubmit={submit} aria-label={t('comment.write')}>
      <LongTextField label={t('comment.text')} value={text} onChange={setText} />
      {text.trim() !== '' && (
        <>
          <PeopleField label={t('comment.mention')} value={mentions} onChange={setMentions} />
          <div>
            <TapButton submit icon={<SendRegular />} busy={busy}>
              {t('comment.send')}
            </TapButton>
          </div>
        </>
      )}
    </form>
  )
}

function useForm(subject: CommentSubject) {
  const action = useWrite(subject)
  const [text, setText] = useState('')
  const [mentions, setMentions] = useState<string[]>([])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() === '') return
    action
      .send({ text: text.trim(), mentions })
      .then(() => {
        setText('')
        setMentions([])
      })
      .catch(() => undefined) // the toast has said why; what was typed stays
  }
  return { text, setText, mentions, setMentions, submit, busy: action.busy }
}

const useFormStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
})
