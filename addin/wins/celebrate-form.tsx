import { makeStyles, tokens } from '@fluentui/react-components'
import { SparkleRegular } from '@fluentui/react-icons'
import { type FormEvent, useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { TextField } from '../ui/fields.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { useCelebrate } from './celebrate.ts'

/** Celebrates a win in one tap, with a few words for whoever likes. */
export function CelebrateForm({ id, title }: { id: string; title: string }) {
  const styles = useFormStyles()
  const { t } = useStrings()
  const action = useCelebrate(title)
  const [words, setWords] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    action.run({ id, ...(words.trim() && { words: words.trim() }) })
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextField label={t('win.words')} value={words} maxLength={500} onChange={setWords} />
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
  )
}

const useFormStyles = makeStyles({
  form: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: tokens.spacingHorizontalM,
    marginBlockStart: tokens.spacingVerticalS,
  },
})
