import { Field, Input, makeStyles, Textarea, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

export interface FieldProps<T> {
  label: string
  value: T
  onChange: (value: T) => void
  /** One quiet sentence under the field: what it is for, who sees it. */
  hint?: ReactNode
  /** Why the value cannot be taken. */
  problem?: string | undefined
  required?: boolean
}

interface TextFieldProps extends FieldProps<string> {
  placeholder?: string
  maxLength?: number
}

/** One line of text. */
export function TextField({ value, onChange, placeholder, maxLength = 300, ...field }: TextFieldProps) {
  return (
    <Labelled {...field}>
      <Input
        value={value}
        maxLength={maxLength}
        {...(placeholder && { placeholder })}
        onChange={(_, data) => onChange(data.value)}
      />
    </Labelled>
  )
}

/** Several lines of text. */
export function LongTextField({ value, onChange, placeholder, maxLength = 4000, ...field }: TextFieldProps) {
  return (
    <Labelled {...field}>
      <Textarea
        value={value}
        maxLength={maxLength}
        resize="vertical"
        rows={3}
        {...(placeholder && { placeholder })}
        onChange={(_, data) => onChange(data.value)}
      />
    </Labelled>
  )
}

interface NumberFieldProps extends FieldProps<string> {
  unit?: string | null
}

/** A number as it is typed; `numberOf` reads it. Text, so that "1,5" and "-" are no errors while typing. */
export function NumberField({ value, onChange, unit, ...field }: NumberFieldProps) {
  const styles = useFieldStyles()
  return (
    <Labelled {...field}>
      <Input
        value={value}
        inputMode="decimal"
        autoComplete="off"
        className={styles.number}
        {...(unit && { contentAfter: <span className={styles.unit}>{unit}</span> })}
        onChange={(_, data) => onChange(data.value)}
      />
    </Labelled>
  )
}

/** Reads a typed number in either notation ("1.5", "1,5", "−3"); undefined when it is none. */
export function numberOf(typed: string): number | undefined {
  const text = typed
    .trim()
    .replace('−', '-')
    .replace(/[\s\u00a0\u202f']/g, '')
  const plain = /^-?\d+,\d+$/.test(text) ? text.replace(',', '.') : text
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined
}

/** A calendar day ('YYYY-MM-DD'), picked with the browser's own calendar. */
export function DateField({
  value,
  onChange,
  min,
  max,
  ...field
}: FieldProps<string> & { min?: string; max?: string }) {
  return (
    <Labelled {...field}>
      <Input
        type="date"
        value={value}
        {...(min && { min })}
        {...(max && { max })}
        onChange={(_, data) => onChange(data.value)}
      />
    </Labelled>
  )
}

/** A time of day ('HH:MM'); empty while it is only half typed. */
export function TimeField({ value, onChange, ...field }: FieldProps<string>) {
  return (
    <Labelled {...field}>
      <Input type="time" value={value} onChange={(_, data) => onChange(data.value.slice(0, 5))} />
    </Labelled>
  )
}

interface LabelledProps {
  label: string
  hint?: ReactNode
  problem?: string | undefined
  required?: boolean
  children: ReactNode
}

/** What stands around every field: its name, and what helps or is wrong. */
export function Labelled({ label, hint, problem, required, children }: LabelledProps) {
  return (
    <Field
      label={label}
      {...(hint ? { hint: <>{hint}</> } : {})}
      {...(problem && { validationMessage: problem })}
      {...(required && { required })}
    >
      {children as never}
    </Field>
  )
}

const useFieldStyles = makeStyles({
  number: { maxInlineSize: '240px', columnGap: tokens.spacingHorizontalXS },
  unit: { whiteSpace: 'nowrap' },
})
