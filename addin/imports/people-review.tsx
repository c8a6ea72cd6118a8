import { makeStyles, tokens } from '@fluentui/react-components'
import { useStrings } from '../strings/strings.tsx'
import { ChoiceField } from '../ui/pick-fields.tsx'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import type { Decisions, ImportPerson } from './imports.ts'

interface PeopleReviewProps {
  people: ImportPerson[]
  decisions: Decisions
  onDecide: (userKey: string, decision: string) => void
}

/** People who might be members here: nobody is taken for somebody by their name alone. */
export function PeopleReview({ people, decisions, onDecide }: PeopleReviewProps) {
  const { t } = useStrings()
  if (people.length === 0) return null
  return (
    <Section title={t('import.people.title')} count={people.length} lead={t('import.people.lead')}>
      <Rows label={t('import.people.title')}>
        {people.map((person) => (
          <Person
            key={person.userKey}
            person={person}
            value={decisions[person.userKey] ?? ''}
            onChange={(decision) => onDecide(person.userKey, decision)}
          />
        ))}
      </Rows>
    </Section>
  )
}

interface PersonProps {
  person: ImportPerson
  value: string
  onChange: (decision: string) => void
}

function Person({ person, value, onChange }: PersonProps) {
  const styles = usePersonStyles()
  const { t } = useStrings()
  const options = [
    { value: '', text: t('import.people.choose') },
    ...person.candidates.map(({ memberId, name, because }) => ({
      value: memberId,
      text: t('import.people.candidate', { name, because: t(`import.because.${because}`) }),
    })),
    { value: 'new', text: t('import.people.new') },
    { value: 'skip', text: t('import.people.skip') },
  ]
  return (
    <Row title={person.name} {...(person.email && { detail: person.email })}>
      <div className={styles.choice}>
        <ChoiceField
          label={t('import.people.who', { name: person.name })}
          value={value}
          options={options}
          onChange={onChange}
        />
      </div>
    </Row>
  )
}

const usePersonStyles = makeStyles({
  choice: {
    maxInlineSize: '420px',
    marginBlockStart: tokens.spacingVerticalS,
    // As narrow as the card, however long a name among the choices is.
    '& *': { minInlineSize: 0 },
    '& select': { inlineSize: '100%' },
  },
})
