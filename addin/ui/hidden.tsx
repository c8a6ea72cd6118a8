import { makeStyles } from '@fluentui/react-components'
import type { ReactNode } from 'react'

/** For screen readers alone. */
export function Hidden({ children }: { children: ReactNode }) {
  return <div className={useHiddenStyles().hidden}>{children}</div>
}

const useHiddenStyles = makeStyles({
  hidden: {
    position: 'absolute',
    inlineSize: '1px',
    blockSize: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
})
