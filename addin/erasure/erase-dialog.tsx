import { makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { FormDialog } from '../ui/dialogs.tsx'
import { TextField } from '../ui/fields.tsx'
import { type Person, useErase } from './data.ts'

const goes = ['erasure.goes.who', 'erasure.goes.said', 'erasure.goes.copies'] as const
const stays = ['erasure.stays.figures', 'erasure.stays.record'] as const

/** Says what goes and what stays, and wants the name once more: there is no way back. */
export function EraseDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useStrings()
  const { send } = useErase(person)
  const [name, setName] = useState('')
  const [tried, setTried] = useState(false)
  const wrong = folded(name) !== folded(person.name)
  const submit = async () => {
    setTried(true)
    if (wrong) return
    await send(name)
    onClose()
  }
  return (
    <FormDialog
      title={t('erasure.eraseTitle', { name: person.name })}
      submit={t('erasure.eraseIt')}
      onSubmit={submit}
      onCancel={onClose}
    >
      <Listed title={t('erasure.goes')} texts={goes.map((key) => t(key))} />
      <Listed title={t('erasure.stays')} texts={stays.map((key) => t(key))} />
      <TextField
        label={t('erasure.sayName', { name: person.name })}
        hint={t('erasure.sayNameWhy')}
        required
        maxLength={100}
        value={name}
        onChange={setName}
        problem={tried && wrong ? t('problem.name-differs') : undefined}
      />
    </FormDialog>
  )
}

const folded = (name: string) => name.trim().replace(/\s+/g, ' ').toLowerCase()

function Listed({ title, texts }: { title: string; texts: string[] }) {
  const styles = useStyles()
  return (
    <div>
      <strong>{title}</strong>
      <ul className={styles.list}>
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </div>
  )
}

const useStyles = makeStyles({
  list: { marginBlock: tokens.spacingVerticalXS, paddingInlineStart: tokens.spacingHorizontalXL },
})
