import { makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components'
import { Suspense } from 'react'
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
  return (
    <nav aria-label={t('settings.parts')} className={styles.parts}>
      {names.map(([name, { label }]) => (
        <a
          key={name}
          href={hrefTo('settingsPart', { id: name })}
          aria-current={name === here ? 'page' : undefined}
          className={mergeClasses(styles.part, name === here ? styles.current : undefined)}
        >
          {t(label)}
        </a>
      ))}
    </nav>
  )
}

const usePartStyles = makeStyles({
  parts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
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
