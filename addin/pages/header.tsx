import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { ArrowUndoRegular } from '@fluentui/react-icons'
import { lazy, Suspense } from 'react'
import type { Me } from '../api/provider.tsx'
import { useHost } from '../host/provider.tsx'
import { useStrings } from '../strings/strings.tsx'
import { Logo } from '../ui/logo.tsx'
import { useToasts } from '../ui/toasts.tsx'
import { hasThreeDoors, Navigation } from './navigation.tsx'
import { SearchDoor } from './search-door.tsx'

// Only a demo needs it, and it brings Fluent's menu along.
const PersonSwitcher = lazy(async () => ({ default: (await import('./person-switcher.tsx')).PersonSwitcher }))

/** The line above every page: where one is, where one can go, and the way back from the last action. */
export function Header({ me }: { me: Me | undefined }) {
  const styles = useStyles()
  const { t } = useStrings()
  const { kind, demo, offerTab } = useHost()
  const twoLines = me !== undefined && hasThreeDoors(me)
  return (
    <header className={mergeClasses(styles.header, twoLines && styles.twoLines)}>
      <button type="button" className={styles.skip} onClick={toThePage}>
        {t('nav.skip')}
      </button>
      {/* Teams shows our name and icon itself. */}
      {kind === 'browser' && (
        <div className={twoLines ? styles.logo : styles.roomyLogo}>
          <Logo />
        </div>
      )}
      {/* While a tab is being added there is nowhere to go. */}
      {me && !offerTab && <Navigation me={me} flush={kind !== 'browser'} />}
      <div className={styles.tools}>
        <UndoLast />
        {me && !offerTab && <SearchDoor />}
        {demo && (
          <Suspense>
            <PersonSwitcher demo={demo} />
          </Suspense>
        )}
      </div>
    </header>
  )
}

function UndoLast() {
  const { last } = useToasts()
  const { t } = useStrings()
  if (!last) return null
  const label = t('undo.last', { what: last.text })
  return (
    <Button
      appearance="subtle"
      icon={<ArrowUndoRegular />}
      aria-label={label}
      title={label}
      onClick={last.undo}
    />
  )
}

// The address bar holds our route, so this is no link to an anchor.
function toThePage() {
  document.querySelector<HTMLElement>('#main h1')?.focus()
}

const useStyles = makeStyles({
  header: {
    position: 'sticky',
    insetBlockStart: 0,
    zIndex: 10,
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalL,
    boxSizing: 'border-box',
    minBlockSize: '48px',
    // In line with the page below, however wide.
    paddingInline: `max(${tokens.spacingHorizontalXXL}, calc((100% - 1032px) / 2))`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    '@media (max-width: 639px)': {
      columnGap: tokens.spacingHorizontalXS,
      paddingInline: tokens.spacingHorizontalXS,
    },
  },
  // The doors stand below, so that three of them have room; where the window is low they scroll away.
  twoLines: {
    '@media (max-width: 639px)': {
      flexWrap: 'wrap',
      '& > nav': { order: 1, flexBasis: '100%' },
    },
    '@media (max-width: 639px) and (max-height: 479px)': { position: 'static' },
  },
  logo: { display: 'flex', '@media (max-width: 639px)': { paddingInlineStart: '8px' } },
  roomyLogo: { display: 'flex', '@media (max-width: 639px)': { display: 'none' } },
  tools: {
    display: 'flex',
    alignItems: 'center',
    columnGap: '4px',
    marginInlineStart: 'auto',
    flexShrink: 0,
  },
  skip: {
    position: 'absolute',
    insetInlineStart: '8px',
    insetBlockStart: '-100px',
    zIndex: 11,
    padding: '8px 12px',
    border: 'none',
    color: tokens.colorNeutralForegroundOnBrand,
    backgroundColor: tokens.colorBrandBackground,
    borderRadius: tokens.borderRadiusMedium,
    ':focus': { insetBlockStart: '6px' },
  },
})
