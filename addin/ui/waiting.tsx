import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
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
      <div className={styles.lines} role="progressbar" aria-busy="true" aria-label={t('state.loading')}>
        {Array.from({ length: lines }, (_, line) => line).map((line) => (
          <div
            key={line}
            className={mergeClasses(styles.line, shapes[line % 3] && styles[shapes[line % 3]!])}
          />
        ))}
      </div>
    </Card>
  )
}

const shapes = ['title', undefined, 'short'] as const

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
  line: {
    blockSize: '12px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralStencil1,
    animationName: { '50%': { opacity: 0.45 } },
    animationDuration: '2s',
    animationIterationCount: 'infinite',
  },
  title: { blockSize: '20px', inlineSize: '40%' },
  short: { inlineSize: '60%' },
})
