import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import { ChipsField } from '../ui/chips-field.tsx'
import { Section } from '../ui/section.tsx'
import { type Import, quotedIn, useLines } from './imports.ts'

interface AdminsChoiceProps {
  tried: Import
  keep: boolean
  onChange: (keep: boolean) => void
}

/** An archive names who looked after its workspace; whether they look after this one is for whoever brings it over. */
export function AdminsChoice({ tried, keep, onChange }: AdminsChoiceProps) {
  const styles = useChoiceStyles()
  const { t } = useStrings()
  const { list } = useFormats()
  const { data, hasNextPage } = useLines(tried.id, 'review', true)
  const lines = data?.pages.flatMap((page) => page.data) ?? []
  const names = lines.flatMap(({ code, detail }) =>
    code === 'admin-as-member' ? quotedIn(detail).map((quoted) => quoted.slice(1, -1)) : [],
  )
  if (names.length === 0) return null
  const options = (['me', 'all'] as const).map((value) => ({ value, text: t(`import.admins.${value}`) }))
  return (
    <Section
      title={t('import.admins.title')}
      lead={t('import.admins.lead', { names: list(hasNextPage ? [...names, '…'] : names) })}
    >
      <Card>
        <ChipsField
          label={t('import.admins.title')}
          labelHidden
          value={keep ? 'all' : 'me'}
          options={options}
          onChange={(value) => onChange(value === 'all')}
        />
        <p className={styles.words}>{t(`import.admins.then.${keep ? 'all' : 'me'}`)}</p>
      </Card>
    </Section>
  )
}

const useChoiceStyles = makeStyles({
  words: {
    ...typographyStyles.body1,
    margin: 0,
    marginBlockStart: tokens.spacingVerticalS,
    color: tokens.colorNeutralForeground3,
  },
})
