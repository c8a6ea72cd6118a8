import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { type ReactNode, useEffect, useRef } from 'react'
import { useStrings } from '../strings/strings.tsx'

interface PageProps {
  title: string
  /** One quiet line under the title. */
  lead?: ReactNode
  /** The way up: a `GoTo` above the title. */
  back?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

// The first page of a visit leaves the focus where the host put it; every later one takes it to its title.
let visited = false

/** A screen: its title (also of the window), one line, its actions, and what is on it. */
export function Page({ title, lead, back, actions, children }: PageProps) {
  const styles = usePageStyles()
  const { t } = useStrings()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (visited) heading.current?.focus({ preventScroll: true })
    visited = true
    window.scrollTo(0, 0)
  }, [])
  return (
    <>
      <title>{t('app.title', { page: title })}</title>
      {back}
      <header className={styles.head}>
        <div className={styles.words}>
          <h1 ref={heading} tabIndex={-1} className={styles.title}>
            {title}
          </h1>
          {lead && <p className={styles.lead}>{lead}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </>
  )
}

/** The middle of the screen, where pages and their waiting stand. One per screen. */
export function Stage({ children }: { children: ReactNode }) {
  const styles = usePageStyles()
  return (
    <main className={styles.page} id="main">
      {children}
    </main>
  )
}

const usePageStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXXL,
    boxSizing: 'border-box',
    inlineSize: '100%',
    maxInlineSize: '1080px',
    marginInline: 'auto',
    paddingInline: tokens.spacingHorizontalXXL,
    paddingBlock: `${tokens.spacingVerticalXXL} 64px`,
    '@media (max-width: 639px)': {
      paddingInline: tokens.spacingHorizontalM,
      paddingBlockStart: tokens.spacingVerticalL,
      rowGap: tokens.spacingVerticalXL,
    },
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    gap: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
  },
  words: { minInlineSize: 0, flex: '1 1 220px' },
  title: {
    ...typographyStyles.title2,
    margin: 0,
    letterSpacing: '-0.01em',
    color: tokens.colorNeutralForeground1,
    outlineStyle: 'none',
    '@media (max-width: 639px)': { ...typographyStyles.subtitle1 },
  },
  lead: {
    ...typographyStyles.body1,
    margin: 0,
    marginBlockStart: tokens.spacingVerticalXS,
    color: tokens.colorNeutralForeground3,
    maxInlineSize: '80ch',
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})
