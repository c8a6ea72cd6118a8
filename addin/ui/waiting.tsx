import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components'
import { useEffect, useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { Card } from './card.tsx'

const patienceMs = 1000

/** Nothing for a second, then grey lines where the content will be. */
export function Waiting({ lines = 3, afterMs = patienceMs }: { lines?: number; afterMs?: number }) {
  const styles = useWaitingStyles()
  const { t } = useStrings()
  if (!usePassed(afterMs)) return <div aria-busy="true" className={styles.space} />
  return (
    <Card>
      <Skeleton aria-label={t('state.loading')} className={styles.lines}>
        {Array.from({ length: lines }, (_, line) => line).map((line) => (
          <SkeletonItem
            key={line}
            size={line % 3 === 0 ? 20 : 12}
            className={line % 3 === 2 ? styles.short : undefined}
          />
        ))}
      </Skeleton>
    </Card>
  )
}

function usePassed(ms: number): boolean {
  const [passed, setPassed] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setPassed(true), ms)
    return () => clearTimeout(timer)
  }, [ms])
  return passed
}

const useWaitingStyles = makeStyles({
  space: { minBlockSize: '120px' },
  lines: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  short: { inlineSize: '60%' },
})
