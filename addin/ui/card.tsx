import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

interface CardProps {
  /** `quiet` lies on the page without a surface of its own. */
  kind?: 'raised' | 'quiet'
  /** No inner space: for `Rows`, which bring their own. */
  flush?: boolean
  label?: string
  children: ReactNode
}

/** A surface that holds one thing. */
export function Card({ kind = 'raised', flush = false, label, children }: CardProps) {
  const styles = useCardStyles()
  const className = mergeClasses(styles.card, styles[kind], flush ? undefined : styles.padded)
  if (!label) return <div className={className}>{children}</div>
  return (
    <article aria-label={label} className={className}>
      {children}
    </article>
  )
}

const useCardStyles = makeStyles({
  card: { borderRadius: tokens.borderRadiusXLarge, minInlineSize: 0 },
  raised: {
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke3}`,
    boxShadow: tokens.shadow2,
  },
  quiet: { border: `1px dashed ${tokens.colorNeutralStroke2}` },
  padded: {
    padding: tokens.spacingHorizontalL,
    '@media (max-width: 639px)': { padding: tokens.spacingHorizontalM },
  },
})
