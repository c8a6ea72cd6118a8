import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import type { ReactElement, ReactNode } from 'react'

interface TapButtonProps {
  /** `main` is the one thing to do here; at most one per row or card. */
  kind?: 'main' | 'second' | 'quiet'
  icon?: ReactElement
  /** While the answer is under way: it cannot be pressed again and says so. */
  busy?: boolean
  disabled?: boolean
  /** Said in place of the text when the text alone does not tell which item is meant. */
  label?: string
  onTap?: () => void
  /** Sends the form it stands in, instead of a tap of its own. */
  submit?: boolean
  children: ReactNode
}

/** A button that does its thing in one tap. */
export function TapButton({
  kind = 'second',
  icon,
  busy = false,
  disabled,
  label,
  onTap,
  submit = false,
  children,
}: TapButtonProps) {
  const styles = useTapStyles()
  const shown = busy ? <span className={styles.turning} /> : icon
  return (
    <Button
      type={submit ? 'submit' : 'button'}
      appearance={appearances[kind]}
      {...(shown && { icon: shown })}
      {...(label && { 'aria-label': label })}
      aria-busy={busy || undefined}
      disabledFocusable={busy || disabled === true}
      className={mergeClasses(styles.tap, kind === 'second' ? styles.second : undefined)}
      onClick={onTap}
    >
      {children}
    </Button>
  )
}

const appearances = { main: 'primary', second: 'secondary', quiet: 'subtle' } as const

const useTapStyles = makeStyles({
  tap: {
    minInlineSize: 0,
    // Fingers get more room than a mouse needs.
    '@media (pointer: coarse)': { minBlockSize: '40px' },
  },
  // Fluent's own spinner weighs as much as the button.
  turning: {
    boxSizing: 'border-box',
    inlineSize: '16px',
    blockSize: '16px',
    borderRadius: tokens.borderRadiusCircular,
    border: `2px solid ${tokens.colorNeutralStrokeAccessible}`,
    borderTopColor: 'transparent',
    animationName: { to: { transform: 'rotate(1turn)' } },
    animationDuration: '0.9s',
    animationTimingFunction: 'linear',
    animationIterationCount: 'infinite',
  },
  // Fluent's own edge is 1.5:1 on white.
  second: { border: `1px solid ${tokens.colorNeutralStrokeAccessible}` },
})
