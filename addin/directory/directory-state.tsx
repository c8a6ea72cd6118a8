import { WarningRegular } from '@fluentui/react-icons'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Badge } from '../ui/badge.tsx'
import { Row, Rows } from '../ui/rows.tsx'
import type { Directory } from './directory.ts'

/** How it goes: who comes, when it was last read, and what is in the way with what to do about it. */
export function DirectoryState({ directory }: { directory: Directory }) {
  const { t } = useStrings()
  const { instant } = useFormats()
  const { trouble, troubleAt, syncedAt, groupId, brings, photos, people } = directory
  const comes = brings ? (groupId ? 'group' : 'all') : 'nobody'
  return (
    <Rows label={t('settings.directory')}>
      <Row
        title={syncedAt ? t('directory.synced', { at: instant(syncedAt) }) : t('directory.reading')}
        detail={t('directory.people', { count: people })}
      />
      {trouble && (
        <Row
          title={t(`directory.trouble.${trouble}`)}
          figure={
            <Badge tone="warning" icon={<WarningRegular />}>
              {t('directory.trouble')}
            </Badge>
          }
          detail={`${t(`directory.cure.${trouble}`)} ${troubleAt ? t('directory.since', { at: instant(troubleAt) }) : ''}`}
        />
      )}
      <Row
        title={t(`directory.comes.${comes}`)}
        detail={t(photos ? 'directory.withPhotos' : 'directory.withoutPhotos')}
      />
    </Rows>
  )
}
