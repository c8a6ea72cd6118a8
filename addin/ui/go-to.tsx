import { makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components'
import { ArrowLeftRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'

interface GoToProps {
  /** From `hrefTo`. */
  href: string
  /** `back` draws an arrow in front; `button` looks like one, for the one action of a state. */
  kind?: 'inline' | 'back' | 'button'
  children: ReactNode
}

/** A link to another place of the product. */
export function GoTo({ href, kind = 'inline', children }: GoToProps) {
  const styles = useGoToStyles()
  return (
    <a href={href} className={mergeClasses(styles.link, styles[kind])}>
      {kind === 'back' && <ArrowLeftRegular className={styles.arrow} fontSize={16} aria-hidden />}
      {children}
    </a>
  )
}

const useGoToStyles = makeStyles({
  link: {
    color: tokens.colorBrandForegroundLink,
    textDecorationLine: 'none',
    borderRadius: tokens.borderRadiusSmall,
    ':hover': { color: tokens.colorBrandForegroundLinkHover, textDecorationLine: 'underline' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  inline: { textDecorationLine: 'underline' },
  back: {
    ...typographyStyles.body1,
    display: 'inline-flex',
    alignItems: 'center',
    alignSelf: 'flex-start',
    columnGap: tokens.spacingHorizontalXS,
    minBlockSize: '24px',
    marginBlockEnd: `calc(-1 * ${tokens.spacingVerticalM})`,
  },
  button: {
    ...typographyStyles.body1Strong,
    display: 'inline-flex',
    alignItems: 'center',
    minBlockSize: '32px',
    boxSizing: 'border-box',
    paddingInline: tokens.spacingHorizontalM,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusMedium,
    ':hover': {
      color: tokens.colorNeutralForeground1Hover,
      backgroundColor: tokens.colorNeutralBackground1Hover,
      textDecorationLine: 'none',
    },
  },
  arrow: { ':dir(rtl)': { transform: 'scaleX(-1)' } },
})
