import { makeStyles } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { CheckField } from './pick-fields.tsx'

interface CheckSetProps<T extends string> {
  label: string
  options: { value: T; text: string }[]
  picked: readonly T[]
  onPick: (picked: T[]) => void
  /** What is to be said below. */
  children?: ReactNode
}

/** Any of several, each with a box of its own. */
export function CheckSet<T extends string>({ label, options, picked, onPick, children }: CheckSetProps<T>) {
  const styles = useStyles()
  const toggle = (value: T, on: boolean) =>
    onPick(on ? [...picked, value] : picked.filter((other) => other !== value))
  return (
    <fieldset className={styles.set}>
      <legend>{label}</legend>
      {options.map(({ value, text }) => (
        <div key={value}>
          <CheckField label={text} value={picked.includes(value)} onChange={(on) => toggle(value, on)} />
        </div>
      ))}
      {children}
    </fieldset>
  )
}

const useStyles = makeStyles({ set: { border: 'none', margin: 0, padding: 0, minInlineSize: 0 } })
