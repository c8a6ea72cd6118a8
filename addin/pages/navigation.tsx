import { makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components'
import { lazy, Suspense } from 'react'
import type { Me } from '../api/provider.tsx'
import { useStrings } from '../strings/strings.tsx'
import { usePath } from '../ui/navigation.ts'
import { type Place, placeOf, places } from '../ui/places.ts'
import { useRoom } from '../ui/room.ts'
import { doorsOf, routes } from './routes.ts'

const MoreMenu = lazy(async () => ({ default: (await import('./more-menu.tsx')).MoreMenu }))
const doorsFor = { narrow: 3, medium: 4, wide: 8 }

/** Whoever has something to clear gets a third door on a narrow screen, and the doors a line of their own. */
export const hasThreeDoors = (me: Me) => doorsOf(me).includes('toClear')

/** The places this person may go to; what has no room waits behind "More". */
export function Navigation({ me, flush }: { me: Me; flush: boolean }) {
  const styles = useStyles()
  const { t } = useStrings()
  const here = placeOf(usePath())?.place ?? 'myWeek'
  const doors = doorsOf(me)
  const size = useRoom()
  const room = size === 'narrow' && hasThreeDoors(me) ? 4 : doorsFor[size]
  const daily = doors.filter((place) => !routes[place]?.nav?.behind)
  const shown = doors.length <= room && daily.length === doors.length ? doors : daily.slice(0, room - 1)
  return (
    <nav aria-label={t('nav.label')} className={mergeClasses(styles.nav, flush ? styles.flush : undefined)}>
      {shown.map((place) => (
        <DoorTo key={place} place={place} current={isUnder(here, place)} />
      ))}
      {shown.length < doors.length && (
        <Suspense>
          <MoreMenu hidden={doors.filter((place) => !shown.includes(place))} />
        </Suspense>
      )}
    </nav>
  )
}

function DoorTo({ place, current }: { place: Place; current: boolean }) {
  const styles = useStyles()
  const { t } = useStrings()
  const { label, icon: Icon } = routes[place]!.nav!
  return (
    <a
      href={`#${places[place]}`}
      aria-current={current ? 'page' : undefined}
      className={mergeClasses(styles.door, current ? styles.current : undefined)}
    >
      <Icon className={styles.icon} aria-hidden />
      <span>{t(label)}</span>
    </a>
  )
}

// A team's own page lights the door of the teams.
function isUnder(here: Place, door: Place): boolean {
  return here === door || places[here].startsWith(`${places[door]}/`)
}

const useStyles = makeStyles({
  nav: {
    display: 'flex',
    alignItems: 'center',
    minInlineSize: 0,
    flex: '1 1 auto',
    columnGap: '2px',
  },
  // Its first word, not its edge, stands in line with the page.
  flush: { '@media (min-width: 640px)': { marginInlineStart: '-10px' } },
  door: {
    ...typographyStyles.body1,
    position: 'relative',
    display: 'flex',
    alignItems: 'center',
    columnGap: '6px',
    minInlineSize: 0,
    blockSize: '48px',
    boxSizing: 'border-box',
    paddingInline: '10px',
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    whiteSpace: 'nowrap',
    borderRadius: tokens.borderRadiusMedium,
    ':hover': { color: tokens.colorNeutralForeground1, textDecorationLine: 'underline' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-3px' },
    '@media (max-width: 639px)': { paddingInline: '8px' },
    '@media (max-width: 319px)': { ...typographyStyles.caption1, paddingInline: '6px' },
  },
  current: {
    ...typographyStyles.body1Strong,
    color: tokens.colorNeutralForeground1,
    '::after': {
      content: '""',
      position: 'absolute',
      insetInline: tokens.spacingHorizontalM,
      insetBlockEnd: 0,
      blockSize: '3px',
      borderRadius: tokens.borderRadiusCircular,
      backgroundColor: tokens.colorCompoundBrandStroke,
    },
    '@media (max-width: 639px)': { '::after': { insetInline: '8px' } },
  },
  icon: { fontSize: '20px', flexShrink: 0, '@media (max-width: 639px)': { display: 'none' } },
})
