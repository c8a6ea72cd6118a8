import {
  ArchiveRegular,
  ArrowDownloadRegular,
  CheckmarkCircleRegular,
  ClockRegular,
  DismissCircleRegular,
} from '@fluentui/react-icons'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Badge, type Tone } from '../ui/badge.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { EmptyState } from '../ui/states.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { type Archive, useArchives, useFetchArchive, useMakeArchive } from './archives.ts'

/** The whole workspace as one file that another workspace takes. */
export function ArchiveSection() {
  const { t } = useStrings()
  const query = useArchives()
  const make = useMakeArchive()
  const add = (
    <TapButton icon={<ArchiveRegular />} busy={make.busy} onTap={() => make.run({})}>
      {t('exports.archive.make')}
    </TapButton>
  )
  return (
    <Section title={t('exports.archive')} lead={t('exports.archive.lead')} actions={add}>
      <Loaded query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState icon={<ArchiveRegular />} why={t('exports.archive.none')} />
          ) : (
            <Rows label={t('exports.archive')}>
              {data.map((archive) => (
                <ArchiveRow key={archive.id} archive={archive} />
              ))}
            </Rows>
          )
        }
      </Loaded>
    </Section>
  )
}

const looks: Record<Archive['state'], { tone: Tone; icon: React.JSX.Element }> = {
  waiting: { tone: 'brand', icon: <ClockRegular /> },
  ready: { tone: 'good', icon: <CheckmarkCircleRegular /> },
  refused: { tone: 'warning', icon: <DismissCircleRegular /> },
  expired: { tone: 'neutral', icon: <DismissCircleRegular /> },
}

function ArchiveRow({ archive }: { archive: Archive }) {
  const { t } = useStrings()
  const { instant, number } = useFormats()
  const { run, busy } = useFetchArchive(archive)
  const { state, requestedAt, expiresAt, bytes, omitted, fits } = archive
  const away = Object.values(omitted).reduce((total, count) => total + count, 0)
  const when = instant(requestedAt)
  return (
    <Row
      title={t('exports.archive.of', { when })}
      detail={
        state === 'ready' && (
          <>
            <span>{t('exports.archive.size', { size: number(Math.ceil(bytes / 1024)) })}</span>
            <span>{t('exports.archive.until', { when: instant(expiresAt!) })}</span>
            {!fits && <span>{t('exports.archive.large')}</span>}
            {away > 0 && <span>{t('exports.archive.omitted', { count: away })}</span>}
          </>
        )
      }
      figure={
        <Badge tone={looks[state].tone} icon={looks[state].icon}>
          {t(`exports.archive.state.${state}`)}
        </Badge>
      }
      actions={
        state === 'ready' && (
          <TapButton
            icon={<ArrowDownloadRegular />}
            busy={busy}
            label={t('download.what', { what: t('exports.archive.of', { when }) })}
            onTap={() => void run()}
          >
            {t('download.title')}
          </TapButton>
        )
      }
    />
  )
}
