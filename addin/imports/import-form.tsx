import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { DocumentSearchRegular } from '@fluentui/react-icons'
import { type FormEvent, useId, useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'

interface ImportFormProps {
  onTry: (file: File) => void
}

/** Picks a file and tries it: nothing is brought over by this. */
export function ImportForm({ onTry }: ImportFormProps) {
  const styles = useFormStyles()
  const { t } = useStrings()
  const [file, setFile] = useState<File>()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (file) onTry(file)
  }
  return (
    <Section title={t('import.pick.title')} lead={t('import.pick.lead')}>
      <Card>
        <form className={styles.form} onSubmit={submit}>
          <FileField onChange={setFile} />
          <TapButton kind="main" icon={<DocumentSearchRegular />} submit disabled={!file}>
            {t('import.try')}
          </TapButton>
        </form>
      </Card>
    </Section>
  )
}

function FileField({ onChange }: { onChange: (file: File | undefined) => void }) {
  const styles = useFormStyles()
  const { t } = useStrings()
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{t('import.file')}</label>
      <input
        id={id}
        type="file"
        accept=".zip,.csv,.xlsx"
        aria-describedby={`${id}-hint`}
        className={styles.input}
        onChange={({ target }) => onChange(target.files?.[0])}
      />
      <span id={`${id}-hint`} className={styles.hint}>
        {t('import.fileHint')}
      </span>
    </div>
  )
}

const useFormStyles = makeStyles({
  form: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    rowGap: tokens.spacingVerticalL,
  },
  field: {
    ...typographyStyles.body1,
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXS,
    maxInlineSize: '100%',
    minInlineSize: 0,
  },
  input: {
    ...typographyStyles.body1,
    maxInlineSize: '100%',
    minBlockSize: '32px',
    color: tokens.colorNeutralForeground1,
    borderRadius: tokens.borderRadiusMedium,
    '::file-selector-button': {
      ...typographyStyles.body1Strong,
      minBlockSize: '32px',
      marginInlineEnd: tokens.spacingHorizontalS,
      paddingInline: tokens.spacingHorizontalM,
      color: tokens.colorNeutralForeground1,
      backgroundColor: tokens.colorNeutralBackground1,
      border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
      borderRadius: tokens.borderRadiusMedium,
    },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  hint: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3 },
})
