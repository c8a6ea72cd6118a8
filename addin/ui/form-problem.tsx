import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { ErrorCircleRegular } from '@fluentui/react-icons'
import { useWhy } from './problems.ts'

/** Says above a form why it was not saved; nothing typed is lost. */
export function FormProblem({ failure }: { failure: unknown }) {
  const styles = useProblemStyles()
  const why = useWhy()
  return (
    <div ref={intoSight} role="alert" className={styles.problem}>
      <ErrorCircleRegular className={styles.icon} aria-hidden />
      <span>{why(failure)}</span>
    </div>
  )
}

/** Whoever saved a long form stands at its end. */
const intoSight = (problem: HTMLElement | null) => problem?.scrollIntoView({ block: 'nearest' })

const useProblemStyles = makeStyles({
  problem: {
    ...typographyStyles.body1,
    display: 'flex',
    columnGap: tokens.spacingHorizontalS,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorStatusDangerBorder1}`,
    backgroundColor: tokens.colorStatusDangerBackground1,
    color: tokens.colorStatusDangerForeground1,
  },
  icon: { flexShrink: 0, fontSize: '20px' },
})
