import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { useStrings } from '../strings/strings.tsx'

/** Our sign and name; `small` is the sign alone. */
export function Logo({ small = false }: { small?: boolean }) {
  const styles = useLogoStyles()
  const { t } = useStrings()
  return (
    <span className={styles.logo}>
      <svg
        viewBox="0 0 24 24"
        className={styles.sign}
        role="img"
        aria-label={small ? t('app.name') : undefined}
        aria-hidden={!small}
      >
        <path d="M3 15.5C6.5 9 17.5 9 21 15.5M3 18.5h18M7.5 12.3v6.2M12 10.7v7.8M16.5 12.3v6.2" />
      </svg>
      {!small && t('app.name')}
    </span>
  )
}

const useLogoStyles = makeStyles({
  logo: {
    ...typographyStyles.subtitle2,
    display: 'inline-flex',
    alignItems: 'center',
    columnGap: '6px',
    whiteSpace: 'nowrap',
    color: tokens.colorNeutralForeground1,
  },
  sign: {
    inlineSize: '24px',
    blockSize: '24px',
    fill: 'none',
    stroke: tokens.colorBrandForeground1,
    strokeWidth: '2px',
    strokeLinecap: 'round',
  },
})
