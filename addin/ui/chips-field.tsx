import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { type ReactNode, useId } from 'react'

interface ChipsFieldProps<T extends string> {
  label: string
  /** Hides the label from eyes where a heading says the same. */
  labelHidden?: boolean
  value: T | null
  onChange: (value: T) => void
  options: { value: T; text: string; icon?: ReactNode }[]
}

/** One of a few, all in sight, one tap: real radio buttons drawn as chips. */
export function ChipsField<T extends string>({
  label,
  labelHidden,
  value,
  onChange,
  options,
}: ChipsFieldProps<T>) {
  const styles = useChipStyles()
  const name = useId()
  return (
    <fieldset className={styles.set}>
      <legend className={labelHidden ? styles.hidden : styles.legend}>{label}</legend>
      <div className={styles.chips}>
        {options.map((option) => (
          <label key={option.value} className={styles.chip}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={value === option.value}
              onChange={() => onChange(option.value)}
              className={styles.hidden}
            />
            {option.icon}
            {option.text}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

const useChipStyles = makeStyles({
  set: { border: 'none', margin: 0, padding: 0, minInlineSize: 0 },
  legend: { ...typographyStyles.body1, padding: 0, marginBlockEnd: tokens.spacingVerticalXS },
  hidden: { position: 'absolute', opacity: 0, inlineSize: '1px', blockSize: '1px', overflow: 'hidden' },
  chips: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  chip: {
    ...typographyStyles.body1,
    position: 'relative',
    display: 'inline-flex',
    alignItems: 'center',
    columnGap: '6px',
    minBlockSize: '32px',
    boxSizing: 'border-box',
    paddingInline: '12px',
    cursor: 'pointer',
    borderRadius: tokens.borderRadiusCircular,
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    '@media (pointer: coarse)': { minBlockSize: '40px' },
    ':hover:not(:has(:checked))': {
      backgroundColor: tokens.colorNeutralBackground1Hover,
      color: tokens.colorNeutralForeground1Hover,
    },
    ':has(:checked)': {
      backgroundColor: tokens.colorBrandBackground,
      color: tokens.colorNeutralForegroundOnBrand,
      border: `1px solid ${tokens.colorBrandBackground}`,
      // Forced colours would draw it as the others are.
      forcedColorAdjust: 'none',
    },
    ':has(:focus-visible)': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
})
