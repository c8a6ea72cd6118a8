import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { Card } from './card.tsx'

/** A list of `Row`s on one surface. `label` names it where no heading stands above. */
export function Rows({ label, children }: { label?: string; children: ReactNode }) {
  const styles = useRowStyles()
  return (
    <Card flush>
      <ul aria-label={label} className={styles.rows}>
        {children}
      </ul>
    </Card>
  )
}

interface RowProps {
  /** A picture or icon in front. */
  start?: ReactNode
  title: ReactNode
  /** Where the title leads to. */
  href?: string
  /** Quiet facts under the title. */
  detail?: ReactNode
  /** A figure or badge that is read with the title; it moves below on a narrow screen. */
  figure?: ReactNode
  /** What can be done with it, one tap each. */
  actions?: ReactNode
  children?: ReactNode
}

/** One item of a list: what it is, what is known of it, what can be done with it. */
export function Row({ start, title, href, detail, figure, actions, children }: RowProps) {
  const styles = useRowStyles()
  return (
    <li className={styles.row}>
      {start && <div className={styles.start}>{start}</div>}
      <div className={styles.words}>
        {href ? (
          <a href={href} className={styles.link}>
            {title}
          </a>
        ) : (
          <div className={styles.title}>{title}</div>
        )}
        {detail && <div className={styles.detail}>{detail}</div>}
        {children}
      </div>
      {figure && <div className={styles.figure}>{figure}</div>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </li>
  )
}

const useRowStyles = makeStyles({
  rows: { listStyleType: 'none', margin: 0, padding: 0 },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    paddingBlock: tokens.spacingVerticalM,
    paddingInline: tokens.spacingHorizontalL,
    '@media (max-width: 639px)': { paddingInline: tokens.spacingHorizontalM },
    ':not(:first-child)': { borderTop: `1px solid ${tokens.colorNeutralStroke3}` },
  },
  start: { flexShrink: 0, display: 'flex', paddingBlockStart: '2px' },
  words: { flex: '1 1 160px', minInlineSize: 0, display: 'flex', flexDirection: 'column', rowGap: '2px' },
  title: { ...typographyStyles.body1Strong, minBlockSize: '24px' },
  link: {
    ...typographyStyles.body1Strong,
    minBlockSize: '24px',
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    borderRadius: tokens.borderRadiusSmall,
    ':hover': { color: tokens.colorBrandForegroundLink, textDecorationLine: 'underline' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  detail: {
    ...typographyStyles.caption1,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `2px ${tokens.spacingHorizontalS}`,
    color: tokens.colorNeutralForeground3,
  },
  figure: { flexShrink: 0, display: 'flex', alignItems: 'center', minBlockSize: '24px' },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    // Buttons get a line of their own there; a menu alone needs none.
    '@media (max-width: 639px)': { ':not(:has(> :only-child[aria-haspopup]))': { flexBasis: '100%' } },
  },
})
