import { makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components'
import type { ReactNode } from 'react'

export type Tone = 'neutral' | 'brand' | 'good' | 'warning' | 'bad'

interface BadgeProps {
  tone?: Tone
  /** A picture that tells the meaning without colour. */
  icon: ReactNode
  /** The word that tells it again. */
  children: ReactNode
  title?: string
}

/** A state as icon and word; its colour only repeats what they say. */
export function Badge({ tone = 'neutral', icon, children, title }: BadgeProps) {
  const styles = useBadgeStyles()
  return (
    <span className={mergeClasses(styles.badge, styles[tone])} title={title}>
      <span aria-hidden className={styles.icon}>
        {icon}
      </span>
      {children}
    </span>
  )
}

const useBadgeStyles = makeStyles({
  badge: {
    ...typographyStyles.caption1Strong,
    display: 'inline-flex',
    alignItems: 'center',
    columnGap: '4px',
    minBlockSize: '24px',
    boxSizing: 'border-box',
    paddingInline: '6px 8px',
    borderRadius: tokens.borderRadiusCircular,
    // Without colour (high contrast) the edge is what shows it.
    border: `1px solid ${tokens.colorTransparentStroke}`,
    whiteSpace: 'nowrap',
  },
  icon: { display: 'inline-flex', fontSize: '16px' },
  neutral: { backgroundColor: tokens.colorNeutralBackground4, color: tokens.colorNeutralForeground2 },
  brand: { backgroundColor: tokens.colorBrandBackground2, color: tokens.colorBrandForeground2 },
  good: {
    backgroundColor: tokens.colorStatusSuccessBackground1,
    color: tokens.colorStatusSuccessForeground1,
  },
  warning: {
    backgroundColor: tokens.colorStatusWarningBackground1,
    color: tokens.colorStatusWarningForeground1,
  },
  bad: { backgroundColor: tokens.colorStatusDangerBackground1, color: tokens.colorStatusDangerForeground1 },
})
