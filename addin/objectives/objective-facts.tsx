import { makeStyles, typographyStyles } from '@fluentui/react-components'
import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import { FedBy } from '../ui/external.tsx'
import { GoTo } from '../ui/go-to.tsx'
import { Ending, GoesOn, StandingFacts, Told, useFactStyles } from '../ui/item-facts.tsx'
import { hrefTo } from '../ui/places.ts'
import type { Objective } from './objective.ts'

/** A goal: why it is there comes first, then how it stands and why. */
export function ObjectiveFacts({ objective }: { objective: Objective }) {
  const styles = useFactStyles()
  const { why: large } = useWhyStyles()
  const { t } = useStrings()
  const { why, description } = objective
  return (
    <Card>
      <div className={styles.facts}>
        <div>
          <h2 className={styles.heading}>{t('objective.why')}</h2>
          <p className={large}>{why ?? t('board.noWhy')}</p>
        </div>
        <StandingFacts item={objective} />
        <Ending item={objective} />
        <GoesOn kind="objective" from={objective.carriedFrom} to={objective.carriedTo} />
        <FedBy external={objective.external} />
        {description && <Told title={t('objective.description')} text={description} />}
        <Line objective={objective} />
      </div>
    </Card>
  )
}

/** The way up to what matters most in the workspace. */
function Line({ objective: { line } }: { objective: Objective }) {
  const styles = useFactStyles()
  const { t } = useStrings()
  if (!line) return <p className={styles.quiet}>{t('objective.notLinked')}</p>
  return (
    <p className={styles.quiet}>
      {t('objective.serves', { priority: line.priority.sentence })}
      {line.through.map(({ id, title }, place) => (
        <span key={id ?? place}>
          {' ← '}
          {id && title ? <GoTo href={hrefTo('objective', { id })}>{title}</GoTo> : t('align.privateParent')}
        </span>
      ))}
    </p>
  )
}

const useWhyStyles = makeStyles({
  why: { ...typographyStyles.subtitle2, margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
})
