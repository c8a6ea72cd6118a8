import { makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components'
import { ChevronDownRegular, ChevronUpRegular } from '@fluentui/react-icons'
import { Suspense, useId, useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { Page } from '../ui/page.tsx'
import { hrefTo } from '../ui/places.ts'
import { Forbidden, NotFound } from '../ui/states.tsx'
import { Waiting } from '../ui/waiting.tsx'
import type { PageProps } from './routes.ts'
import { sections, sectionsFor } from './settings-sections.ts'

/** Everything that can be set, part by part; everyone meets their own, admins those of the workspace too. */
export function SettingsPage({ me, id }: PageProps) {
  const { t } = useStrings()
  const shown = sectionsFor(me)
  const here = id || 'me'
  const found = shown.find(([name]) => name === here)?.[1]
  return (
    <Page title={t('settings.title')}>
      {shown.length > 1 && <Parts names={shown} here={here} />}
      {found ? (
        <Suspense fallback={<Waiting />}>
          <found.section me={me} />
        </Suspense>
      ) : here in sections ? (
        <Forbidden />
      ) : (
        <NotFound />
      )}
    </Page>
  )
}

function Parts({ names, here }: { names: ReturnType<typeof sectionsFor>; here: string }) {
  const styles = usePartStyles()
  const { t } = useStrings()
  const list = useId()
  const [open, setOpen] = useState(false)
  const [, current] = names.find(([name]) => name === here) ?? []
  return (
    <nav aria-label={t('settings.parts')}>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={list}
        onClick={() => setOpen(!open)}
        className={mergeClasses(styles.part, styles.opener)}
      >
        {t(current?.label ?? 'settings.parts')}
        {open ? <ChevronUpRegular aria-hidden /> : <ChevronDownRegular aria-hidden />}
      </button>
      <div id={list} className={mergeClasses(styles.parts, open ? styles.opened : styles.folded)}>
        {names.map(([name, { label }]) => (
          <a
            key={name}
            href={hrefTo('settingsPart', { id: name })}
            onClick={() => setOpen(false)}
            aria-current={name === here ? 'page' : undefined}
            className={mergeClasses(styles.part, name === here ? styles.current : undefined)}
          >
            {t(label)}
          </a>
        ))}
      </div>
    </nav>
  )
}

const usePartStyles = makeStyles({
  parts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  // Where there is little room, the parts would fill the screen: one line says which it is and opens the others.
  opener: {
    display: 'none',
    justifyContent: 'space-between',
    inlineSize: '100%',
    fontFamily: 'inherit',
    cursor: 'pointer',
    '@media (max-width: 639px)': { display: 'inline-flex' },
  },
  opened: { '@media (max-width: 639px)': { marginBlockStart: tokens.spacingVerticalS } },
  folded: { '@media (max-width: 639px)': { display: 'none' } },
  part: {
    ...typographyStyles.body1,
    display: 'inline-flex',
    alignItems: 'center',
    minBlockSize: '32px',
    boxSizing: 'border-box',
    paddingInline: '12px',
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    borderRadius: tokens.borderRadiusCircular,
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    backgroundColor: tokens.colorNeutralBackground1,
    '@media (pointer: coarse)': { minBlockSize: '40px' },
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  current: {
    ...typographyStyles.body1Strong,
    color: tokens.colorNeutralForegroundOnBrand,
    backgroundColor: tokens.colorBrandBackground,
    border: `1px solid ${tokens.colorBrandBackground}`,
    ':hover': {
      backgroundColor: tokens.colorBrandBackgroundHover,
      color: tokens.colorNeutralForegroundOnBrand,
    },
    // Its colours are gone where the system sets its own; the line stays.
    '@media (forced-colors: active)': { textDecorationLine: 'underline' },
  },
})
