import { AddRegular, CheckmarkRegular, SendRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { Figures } from '../planning-rounds/figures.tsx'
import { ProposalRow } from '../planning-rounds/proposal-row.tsx'
import { ProposeForm } from '../planning-rounds/propose-form.tsx'
import { ExtendDialog, GapDialog } from '../planning-rounds/round-dialogs.tsx'
import { RoundFacts } from '../planning-rounds/round-facts.tsx'
import { type Proposal, type Round, useRound, useRoundMove } from '../planning-rounds/rounds.ts'
import { useStrings } from '../strings/strings.tsx'
import { GoTo } from '../ui/go-to.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { hrefTo } from '../ui/places.ts'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { EmptyState } from '../ui/states.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import type { PageProps } from './routes.ts'

/** One round: write, reveal, agree, publish. */
export function RoundPage({ id }: PageProps) {
  return <Loaded query={useRound(id)}>{(round) => <Shown round={round} />}</Loaded>
}

function Shown({ round }: { round: Round }) {
  const { t } = useStrings()
  const { team, cycle, can, proposals, kind } = round
  const [open, setOpen] = useState<'extend' | 'gap'>()
  const mine = proposals.filter((proposal) => proposal.mine)
  return (
    <Page
      title={round.question}
      lead={[cycle.name, t(`round.kindOf.${kind}`)].join(' · ')}
      back={
        <GoTo kind="back" href={hrefTo('team', { id: team.id })}>
          {team.name}
        </GoTo>
      }
      actions={<Actions round={round} onOpen={setOpen} />}
    >
      <RoundFacts round={round} />
      {(can.propose || can.draft) && <ProposeForm round={round} />}
      {round.state === 'open' ? (
        <Listed
          title={t(can.propose ? 'round.myProposals' : 'round.myDraft')}
          round={round}
          proposals={mine}
        />
      ) : (
        <SideBySide round={round} />
      )}
      <Grown round={round} />
      {round.state !== 'open' && kind !== 'again' && <Figures teamId={team.id} cycleId={cycle.id} />}
      {open === 'extend' && <ExtendDialog round={round} onClose={() => setOpen(undefined)} />}
      {open === 'gap' && <GapDialog round={round} onClose={() => setOpen(undefined)} />}
    </Page>
  )
}

function Actions({ round, onOpen }: { round: Round; onOpen: (dialog: 'extend' | 'gap') => void }) {
  const { t } = useStrings()
  const action = useRoundMove(round)
  const { can, kind, state } = round
  return (
    <>
      {can.extend && <TapButton onTap={() => onOpen('extend')}>{t('round.extend')}</TapButton>}
      {can.close && (
        <TapButton
          kind="main"
          icon={<CheckmarkRegular />}
          busy={action.busy}
          onTap={() => action.run({ move: 'close' })}
        >
          {t(kind === 'ten_minutes' ? 'round.reveal' : 'round.close')}
        </TapButton>
      )}
      {can.answer && state === 'closed' && kind !== 'again' && (
        <TapButton icon={<AddRegular />} onTap={() => onOpen('gap')}>
          {t('round.gap')}
        </TapButton>
      )}
      {can.publish && (
        <TapButton
          kind="main"
          icon={<SendRegular />}
          busy={action.busy}
          onTap={() => action.run({ move: 'publish' })}
        >
          {t('round.publish')}
        </TapButton>
      )}
    </>
  )
}

function SideBySide({ round }: { round: Round }) {
  const { t } = useStrings()
  const theirs = round.proposals.filter(({ kind }) => kind === 'member')
  const leaders = round.proposals.filter(({ kind }) => kind !== 'member')
  if (round.withheld) return null
  if (round.proposals.length === 0) {
    return <EmptyState title={t('round.nothing.title')} why={t('round.nothing.why')} />
  }
  const lead = round.unanswered > 0 ? t('round.unanswered', { count: round.unanswered }) : undefined
  return (
    <>
      <Listed title={t('round.theirs')} lead={lead} round={round} proposals={theirs} />
      <Listed title={t('round.leaders')} round={round} proposals={leaders} />
    </>
  )
}

interface ListedProps {
  title: string
  lead?: string | undefined
  round: Round
  proposals: Proposal[]
}

function Listed({ title, lead, round, proposals }: ListedProps) {
  if (proposals.length === 0) return null
  return (
    <Section title={title} count={proposals.length} lead={lead}>
      <Rows label={title}>
        {proposals.map((proposal) => (
          <ProposalRow key={proposal.id} round={round} proposal={proposal} />
        ))}
      </Rows>
    </Section>
  )
}

/** What grew from it, and what it still lacks. */
function Grown({ round: { objectives } }: { round: Round }) {
  const { t } = useStrings()
  if (objectives.length === 0) return null
  return (
    <Section title={t('round.grown')} lead={t('round.grownLead')}>
      <Rows label={t('round.grown')}>
        {objectives.map(({ id, title, why, origin, lifecycle, missing }) => (
          <Row
            key={id}
            title={title}
            href={hrefTo('objective', { id })}
            detail={[
              t(`objective.origin.${origin}`),
              t(lifecycle === 'draft' ? 'round.isDraft' : 'round.isPublished'),
              ...missing.map((what) => t(`round.missing.${what}`)),
            ].join(' · ')}
          >
            {why}
          </Row>
        ))}
      </Rows>
    </Section>
  )
}
