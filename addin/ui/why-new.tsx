import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { LightbulbRegular } from '@fluentui/react-icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { read } from '../api/client.ts'
import { type Me, type Part, type Unfolded, useApi, useMe } from '../api/provider.tsx'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { TapButton } from './tap-button.tsx'

/** Says once, in one sentence, why something appeared here; shown until it is acknowledged. */
export function WhyNew({ parts }: { parts: Part[] }) {
  const { data } = useMe()
  const fresh = data?.unfolded.filter(({ part, told }) => !told && parts.includes(part)) ?? []
  const [first] = fresh
  if (!first) return null
  return <Sentence reason={first.reason} parts={fresh.filter(({ reason }) => reason === first.reason)} />
}

function Sentence({ reason, parts }: { reason: Unfolded['reason']; parts: Unfolded[] }) {
  const styles = useStyles()
  const { t } = useStrings()
  const { list } = useFormats()
  const tell = useTell()
  const names = parts.flatMap(({ part }) => [
    t(`unfolding.part.${part}`),
    // Lists have no part of their own: they come with the map.
    ...(part === 'map' ? [t('views.title')] : []),
  ])
  return (
    <div role="note" className={styles.strip} aria-label={t('unfolding.label')}>
      <LightbulbRegular className={styles.icon} aria-hidden />
      <p className={styles.words}>{t(`unfolding.why.${reason}`, { what: list(names) })}</p>
      <TapButton kind="quiet" onTap={() => tell(parts.map(({ part }) => part))}>
        {t('unfolding.gotIt')}
      </TapButton>
    </div>
  )
}

/** Notes that parts were explained: gone at once, and no drama when the note is lost. */
function useTell() {
  const api = useApi()
  const queries = useQueryClient()
  const note = useMutation({
    mutationFn: (parts: Part[]) => read(api.POST('/v1/unfolding/told', { body: { parts } })),
  })
  return (parts: Part[]) => {
    queries.setQueryData<Me>(['me'], (me) => {
      const told = (one: Unfolded) => (parts.includes(one.part) ? { ...one, told: true } : one)
      return me && { ...me, unfolded: me.unfolded.map(told) }
    })
    note.mutate(parts)
  }
}

const useStyles = makeStyles({
  strip: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    paddingInline: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalXS,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorBrandBackground2,
    border: `1px solid ${tokens.colorTransparentStroke}`,
  },
  icon: { fontSize: '20px', flexShrink: 0, color: tokens.colorBrandForeground2 },
  words: { ...typographyStyles.body1, margin: 0, flex: '1 1 180px', minInlineSize: 0 },
})
