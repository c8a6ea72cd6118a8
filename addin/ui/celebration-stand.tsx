import { makeStyles, tokens } from '@fluentui/react-components'
import { useEffect, useState } from 'react'
import { onCelebrate } from './celebration.ts'

const lastsMs = 1400
/** Where the effect is drawn: over everything, in nobody's way, silent, and gone after less than 1.5 s. */
export function CelebrationStand() {
  const styles = useCelebrationStyles()
  const [times, setTimes] = useState(0)
  useEffect(() => onCelebrate(() => setTimes((before) => before + 1)), [])
  useEffect(() => {
    if (times === 0) return
    const timer = setTimeout(() => setTimes(0), lastsMs)
    return () => clearTimeout(timer)
  }, [times])
  if (times === 0) return null
  return (
    <div key={times} className={styles.stand} aria-hidden data-celebration>
      {pieces.map(({ at, delay, colour }) => (
        <span
          key={at}
          className={styles.piece}
          style={{ insetInlineStart: `${at}%`, animationDelay: `${delay}ms`, backgroundColor: colour }}
        />
      ))}
    </div>
  )
}

const colours = [
  tokens.colorBrandBackground,
  tokens.colorPaletteMarigoldBorderActive,
  tokens.colorPaletteGreenBorderActive,
  tokens.colorPaletteBerryBorderActive,
]

const pieces = Array.from({ length: 18 }, (_, i) => ({
  at: 5 + i * 5.2,
  delay: (i * 7) % 300,
  colour: colours[i % colours.length]!,
}))

const useCelebrationStyles = makeStyles({
  stand: {
    position: 'fixed',
    inset: 0,
    zIndex: 30,
    overflow: 'hidden',
    pointerEvents: 'none',
    '@media (prefers-reduced-motion: reduce)': { display: 'none' },
  },
  piece: {
    position: 'absolute',
    insetBlockEnd: '-12px',
    inlineSize: '8px',
    blockSize: '12px',
    borderRadius: tokens.borderRadiusSmall,
    forcedColorAdjust: 'none',
    opacity: 0,
    animationName: {
      from: { opacity: 1, transform: 'none' },
      '60%': { opacity: 1 },
      to: { opacity: 0, transform: 'translateY(-55vh) rotate(540deg)' },
    },
    animationDuration: '1000ms',
    animationTimingFunction: tokens.curveDecelerateMid,
  },
})
