import { makeStyles, tokens } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { useStrings } from '../strings/strings.tsx'
import { useNames } from './names.ts'
import { PersonChip } from './person-chip.tsx'
import { PersonField } from './person-field.tsx'
import { TapButton } from './tap-button.tsx'

interface PeopleFieldProps {
  label: string
  hint?: string
  value: string[]
  onChange: (memberIds: string[]) => void
}

/** Several people: each with a way to take them off, and one more to pick. */
export function PeopleField({ label, hint, value, onChange }: PeopleFieldProps) {
  const styles = usePeopleStyles()
  const { t } = useStrings()
  const nameOf = useNames(value)
  return (
    <div className={styles.field}>
      <PersonField
        label={label}
        value={null}
        without={value}
        onChange={(id) => id && !value.includes(id) && onChange([...value, id])}
        {...(hint && { hint })}
      />
      {value.length > 0 && (
        <ul className={styles.people} aria-label={label}>
          {value.map((id) => (
            <li key={id} className={styles.person}>
              <PersonChip name={nameOf(id)} />
              <TapButton
                kind="quiet"
                icon={<DismissRegular />}
                label={t('people.remove', { name: nameOf(id) })}
                onTap={() => onChange(value.filter((one) => one !== id))}
              >
                {t('people.off')}
              </TapButton>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

const usePeopleStyles = makeStyles({
  field: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS },
  people: { listStyleType: 'none', margin: 0, padding: 0 },
  person: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between' },
})
