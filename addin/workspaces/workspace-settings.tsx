import { EditRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import type { Tagged } from '../ui/editing.ts'
import { Facts } from '../ui/facts.tsx'
import { useFactStyles } from '../ui/item-facts.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { CheckField } from '../ui/pick-fields.tsx'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { useLanguageName } from '../ui/zone-field.tsx'
import { DaysOffDialog } from './days-off-dialog.tsx'
import { PrioritiesDialog } from './priorities-dialog.tsx'
import { useWeekdayNames } from './weekdays-field.tsx'
import { type EditedWorkspace, useSaveWorkspace, useWorkspace, type Workspace } from './workspace.ts'
import { WorkspaceDialog } from './workspace-dialog.tsx'

/** What holds for everybody: name, mission, priorities, when and how the workspace works. */
export function WorkspaceSettings() {
  const query = useWorkspace()
  const reload = async () => (await query.refetch({ throwOnError: true })).data as Tagged<Workspace>
  return <Loaded query={query}>{(item) => <Shown item={item} reload={reload} />}</Loaded>
}

type Dialog = 'workspace' | 'priorities' | 'daysOff'

function Shown(edited: EditedWorkspace) {
  const [open, setOpen] = useState<Dialog>()
  const workspace = edited.item.data
  const dialog = { ...edited, onClose: () => setOpen(undefined) }
  const shown = { workspace, onEdit: setOpen }
  return (
    <>
      <Ways {...shown} />
      <Priorities {...shown} />
      <DaysOff {...shown} />
      <Screens item={edited.item} />
      {open === 'workspace' && <WorkspaceDialog {...dialog} />}
      {open === 'priorities' && <PrioritiesDialog {...dialog} />}
      {open === 'daysOff' && <DaysOffDialog {...dialog} />}
    </>
  )
}

interface PartProps {
  workspace: Workspace
  onEdit: (dialog: Dialog) => void
}

function Ways({ workspace, onEdit }: PartProps) {
  const { t } = useStrings()
  const { list } = useFormats()
  const weekday = useWeekdayNames()
  const languageName = useLanguageName()
  const { name, mission, zone, locale, workingWeekdays } = workspace
  return (
    <Section
      title={t('settings.workspace')}
      actions={<EditButton what={t('settings.workspace')} onTap={() => onEdit('workspace')} />}
    >
      <Facts
        facts={[
          [t('settings.name'), name],
          [t('settings.mission'), mission ?? t('settings.noMission')],
          [t('settings.zone'), zone.replaceAll('_', ' ')],
          [t('settings.locale'), languageName(locale)],
          [t('settings.weekdays'), list(workingWeekdays.map(weekday))],
        ]}
      />
    </Section>
  )
}

function Priorities({ workspace: { priorities }, onEdit }: PartProps) {
  const { t } = useStrings()
  return (
    <Section
      title={t('settings.priorities')}
      lead={t(priorities.length > 0 ? 'settings.prioritiesLead' : 'settings.noPriorities')}
      actions={<EditButton what={t('settings.priorities')} onTap={() => onEdit('priorities')} />}
    >
      {priorities.length > 0 && (
        <Rows label={t('settings.priorities')}>
          {priorities.map(({ id, sentence }) => (
            <Row key={id} title={sentence} />
          ))}
        </Rows>
      )}
    </Section>
  )
}

function DaysOff({ workspace: { daysOff }, onEdit }: PartProps) {
  const { t } = useStrings()
  const { dayInFull } = useFormats()
  return (
    <Section
      title={t('settings.daysOff')}
      lead={t('settings.daysOffLead')}
      actions={<EditButton what={t('settings.daysOff')} onTap={() => onEdit('daysOff')} />}
    >
      {daysOff.length > 0 && (
        <Rows label={t('settings.daysOff')}>
          {daysOff.map(({ day, name }) => (
            <Row key={day} title={name} detail={dayInFull(day)} />
          ))}
        </Rows>
      )}
    </Section>
  )
}

/** What everybody's screen shows: all parts at once or each when it is of use, and a small effect beside good news. */
function Screens({ item }: Pick<EditedWorkspace, 'item'>) {
  const { t } = useStrings()
  const styles = useFactStyles()
  const save = useSaveWorkspace(item.data)
  const { showAll, celebrations } = item.data
  const change = (said: { showAll: boolean } | { celebrations: boolean }) =>
    save.run({ etag: item.etag, said: { change: said } })
  return (
    <Section title={t('settings.screens')} lead={t('settings.screensLead')}>
      <Card>
        <div className={styles.facts}>
          <CheckField
            label={t('settings.showAll')}
            value={showAll}
            onChange={(value) => change({ showAll: value })}
          />
          <CheckField
            label={t('settings.celebrationsAll')}
            value={celebrations}
            onChange={(value) => change({ celebrations: value })}
          />
        </div>
      </Card>
    </Section>
  )
}

function EditButton({ what, onTap }: { what: string; onTap: () => void }) {
  const { t } = useStrings()
  return (
    <TapButton icon={<EditRegular />} label={t('settings.editWhat', { what })} onTap={onTap}>
      {t('item.edit')}
    </TapButton>
  )
}
