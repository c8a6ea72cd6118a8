import { AddRegular, EditRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { RaiseDialog } from '../barriers/raise-dialog.tsx'
import { CheckInByHand } from '../check-ins/by-hand.tsx'
import { Comments } from '../comments/comments.tsx'
import { GoalPath } from '../commitments/path.tsx'
import { FollowButton } from '../follows/follow-button.tsx'
import { WriteKeyResult } from '../key-results/write-dialog.tsx'
import { LadderSection } from '../ladder/ladder-section.tsx'
import { ContributorsDialog, EditObjective } from '../objectives/edit-dialog.tsx'
import { ContributingItems } from '../objectives/items.tsx'
import { type EditedObjective, type Objective, useObjective } from '../objectives/objective.ts'
import { ObjectiveFacts } from '../objectives/objective-facts.tsx'
import { SharedTeams } from '../objectives/shared-teams.tsx'
import { GrownFrom } from '../planning-rounds/grown-from.tsx'
import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import type { Tagged } from '../ui/editing.ts'
import { GoTo } from '../ui/go-to.tsx'
import { ItemMenu } from '../ui/item-menu.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { Parents } from '../ui/parents.tsx'
import { PeopleList } from '../ui/people-list.tsx'
import { hrefTo } from '../ui/places.ts'
import { Section } from '../ui/section.tsx'
import { useSeen } from '../ui/seen.ts'
import { TapButton } from '../ui/tap-button.tsx'
import { useToAgenda } from '../ui/to-agenda.tsx'
import { LogWinDialog } from '../wins/log-dialog.tsx'
import type { PageProps } from './routes.ts'

/** One goal: why first, how it stands, what counts in it, what it serves, who is in. */
export function ObjectivePage({ me, id }: PageProps) {
  const query = useObjective(id)
  const reload = async () => (await query.refetch({ throwOnError: true })).data as Tagged<Objective>
  return <Loaded query={query}>{(item) => <Shown me={me} item={item} reload={reload} />}</Loaded>
}

type Dialog = 'edit' | 'keyResult' | 'contributors' | 'win'
type Given = EditedObjective & Pick<PageProps, 'me'>

function Shown({ me, item, reload }: Given) {
  const { t } = useStrings()
  const [open, setOpen] = useState<Dialog>()
  const [stuck, setStuck] = useState<string>()
  const objective = item.data
  useSeen([{ kind: 'objective', id: objective.id }])
  const { id, title, can, team, cycle, owner } = objective
  const kind = t(`objective.short.${objective.kind}`)
  return (
    <Page
      title={title}
      lead={[owner.name, cycle.name, kind].join(' · ')}
      back={
        <GoTo kind="back" href={hrefTo('team', { id: team.id })}>
          {team.name}
        </GoTo>
      }
      actions={<Actions {...{ me, objective }} onOpen={setOpen} />}
    >
      <ObjectiveFacts objective={objective} />
      <GrownFrom objective={objective} />
      {objective.waiver && <p>{t('item.waive.said', { words: objective.waiver.reason })}</p>}
      <ByHand objective={objective} />
      {objective.lifecycle === 'published' && <LadderSection objectiveId={id} />}
      <GoalPath objectiveId={id} onStuck={setStuck} />
      <ContributingItems
        objective={objective}
        actions={<AddKeyResult {...{ objective }} onOpen={setOpen} />}
      />
      <Parents child={{ kind: 'objective', id }} parents={objective.parents} mayChange={can.edit} />
      <PeopleList
        title={t('objective.contributors')}
        people={objective.contributors}
        {...(can.edit && { onChange: () => setOpen('contributors') })}
      />
      <SharedTeams {...{ item, reload }} />
      <Comments subject={{ kind: 'objective', id }} />
      {stuck && <RaiseDialog of={{ stepId: stuck, teamId: team.id }} onClose={() => setStuck(undefined)} />}
      <Dialogs {...{ me, item, reload, open }} onClose={() => setOpen(undefined)} />
    </Page>
  )
}

function Dialogs(props: Given & { open: Dialog | undefined; onClose: () => void }) {
  const { me, open, onClose, ...edited } = props
  if (open === 'edit') return <EditObjective {...edited} onClose={onClose} />
  if (open === 'contributors') return <ContributorsDialog {...edited} onClose={onClose} />
  if (open === 'keyResult') return <WriteKeyResult objective={edited.item.data} onClose={onClose} />
  if (open === 'win' && me.memberId) {
    const subject = { kind: 'objective' as const, id: edited.item.data.id }
    return <LogWinDialog subject={subject} me={me.memberId} onClose={onClose} />
  }
  return null
}

interface ActionsProps {
  objective: Objective
  onOpen: (dialog: Dialog) => void
}

function Actions({ me, objective, onOpen }: ActionsProps & Pick<PageProps, 'me'>) {
  const { t } = useStrings()
  const toAgenda = useToAgenda()
  const { id, title, owner, team } = objective
  const item = { kind: 'objective' as const, id, title, suggest: [owner.id], teamId: team.id }
  const more = [
    { text: t('win.log'), onPick: () => onOpen('win') },
    { text: t('oneOnOne.addThis'), onPick: () => toAgenda?.(item) },
  ]
  return (
    <>
      {objective.can.edit && (
        <TapButton icon={<EditRegular />} onTap={() => onOpen('edit')}>
          {t('item.edit')}
        </TapButton>
      )}
      {me.memberId && <FollowButton subject={{ kind: 'objective', id: objective.id }} />}
      <ItemMenu kind="objective" item={objective} more={me.memberId && !me.guest ? more : []} />
    </>
  )
}

function AddKeyResult({ objective, onOpen }: ActionsProps) {
  const { t } = useStrings()
  if (!objective.can.edit) return null
  return (
    <TapButton icon={<AddRegular />} onTap={() => onOpen('keyResult')}>
      {t('keyResult.write')}
    </TapButton>
  )
}

/** A goal that follows no items asks how far it is. */
function ByHand({ objective }: { objective: Objective }) {
  const { t } = useStrings()
  const { progressMode, can, progress } = objective
  if (progressMode !== 'by_hand' || !can.checkIn) return null
  return (
    <Section title={t('checkIn.title')}>
      <Card>
        {/* A new figure starts a new form, filled with it. */}
        <CheckInByHand key={progress.value} objective={objective} />
      </Card>
    </Section>
  )
}
