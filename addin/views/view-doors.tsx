import { makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components'
import { useStrings } from '../strings/strings.tsx'
import { hrefTo } from '../ui/places.ts'
import { builtIn, type SavedView } from './views.ts'

/** All views side by side: those that everybody has, then one's own. */
export function ViewDoors({ here, saved }: { here: string; saved: SavedView[] }) {
  const styles = useDoorStyles()
  const { t } = useStrings()
  const doors = [
    ...builtIn.map((id) => ({ id: id as string, name: t(`views.show.${id}`) })),
    ...saved.map(({ id, name }) => ({ id, name })),
  ]
  return (
    <nav aria-label={t('views.title')}>
      <ul className={styles.doors}>
        {doors.map(({ id, name }) => (
          <li key={id}>
            <a
              href={hrefTo('view', { id })}
              aria-current={id === here ? 'page' : undefined}
              className={mergeClasses(styles.door, id === here ? styles.here : undefined)}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

const useDoorStyles = makeStyles({
  doors: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  door: {
    ...typographyStyles.body1,
    display: 'inline-flex',
    alignItems: 'center',
    minBlockSize: '32px',
    boxSizing: 'border-box',
    paddingInline: '12px',
    overflowWrap: 'anywhere',
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusCircular,
    ':hover': { textDecorationLine: 'underline' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  here: {
    ...typographyStyles.body1Strong,
    color: tokens.colorBrandForeground2,
    backgroundColor: tokens.colorBrandBackground2,
    border: `2px solid ${tokens.colorCompoundBrandStroke}`,
  },
})
