import { makeStyles, tokens } from '@fluentui/react-components'
import { EditRegular } from '@fluentui/react-icons'
import { useStrings } from '../strings/strings.tsx'
import { PersonChip } from './person-chip.tsx'
import { Section } from './section.tsx'
import { TapButton } from './tap-button.tsx'

interface PeopleListProps {
  title: string
  people: { id: string; name: string; detail?: string }[]
  /** Opens the form that changes them; absent for readers who may not. */
  onChange?: () => void
}

/** People who have to do with an item. Nothing is drawn where there are none and none can be added. */
export function PeopleList({ title, people, onChange }: PeopleListProps) {
  const styles = useListStyles()
  const { t } = useStrings()
  if (people.length === 0 && !onChange) return null
  const change = onChange && (
    <TapButton kind="quiet" icon={<EditRegular />} label={t('people.change', { title })} onTap={onChange}>
      {t('item.edit')}
    </TapButton>
  )
  return (
    <Section title={title} actions={change} {...(people.length === 0 && { lead: t('people.none') })}>
      {people.length > 0 && (
        <ul className={styles.people}>
          {people.map(({ id, name, detail }) => (
            <li key={`${id} ${detail}`}>
              <PersonChip name={name} {...(detail && { detail })} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

const useListStyles = makeStyles({
  people: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexWrap: 'wrap',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
  },
})
