import { Button, makeStyles, Tooltip, tokens } from '@fluentui/react-components'
import { ArrowUndoRegular } from '@fluentui/react-icons'
import type { Me } from '../api/provider.tsx'
import { useHost } from '../host/provider.tsx'
import { useStrings } from '../strings/strings.tsx'
import { Logo } from '../ui/logo.tsx'
import { useToasts } from '../ui/toasts.tsx'
import { Navigation } from './navigation.tsx'
import { PersonSwitcher } from './person-switcher.tsx'

/** The line above every page: where one is, where one can go, and the way back from the last action. */
export function Header({ me }: { me: Me | undefined }) {
  const styles = useStyles()
  const { t } = useStrings()
  const { kind, demo } = useHost()
  return (
    <header className={styles.header}>
      <button type="button" className={styles.skip} onClick={toThePage}>
        {t('nav.skip')}
      </button>
      {/* Teams shows our name and icon itself. */}
      {kind === 'browser' && (
        <div className={styles.logo}>
          <Logo />
        </div>
      )}
      {me && <Navigation me={me} />}
      <div className={styles.tools}>
        <UndoLast />
        {demo && <PersonSwitcher demo={demo} />}
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
    <Tooltip content={label} relationship="label">
      <Button appearance="subtle" icon={<ArrowUndoRegular />} onClick={last.undo} />
    </Tooltip>
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
    paddingInline: tokens.spacingHorizontalXXL,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    '@media (max-width: 639px)': {
      columnGap: tokens.spacingHorizontalXS,
      paddingInline: tokens.spacingHorizontalXS,
    },
  },
  logo: { display: 'flex', '@media (max-width: 639px)': { display: 'none' } },
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
