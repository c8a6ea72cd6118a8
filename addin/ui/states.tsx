import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { CloudOffRegular, LockClosedRegular, SearchRegular, WarningRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { ApiProblem } from '../api/problem.ts'
import { useStrings } from '../strings/strings.tsx'
import { Card } from './card.tsx'
import { useWhy } from './problems.ts'
import { TapButton } from './tap-button.tsx'

interface ExplainedProps {
  icon?: ReactNode
  title?: string
  /** One sentence: why it is so. */
  why: ReactNode
  /** One action: what to do about it. */
  action?: ReactNode
  /** Told to a screen reader when it appears: for what happened after the page stood. */
  alert?: boolean
}

/** Says why there is nothing to see, and offers the one thing to do about it. */
export function EmptyState({ icon, title, why, action, alert = false }: ExplainedProps) {
  const styles = useStateStyles()
  return (
    <Card kind="quiet">
      <div className={styles.state} role={alert ? 'alert' : undefined}>
        {icon && (
          <span className={styles.icon} aria-hidden>
            {icon}
          </span>
        )}
        {title && <p className={styles.title}>{title}</p>}
        <p className={styles.why}>{why}</p>
        {action && <div className={styles.action}>{action}</div>}
      </div>
    </Card>
  )
}

/** What went wrong, in words, with a way forward. Picks the explained state that fits the failure. */
export function ErrorState({ failure, onRetry }: { failure: unknown; onRetry?: () => void }) {
  const { t } = useStrings()
  const why = useWhy()
  const status = failure instanceof ApiProblem ? failure.status : undefined
  if (status === 403) return <Forbidden />
  if (status === 404 || status === 410) return <NotFound />
  const offline = status === 0
  return (
    <EmptyState
      alert
      icon={offline ? <CloudOffRegular /> : <WarningRegular />}
      title={t(offline ? 'state.offline.title' : 'state.failed.title')}
      why={offline ? t('state.offline.why') : why(failure)}
      action={onRetry && <TapButton onTap={onRetry}>{t('state.retry')}</TapButton>}
    />
  )
}

/** An item that exists but is not for this person. `action` offers to ask for access. */
export function Forbidden({ action }: { action?: ReactNode }) {
  const { t } = useStrings()
  return (
    <EmptyState
      icon={<LockClosedRegular />}
      title={t('state.forbidden.title')}
      why={t('state.forbidden.why')}
      action={action}
    />
  )
}

/** An item that is unknown, gone, or private to others: we never say which. */
export function NotFound({ action }: { action?: ReactNode }) {
  const { t } = useStrings()
  return (
    <EmptyState
      icon={<SearchRegular />}
      title={t('state.notFound.title')}
      why={t('state.notFound.why')}
      action={action}
    />
  )
}

const useStateStyles = makeStyles({
  state: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    textAlign: 'center',
    rowGap: tokens.spacingVerticalXS,
    paddingBlock: tokens.spacingVerticalL,
    paddingInline: tokens.spacingHorizontalM,
  },
  icon: {
    display: 'grid',
    placeItems: 'center',
    inlineSize: '48px',
    blockSize: '48px',
    marginBlockEnd: tokens.spacingVerticalS,
    fontSize: '24px',
    borderRadius: tokens.borderRadiusCircular,
    color: tokens.colorBrandForeground2,
    backgroundColor: tokens.colorBrandBackground2,
    border: `1px solid ${tokens.colorTransparentStroke}`,
  },
  title: { ...typographyStyles.subtitle2, margin: 0 },
  why: { ...typographyStyles.body1, margin: 0, color: tokens.colorNeutralForeground2, maxInlineSize: '52ch' },
  action: { marginBlockStart: tokens.spacingVerticalM },
})
