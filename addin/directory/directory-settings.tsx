import { makeStyles, typographyStyles } from '@fluentui/react-components'
import { ArrowSyncRegular, EditRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { ConfirmDialog } from '../ui/dialogs.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { EmptyState } from '../ui/states.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import {
  type Directory,
  useChangeDirectory,
  useDirectory,
  useLetEnd,
  useLookNow,
  useMakeLeader,
} from './directory.ts'
import { DirectoryDialog } from './directory-dialog.tsx'
import { DirectoryState } from './directory-state.tsx'
import { RosterSettings } from './roster-settings.tsx'

/** Whether the workspace follows the directory of its tenant, what that reads, and how it goes. */
export function DirectorySettings() {
  const { t } = useStrings()
  const query = useDirectory()
  return (
    <>
      <Loaded query={query}>
        {(directory) =>
          directory.on ? (
            <Followed directory={directory} />
          ) : (
            <Section title={t('settings.directory')} lead={t('directory.lead')}>
              <NotYet directory={directory} />
            </Section>
          )
        }
      </Loaded>
      <RosterSettings />
    </>
  )
}

function NotYet({ directory }: { directory: Directory }) {
  const styles = useDirectoryStyles()
  const { t } = useStrings()
  const [asking, setAsking] = useState(false)
  const reads = (['who', 'account', 'manager', 'photo'] as const).map((what) => t(`directory.reads.${what}`))
  return (
    <>
      <h3 className={styles.reads}>{t('directory.reads')}</h3>
      <Rows label={t('directory.reads')}>
        {reads.map((what) => (
          <Row key={what} title={what} />
        ))}
      </Rows>
      <EmptyState
        why={t('directory.off')}
        action={
          <TapButton kind="main" onTap={() => setAsking(true)}>
            {t('directory.turnOn')}
          </TapButton>
        }
      />
      {asking && <DirectoryDialog directory={directory} onClose={() => setAsking(false)} />}
    </>
  )
}

function Followed({ directory }: { directory: Directory }) {
  const { t } = useStrings()
  const [asking, setAsking] = useState<'edit' | 'off'>()
  const look = useLookNow()
  const change = useChangeDirectory(directory)
  const done = () => setAsking(undefined)
  const actions = (
    <>
      <TapButton icon={<ArrowSyncRegular />} busy={look.busy} onTap={() => look.run({})}>
        {t('directory.look')}
      </TapButton>
      <TapButton icon={<EditRegular />} onTap={() => setAsking('edit')}>
        {t('item.edit')}
      </TapButton>
      <TapButton onTap={() => setAsking('off')}>{t('directory.turnOff')}</TapButton>
    </>
  )
  return (
    <>
      <Section title={t('settings.directory')} lead={t('directory.lead')} actions={actions}>
        <DirectoryState directory={directory} />
        {directory.held > 0 && <Held held={directory.held} />}
      </Section>
      {directory.leaders.length > 0 && <Leaders directory={directory} />}
      {asking === 'edit' && <DirectoryDialog directory={directory} onClose={done} />}
      {asking === 'off' && (
        <ConfirmDialog
          title={t('directory.offTitle')}
          confirm={t('directory.turnOff')}
          onConfirm={() => void change.send({ on: false }).then(done, done)}
          onCancel={done}
        >
          {t('directory.offWhy')}
        </ConfirmDialog>
      )}
    </>
  )
}

/** So many at once that it may be a mistake: a person decides. */
function Held({ held }: { held: number }) {
  const { t } = useStrings()
  const [asking, setAsking] = useState(false)
  const letEnd = useLetEnd()
  const done = () => setAsking(false)
  return (
    <div>
      <TapButton busy={letEnd.busy} onTap={() => setAsking(true)}>
        {t('directory.letEnd', { count: held })}
      </TapButton>
      {asking && (
        <ConfirmDialog
          title={t('directory.letEndTitle', { count: held })}
          confirm={t('directory.letEndIt')}
          onConfirm={() => void letEnd.send({}).then(done, done)}
          onCancel={done}
        >
          {t('directory.letEndWhy')}
        </ConfirmDialog>
      )}
    </div>
  )
}

function Leaders({ directory }: { directory: Directory }) {
  const { t } = useStrings()
  const make = useMakeLeader()
  return (
    <Section title={t('directory.leaders')} lead={t('directory.leadersLead')}>
      <Rows label={t('directory.leaders')}>
        {directory.leaders.map((suggestion) => (
          <Row
            key={suggestion.team.id}
            title={suggestion.team.name}
            detail={t('directory.reportTo', { name: suggestion.member.name })}
            actions={
              <TapButton busy={make.busy} onTap={() => make.run(suggestion)}>
                {t('directory.makeLeader', { name: suggestion.member.name })}
              </TapButton>
            }
          />
        ))}
      </Rows>
    </Section>
  )
}

const useDirectoryStyles = makeStyles({ reads: { ...typographyStyles.body1Strong, margin: 0 } })
