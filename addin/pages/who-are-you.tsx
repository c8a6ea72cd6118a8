import { Avatar, makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import type { DemoPerson, DemoSignIn } from '../host/host.ts'
import { useStrings } from '../strings/strings.tsx'
import { Logo } from '../ui/logo.tsx'
import { Page, Stage } from '../ui/page.tsx'
import { Section } from '../ui/section.tsx'

/** The front page of a demo: pick a person and look at the product with their eyes. */
export function WhoAreYou({ demo }: { demo: DemoSignIn }) {
  const styles = useStyles()
  const { t } = useStrings()
  return (
    <Stage>
      <Page title={t('who.title')} lead={t('who.lead')} back={<Logo />}>
        {[...byTeam(demo.people)].map(([team, people]) => (
          <Section key={team} title={team ?? t('who.noTeam')}>
            <ul className={styles.people}>
              {people.map((person) => (
                <Person key={person.id} person={person} onPick={() => demo.choose(person.id)} />
              ))}
            </ul>
          </Section>
        ))}
      </Page>
    </Stage>
  )
}

function Person({ person, onPick }: { person: DemoPerson; onPick: () => void }) {
  const styles = useStyles()
  const { t } = useStrings()
  return (
    <li className={styles.item}>
      <button type="button" className={styles.person} onClick={onPick}>
        <Avatar name={person.name} size={40} color="colorful" idForColor={person.name} aria-hidden />
        <span className={styles.words}>
          <span className={styles.name}>{person.name}</span>
          <span className={styles.role}>{t(`role.${person.role}`)}</span>
        </span>
      </button>
    </li>
  )
}

function byTeam(people: DemoPerson[]): Map<string | null, DemoPerson[]> {
  const teams = new Map<string | null, DemoPerson[]>()
  for (const person of people) teams.set(person.team, [...(teams.get(person.team) ?? []), person])
  return teams
}

const useStyles = makeStyles({
  people: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(232px, 100%), 1fr))',
    gap: tokens.spacingHorizontalM,
  },
  item: { display: 'flex', minInlineSize: 0 },
  person: {
    ...typographyStyles.body1,
    flex: '1 1 auto',
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    minInlineSize: 0,
    padding: tokens.spacingHorizontalM,
    textAlign: 'start',
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke3}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow2,
    cursor: 'pointer',
    ':hover': {
      backgroundColor: tokens.colorNeutralBackground1Hover,
      color: tokens.colorNeutralForeground1Hover,
    },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  words: { display: 'flex', flexDirection: 'column', minInlineSize: 0 },
  name: { ...typographyStyles.body1Strong },
  role: { ...typographyStyles.caption1 },
})
