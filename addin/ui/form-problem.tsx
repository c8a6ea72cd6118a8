import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { ErrorCircleRegular } from '@fluentui/react-icons'
import { ApiProblem } from '../api/problem.ts'
import { type StringKey, useStrings } from '../strings/strings.tsx'

/** Says above a form why it was not saved; nothing typed is lost. */
export function FormProblem({ failure }: { failure: unknown }) {
  const styles = useProblemStyles()
  const why = useWhy()
  return (
    <div role="alert" className={styles.problem}>
      <ErrorCircleRegular className={styles.icon} aria-hidden />
      <span>{why(failure)}</span>
    </div>
  )
}

/** Why something failed, as one sentence in the reader's language where we know the code. */
export function useWhy(): (failure: unknown) => string {
  const { t } = useStrings()
  return (failure) => {
    if (!(failure instanceof ApiProblem)) return t('state.failed.why')
    const known = sentences[failure.code]
    return known ? t(known, { way: wayIn(failure.body) }) : (failure.detail ?? t('state.failed.why'))
  }
}

const sentences: Record<string, StringKey> = {
  'no-answer': 'problem.noAnswer',
  stale: 'problem.stale',
  'wrong-state': 'problem.wrongState',
  forbidden: 'problem.forbidden',
  busy: 'problem.busy',
  cycle: 'problem.cycle',
  'split-me': 'problem.splitMe',
  'path-full': 'problem.pathFull',
}

/** The circle that a refused contribution would close, as far as it may be seen. */
function wayIn(body: unknown): string {
  const { path = [] } = (body ?? {}) as { path?: { title: string | null }[] }
  return [...path, ...path.slice(0, 1)].map(({ title }) => title ?? '…').join(' → ')
}

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
