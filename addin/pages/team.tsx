import { makeStyles, typographyStyles } from '@fluentui/react-components'
import { AddRegular, PeopleTeamRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useUnfolded } from '../api/provider.tsx'
import { usePromisesKept } from '../barriers/figures.tsx'
import { type TeamBoard, useBoard } from '../boards/board.ts'
import { KeyResultRow } from '../boards/key-result-row.tsx'
import { ObjectiveCard } from '../boards/objective-card.tsx'
import { ObjectiveDialog } from '../objectives/objective-dialog.tsx'
import { PulseFigures } from '../pulses/pulse-figures.tsx'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { GoTo } from '../ui/go-to.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { hrefTo } from '../ui/places.ts'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { type SeenItem, useSeen } from '../ui/seen.ts'
import { EmptyState } from '../ui/states.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { WhyNew } from '../ui/why-new.tsx'
import type { PageProps } from './routes.ts'
import { TeamPicker } from './team-picker.tsx'

/** A team's board: its goals, what moved, what is agreed but unmoved. Without an id: my first team. */
export function TeamPage({ me, id }: PageProps) {
  const { t } = useStrings()
  const teamId = id || me.teams[0]?.id
  if (teamId) return <Board me={me} teamId={teamId} />
  return (
    <Page title={t('team.title')} actions={<TeamPicker />}>
      <EmptyState icon={<PeopleTeamRegular />} title={t('team.none.title')} why={t('team.none.why')} />
    </Page>
  )
}

function Board({ me, teamId }: Pick<PageProps, 'me'> & { teamId: string }) {
  return <Loaded query={useBoard(teamId)}>{(board) => <Shown me={me} board={board} />}</Loaded>
}

function Shown({ me, board }: Pick<PageProps, 'me'> & { board: TeamBoard }) {
  const { t } = useStrings()
  const { list } = useFormats()
  const unfolded = useUnfolded()
  const [writing, setWriting] = useState(false)
  useSeen(shownOn(board))
  const promises = usePromisesKept(board.team.id)
  const leaders = list(board.team.leaders.map(({ name }) => name))
  const write = board.can.write && board.cycle && (
    <TapButton icon={<AddRegular />} onTap={() => setWriting(true)}>
      {t('objective.write')}
    </TapButton>
  )
  return (
    <Page
      title={board.team.name}
      lead={[board.cycle?.name, leaders && t('team.ledBy', { leaders }), promises]
        .filter(Boolean)
        .join(' · ')}
      actions={
        <>
          <TeamPicker current={board.team.id} />
          {unfolded('scores') && (
            <GoTo kind="button" href={hrefTo('review', { id: board.team.id })}>
              {t('review.open')}
            </GoTo>
          )}
          {me.teams.some(({ id }) => id === board.team.id) && !me.guest && (
            <GoTo kind="button" href={hrefTo('weekly', { id: board.team.id })}>
              {t('weekly.open')}
            </GoTo>
          )}
          {write}
        </>
      }
    >
      {board.vision && <Vision words={board.vision} />}
      {unfolded('action_rate') && (
        <>
          <WhyNew parts={['action_rate']} />
          <Action board={board} />
        </>
      )}
      <Unmoved board={board} />
      <Goals board={board} />
      {board.cycle && (
        <PulseFigures teamId={board.team.id} cycleId={board.cycle.id} mine={isMine(me, board.team.id)} />
      )}
      {writing && board.cycle && (
        <ObjectiveDialog teamId={board.team.id} cycleId={board.cycle.id} onClose={() => setWriting(false)} />
      )}
    </Page>
  )
}

/** Every goal and measure that stands on the board. */
function shownOn({ objectives, keyResults }: TeamBoard): SeenItem[] {
  const measures = [...keyResults, ...objectives.flatMap((objective) => objective.keyResults)]
  return [
    ...objectives.map(({ id }) => ({ kind: 'objective' as const, id })),
    ...measures.map(({ id }) => ({ kind: 'key_result' as const, id })),
  ]
}

/** Is the team moving? Said with what it is made of; who waits is not counted against anybody. */
function Action({ board: { action } }: { board: TeamBoard }) {
  const { t } = useStrings()
  const { percent, number } = useFormats()
  const styles = useTeamStyles()
  if (!action || action.rate === null) return null
  const { rate, acting, committed, stalled, waiting, lagDays } = action
  const facts = [
    t('board.action', { rate: percent(rate), acting, all: acting + committed + stalled }),
    waiting > 0 && t('board.action.waiting', { waiting }),
    lagDays !== null && t('board.action.lag', { days: lagDays, shown: number(lagDays) }),
  ]
  return <p className={styles.action}>{facts.filter(Boolean).join(' · ')}</p>
}

function isMine(me: PageProps['me'], teamId: string): boolean {
  if (me.guest) return false
  return me.admin || me.leads.includes(teamId) || me.teams.some(({ id }) => id === teamId)
}

/** Where the team is going, in the words of its planning round: the first line of its board all cycle. */
function Vision({ words }: { words: string }) {
  const { t } = useStrings()
  return (
    <Section title={t('board.vision')}>
      <p>{words}</p>
    </Section>
  )
}

function Unmoved({ board }: { board: TeamBoard }) {
  const { t } = useStrings()
  const { day } = useFormats()
  if (board.unmoved.length === 0) return null
  return (
    <Section title={t('board.unmoved')} count={board.unmoved.length} lead={t('board.unmovedLead')}>
      <Rows>
        {board.unmoved.map((item) => (
          <Row
            key={item.id}
            title={item.title}
            href={hrefTo(item.kind === 'objective' ? 'objective' : 'keyResult', { id: item.id })}
            detail={
              <>
                <span>{t('board.agreed', { day: day(item.since) })}</span>
                <SaidYes counts={board.objectives.find(({ id }) => id === item.id)?.rungs} />
              </>
            }
          />
        ))}
      </Rows>
    </Section>
  )
}

/** How many said yes to it, where that may be counted: an agreed goal may have heard no yes at all. */
function SaidYes({ counts }: { counts: TeamBoard['objectives'][number]['rungs'] | undefined }) {
  const { t } = useStrings()
  if (!counts) return null
  const { people, committed, acting, stalled, waiting } = counts
  return <span>{t('board.saidYes', { yes: committed + acting + stalled + waiting, people })}</span>
}

function Goals({ board }: { board: TeamBoard }) {
  const { t } = useStrings()
  const { objectives, keyResults } = board
  if (objectives.length + keyResults.length === 0) {
    return <EmptyState icon={<PeopleTeamRegular />} title={t('team.empty.title')} why={t('team.empty.why')} />
  }
  return (
    <>
      {objectives.map((objective) => (
        <ObjectiveCard key={objective.id} objective={objective} />
      ))}
      {keyResults.length > 0 && (
        <Section title={t('board.free')}>
          <Rows>
            {keyResults.map((keyResult) => (
              <KeyResultRow key={keyResult.id} keyResult={keyResult} />
            ))}
          </Rows>
        </Section>
      )}
    </>
  )
}

const useTeamStyles = makeStyles({ action: { ...typographyStyles.body1, margin: 0 } })
