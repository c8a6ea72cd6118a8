import { EditRegular, HandRightRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { type InTheWayOf, RaiseDialog } from '../barriers/raise-dialog.tsx'
import { CheckInForm } from '../check-ins/check-in-form.tsx'
import { CheckInHistory } from '../check-ins/history.tsx'
import { Comments } from '../comments/comments.tsx'
import { StepPath } from '../commitments/path.tsx'
import { FollowButton } from '../follows/follow-button.tsx'
import { EditKeyResult } from '../key-results/edit-dialog.tsx'
import { type EditedKeyResult, type KeyResult, useKeyResult } from '../key-results/key-result.ts'
import { KeyResultCard } from '../key-results/key-result-card.tsx'
import { PeopleDialog, usePeopleOf } from '../key-results/people-dialog.tsx'
import { Targets } from '../key-results/targets.tsx'
import { Challenges } from '../reviews/challenges.tsx'
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

/** One key result: where it stands, its path, its check-in, what it serves, who is in, its history. */
export function KeyResultPage({ me, id }: PageProps) {
  const query = useKeyResult(id)
  const reload = async () => (await query.refetch({ throwOnError: true })).data as Tagged<KeyResult>
  return <Loaded query={query}>{(item) => <Shown me={me} item={item} reload={reload} />}</Loaded>
}

type Dialog = 'edit' | 'people' | 'win' | InTheWayOf
type Given = EditedKeyResult & Pick<PageProps, 'me'>

function Shown({ me, item, reload }: Given) {
  const { t } = useStrings()
  const [open, setOpen] = useState<Dialog>()
  const keyResult = item.data
  useSeen([{ kind: 'key_result', id: keyResult.id }])
  const { id, title, team, owner, cycle, can, parents } = keyResult
  const inTheWay = (stepId?: string) => setOpen({ keyResultId: id, ...(stepId && { stepId }) })
  return (
    <Page
      title={title}
      lead={[owner.name, cycle.name].join(' · ')}
      back={
        <GoTo kind="back" href={hrefTo('team', { id: team.id })}>
          {t('keyResult.back')}
        </GoTo>
      }
      actions={<Actions {...{ me, keyResult }} onOpen={setOpen} onStuck={() => inTheWay()} />}
    >
      <KeyResultCard keyResult={keyResult} />
      <StepPath keyResultId={id} onStuck={inTheWay} />
      <CheckIn keyResult={keyResult} />
      <Targets item={item} reload={reload} />
      <Parents child={{ kind: 'key_result', id }} parents={parents} mayChange={can.edit} />
      <PeopleList
        title={t('keyResult.peopleTitle')}
        people={usePeopleOf(keyResult)}
        {...(can.edit && { onChange: () => setOpen('people') })}
      />
      <Challenges id={id} title={title} mayChallenge={can.checkIn} />
      <CheckInHistory subject={keyResult} />
      <Comments subject={{ kind: 'key_result', id }} />
      <Dialogs {...{ me, item, reload, open }} onClose={() => setOpen(undefined)} />
    </Page>
  )
}

function Dialogs(props: Given & { open: Dialog | undefined; onClose: () => void }) {
  const { me, open, ...edited } = props
  if (open === 'edit') return <EditKeyResult {...edited} />
  if (open === 'people') return <PeopleDialog {...edited} />
  if (open === 'win') {
    const subject = { kind: 'key_result' as const, id: edited.item.data.id }
    return me.memberId && <LogWinDialog subject={subject} me={me.memberId} onClose={props.onClose} />
  }
  return open ? <RaiseDialog of={open} onClose={props.onClose} /> : null
}

interface ActionsProps extends Pick<PageProps, 'me'> {
  keyResult: KeyResult
  onOpen: (dialog: Dialog) => void
  onStuck: () => void
}

function Actions({ me, keyResult, onOpen, onStuck }: ActionsProps) {
  const { t } = useStrings()
  const toAgenda = useToAgenda()
  const { id, title, owner, team } = keyResult
  const item = { kind: 'key_result' as const, id, title, suggest: [owner.id], teamId: team.id }
  const more = [
    { text: t('win.log'), onPick: () => onOpen('win') },
    { text: t('oneOnOne.addThis'), onPick: () => toAgenda?.(item) },
  ]
  return (
    <>
      <TapButton icon={<HandRightRegular />} onTap={onStuck}>
        {t('keyResult.inTheWay')}
      </TapButton>
      {keyResult.can.edit && (
        <TapButton icon={<EditRegular />} onTap={() => onOpen('edit')}>
          {t('item.edit')}
        </TapButton>
      )}
      {me.memberId && <FollowButton subject={{ kind: 'key_result', id: keyResult.id }} />}
      <ItemMenu kind="key_result" item={keyResult} more={me.memberId && !me.guest ? more : []} />
    </>
  )
}

function CheckIn({ keyResult }: { keyResult: KeyResult }) {
  const { t } = useStrings()
  if (!keyResult.can.checkIn) return null
  return (
    <Section title={t('checkIn.title')}>
      <Card>
        {/* A new check-in starts a new form, filled with what is the last one now. */}
        <CheckInForm key={keyResult.latest?.id ?? 'first'} subject={keyResult} />
      </Card>
    </Section>
  )
}
