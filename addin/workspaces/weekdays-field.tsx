import { makeStyles, typographyStyles } from '@fluentui/react-components'
import { useStrings } from '../strings/strings.tsx'
import { CheckField } from '../ui/pick-fields.tsx'

const week = [1, 2, 3, 4, 5, 6, 7]

/** What the days of the week are called, Monday 1 to Sunday 7. */
export function useWeekdayNames(): (weekday: number) => string {
  const { intl } = useStrings()
  // The first of January 2024 was a Monday.
  return (weekday) => intl.formatDate(`2024-01-0${weekday}T00:00:00Z`, { weekday: 'long', timeZone: 'UTC' })
}

/** On which days of the week people work. */
export function WeekdaysField({ value, onChange }: { value: number[]; onChange: (value: number[]) => void }) {
  const styles = useWeekStyles()
  const { t } = useStrings()
  const weekday = useWeekdayNames()
  const set = (day: number, works: boolean) =>
    onChange(week.filter((each) => (each === day ? works : value.includes(each))))
  return (
    <fieldset className={styles.set}>
      <legend className={styles.legend}>{t('settings.weekdays')}</legend>
      {week.map((day) => (
        <CheckField
          key={day}
          label={weekday(day)}
          value={value.includes(day)}
          onChange={(works) => set(day, works)}
        />
      ))}
    </fieldset>
  )
}

const useWeekStyles = makeStyles({
  set: { border: 'none', margin: 0, padding: 0, minInlineSize: 0, display: 'flex', flexWrap: 'wrap' },
  legend: { ...typographyStyles.body1, padding: 0 },
})
