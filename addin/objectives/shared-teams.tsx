import { makeStyles } from '@fluentui/react-components'
import { DismissRegular, EditRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { ifMatch, readWithEtag } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'
import { FormDialog } from '../ui/dialogs.tsx'
import { useEditing } from '../ui/editing.ts'
import { GoTo } from '../ui/go-to.tsx'
import { touchedByItem } from '../ui/item-moves.ts'
import { hrefTo } from '../ui/places.ts'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { TeamField } from '../ui/team-field.tsx'
import { useTeams } from '../ui/teams.ts'
import type { EditedObjective, Objective } from './objective.ts'

/** The further teams on whose boards a goal stands. Nothing is drawn where there are none and none can be added. */
export function SharedTeams(edited: EditedObjective) {
  const styles = useSharedStyles()
  const { t } = useStrings()
  const [open, setOpen] = useState(false)
  const { sharedTeams, can } = edited.item.data
  if (sharedTeams.length === 0 && !can.edit) return null
  const title = t('objective.shared')
  const change = can.edit && (
    <TapButton
      kind="quiet"
      icon={<EditRegular />}
      label={t('people.change', { title })}
      onTap={() => setOpen(true)}
    >
      {t('item.edit')}
    </TapButton>
  )
  return (
    <Section title={title} actions={change} lead={t('objective.sharedLead')}>
      {sharedTeams.length > 0 && (
        <ul className={styles.teams} aria-label={title}>
          {sharedTeams.map(({ id, name }) => (
            <li key={id}>
              <GoTo href={hrefTo('team', { id })}>{name}</GoTo>
            </li>
          ))}
        </ul>
      )}
      {open && <ShareDialog {...edited} onClose={() => setOpen(false)} />}
    </Section>
  )
}

function ShareDialog({ item, reload, onClose }: EditedObjective & { onClose: () => void }) {
  const { t } = useStrings()
  const share = useShare(item.data)
  const editing = useEditing({
    item,
    reload,
    toDraft: ({ sharedTeams }) => ({ ids: sharedTeams.map(({ id }) => id) }),
  })
  const { ids } = editing.draft
  const submit = () => editing.save((etag) => share.send({ etag, teamIds: ids })).then(onClose)
  return (
    <FormDialog title={t('objective.shared')} submit={t('edit.save')} onSubmit={submit} onCancel={onClose}>
      <TeamField
        label={t('objective.shareAdd')}
        value=""
        without={[item.data.teamId, ...ids]}
        onChange={(id) => id && editing.set({ ids: [...ids, id] })}
      />
      <Picked ids={ids} onChange={(left) => editing.set({ ids: left })} />
    </FormDialog>
  )
}

function Picked({ ids, onChange }: { ids: string[]; onChange: (ids: string[]) => void }) {
  const styles = useSharedStyles()
  const { t } = useStrings()
  const { data: teams = [] } = useTeams()
  const names = new Map(teams.map(({ id, name }) => [id, name]))
  if (ids.length === 0) return null
  return (
    <ul className={styles.picked} aria-label={t('objective.shared')}>
      {ids.map((id) => (
        <li key={id} className={styles.one}>
          <span>{names.get(id) ?? '–'}</span>
          <TapButton
            kind="quiet"
            icon={<DismissRegular />}
            label={t('people.remove', { name: names.get(id) ?? '–' })}
            onTap={() => onChange(ids.filter((each) => each !== id))}
          >
            {t('people.off')}
          </TapButton>
        </li>
      ))}
    </ul>
  )
}

/** Says which further teams it is shared with, all of them. */
function useShare(before: Objective) {
  const api = useApi()
  const { t } = useStrings()
  const put = (etag: string, teamIds: string[]) =>
    readWithEtag(
      api.PUT('/v1/objectives/{id}/shared-teams', {
        params: { path: { id: before.id }, header: ifMatch(etag) },
        body: { teamIds },
      }),
    )
  return useAction({
    run: ({ etag, teamIds }: { etag: string; teamIds: string[] }) => put(etag, teamIds),
    touches: touchedByItem,
    done: () => t('item.edited', { title: before.title }),
    undo: ({ etag }) =>
      put(
        etag,
        before.sharedTeams.map(({ id }) => id),
      ),
  })
}

const useSharedStyles = makeStyles({
  teams: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexWrap: 'wrap', gap: '16px' },
  picked: { listStyleType: 'none', margin: 0, padding: 0 },
  one: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between' },
})
