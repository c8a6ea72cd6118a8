import type { Me } from '../api/provider.tsx'
import { useStrings } from '../strings/strings.tsx'
import type { ListName } from '../ui/download.ts'
import { DownloadMenu } from '../ui/download-menu.tsx'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { ArchiveSection } from './archive-section.tsx'

/** In the order in which people look for them. The whole list, as far as the reader sees it. */
const lists = [
  'objectives',
  'key-results',
  'check-ins',
  'steps',
  'commitments',
  'barriers',
  'wins',
  'members',
  'teams',
] as const satisfies readonly ListName[]

/** Everything that can be taken away as a file: lists by everybody, the whole workspace by admins. */
export function ExportsSettings({ me }: { me: Me }) {
  return (
    <>
      <ListsSection />
      {me.admin && <ArchiveSection />}
    </>
  )
}

function ListsSection() {
  const { t } = useStrings()
  return (
    <Section title={t('exports.lists')} lead={t('exports.listsLead')}>
      <Rows label={t('exports.lists')}>
        {lists.map((list) => (
          <Row
            key={list}
            title={t(`exports.list.${list}`)}
            detail={t(`exports.about.${list}`)}
            actions={
              <DownloadMenu list={list} label={t('download.what', { what: t(`exports.list.${list}`) })} />
            }
          />
        ))}
      </Rows>
    </Section>
  )
}
