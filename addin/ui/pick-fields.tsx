import { Checkbox, Select } from '@fluentui/react-components'
import { type FieldProps, Labelled } from './fields.tsx'

interface ChoiceFieldProps<T extends string> extends FieldProps<T> {
  options: { value: T; text: string }[]
}

/** One of several, as a list that opens: for more than five. For fewer see `ChipsField`. */
export function ChoiceField<T extends string>({ value, onChange, options, ...field }: ChoiceFieldProps<T>) {
  return (
    <Labelled {...field}>
      <Select value={value} onChange={(_, data) => onChange(data.value as T)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </Select>
    </Labelled>
  )
}

/** Yes or no. */
export function CheckField({ label, value, onChange }: FieldProps<boolean>) {
  return <Checkbox label={label} checked={value} onChange={(_, { checked }) => onChange(checked === true)} />
}
