import { useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { ChipsField } from './chips-field.tsx'
import { TextField } from './fields.tsx'
import { ChoiceField } from './pick-fields.tsx'

interface WayFieldProps {
  value: string
  onChange: (value: string) => void
  /** Offers no choice of one's own, in these words. */
  usual?: string
  problem?: string | undefined
}

const shownAtOnce = 6

/** A time zone, by its IANA name: the one that holds, and those found by a part of their name. */
export function ZoneField({ value, onChange, usual, problem }: WayFieldProps) {
  const { t } = useStrings()
  const [typed, setTyped] = useState('')
  const found = typed.trim() ? zonesLike(typed).filter((zone) => zone !== value) : []
  const offered = [...(value ? [value] : []), ...found.slice(0, shownAtOnce)]
  const options = offered.map((zone) => ({ value: zone, text: spoken(zone) }))
  return (
    <>
      <TextField
        label={t('settings.zone')}
        placeholder={t('settings.zoneSearch')}
        maxLength={60}
        value={typed}
        onChange={setTyped}
        problem={problem}
      />
      <ChipsField
        label={t('settings.zonePick')}
        value={value}
        onChange={onChange}
        options={usual === undefined ? options : [{ value: '', text: usual }, ...options]}
      />
    </>
  )
}

/** The language of cards and mails; the screen itself follows its host. */
export function LocaleField(props: WayFieldProps) {
  const { t } = useStrings()
  const languageName = useLanguageName()
  const options = locales.map((locale) => ({ value: locale, text: languageName(locale) }))
  return (
    <ChoiceField label={t('settings.locale')} hint={t('settings.localeHint')} {...given(props, options)} />
  )
}

/** What a language is called in the reader's own. */
export function useLanguageName(): (locale: string) => string {
  const { intl } = useStrings()
  const names = new Intl.DisplayNames([intl.locale], { type: 'language' })
  return (locale) => names.of(locale) ?? locale
}

const locales = ['en', 'en-GB', 'en-US', 'de', 'de-AT', 'de-CH']

const spoken = (zone: string) => zone.replaceAll('_', ' ')

/** Zones with a part of their name that begins so: "ber" finds Europe/Berlin. */
function zonesLike(typed: string): string[] {
  const wanted = typed.trim().toLowerCase()
  return ['UTC', ...Intl.supportedValuesOf('timeZone')].filter((zone) => {
    const name = spoken(zone).toLowerCase()
    return name.startsWith(wanted) || name.includes(`/${wanted}`) || name.includes(` ${wanted}`)
  })
}

interface Option {
  value: string
  text: string
}

function given({ value, onChange, usual, problem }: WayFieldProps, options: Option[]) {
  const own = options.some((option) => option.value === value) || value === ''
  return {
    value,
    onChange,
    problem,
    options: [
      ...(usual === undefined ? [] : [{ value: '', text: usual }]),
      ...(own ? [] : [{ value, text: value }]),
      ...options,
    ],
  }
}
