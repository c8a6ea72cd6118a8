import { makeStyles, tokens } from '@fluentui/react-components'
import {
  ArrowForwardRegular,
  CheckmarkCircleRegular,
  ClockRegular,
  CommentRegular,
  EditRegular,
  PersonRegular,
} from '@fluentui/react-icons'
import { useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { Badge } from '../ui/badge.tsx'
import { ChoicesMenu } from '../ui/choices-menu.tsx'
import { GoTo } from '../ui/go-to.tsx'
import { hrefTo } from '../ui/places.ts'
import { Row } from '../ui/rows.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { type Proposal, type Round, useSay } from './rounds.ts'
import { type Asking, SayDialog } from './say-dialog.tsx'

/** A proposal in its author's words, what came of it, and what can be said to it. */
export function ProposalRow({ round, proposal }: { round: Round; proposal: Proposal }) {
  const styles = useProposalStyles()
  const { t } = useStrings()
  const [asking, setAsking] = useState<Asking>()
  const { text, why, question, reply, reason } = proposal
  return (
    <Row title={text} detail={<Origin {...{ round, proposal }} />} figure={<State proposal={proposal} />}>
      {why && <p className={styles.words}>{why}</p>}
      {question && <p className={styles.words}>{t('round.asked', { words: question })}</p>}
      {reply && <p className={styles.words}>{t('round.replied', { words: reply })}</p>}
      {reason && <p className={styles.words}>{t('round.declined', { words: reason })}</p>}
      <WordingNow proposal={proposal} />
      <div className={styles.actions}>
        <Answers {...{ round, proposal }} onAsk={setAsking} />
        <AuthorMoves {...{ round, proposal }} onAsk={setAsking} />
      </div>
      {asking && <SayDialog {...{ round, proposal, asking }} onClose={() => setAsking(undefined)} />}
    </Row>
  )
}

function Origin({ round, proposal }: Given) {
  const { t } = useStrings()
  if (proposal.mine && proposal.kind === 'member') return t('round.mine')
  if (proposal.kind !== 'member')
    return t(`round.kind.${proposal.kind}`, { name: proposal.author?.name ?? '' })
  return proposal.author?.name ?? t(round.anonymous ? 'round.somebody' : 'round.mine')
}

const badges = {
  open: { icon: <ClockRegular />, tone: 'neutral' },
  coached: { icon: <CommentRegular />, tone: 'warning' },
  agreed: { icon: <CheckmarkCircleRegular />, tone: 'good' },
  combined: { icon: <CheckmarkCircleRegular />, tone: 'good' },
  declined: { icon: <ArrowForwardRegular />, tone: 'neutral' },
  withdrawn: { icon: <PersonRegular />, tone: 'neutral' },
} as const

function State({ proposal: { state } }: { proposal: Proposal }) {
  const { t } = useStrings()
  const { icon, tone } = badges[state]
  return (
    <Badge icon={icon} tone={tone}>
      {t(`round.state.${state}`)}
    </Badge>
  )
}

/** Where the objective says it otherwise, both versions stand here, and what the author says to it. */
function WordingNow({ proposal: { wording, objectiveId } }: { proposal: Proposal }) {
  const styles = useProposalStyles()
  const { t } = useStrings()
  if (!wording || !objectiveId) return null
  const link = <GoTo href={hrefTo('objective', { id: objectiveId })}>{wording.title}</GoTo>
  return (
    <p className={styles.words}>
      {t('round.became')} {link}
      {wording.state !== 'same' && ` · ${t(`round.wording.${wording.state}`)}`}
      {wording.words && ` ${t('round.quoted', { words: wording.words })}`}
    </p>
  )
}

interface Given {
  round: Round
  proposal: Proposal
}
type Moves = Given & { onAsk: (asking: Asking) => void }

/** One tap to agree, the rest behind a menu; there is no bare no. */
function Answers({ round, proposal, onAsk }: Moves) {
  const { t } = useStrings()
  if (!proposal.can.answer) return null
  const drafts = round.objectives.filter(({ lifecycle }) => lifecycle === 'draft')
  const choices = [
    ...(drafts.length > 0 ? [{ text: t('round.say.combine'), onPick: () => onAsk('combine') }] : []),
    ...(proposal.kind === 'member' ? [{ text: t('round.say.coach'), onPick: () => onAsk('coach') }] : []),
    ...(proposal.state === 'declined'
      ? []
      : [{ text: t('round.say.decline'), onPick: () => onAsk('decline') }]),
  ]
  return (
    <>
      <TapButton
        icon={<CheckmarkCircleRegular />}
        label={t('round.agreeLabel', { text: proposal.text })}
        onTap={() => onAsk('agree')}
      >
        {t('round.say.agree')}
      </TapButton>
      {choices.length > 0 && (
        <ChoicesMenu label={t('round.more', { text: proposal.text })} choices={choices} />
      )}
    </>
  )
}

function AuthorMoves({ round, proposal, onAsk }: Moves) {
  const { t } = useStrings()
  const action = useSay(round, proposal)
  const { can, wording } = proposal
  return (
    <>
      {can.reword && (
        <TapButton icon={<EditRegular />} onTap={() => onAsk('reword')}>
          {t('round.say.reword')}
        </TapButton>
      )}
      {can.withdraw && (
        <TapButton kind="quiet" busy={action.busy} onTap={() => action.run({ say: 'withdraw' })}>
          {t('round.say.withdraw')}
        </TapButton>
      )}
      {can.reply && (
        <TapButton kind="main" icon={<CommentRegular />} onTap={() => onAsk('reply')}>
          {t('round.say.reply')}
        </TapButton>
      )}
      {can.judge && wording?.state === 'asked' && (
        <>
          <TapButton
            kind="main"
            busy={action.busy}
            onTap={() => action.run({ say: 'wording', verdict: 'agreed', title: wording.title })}
          >
            {t('round.say.meant')}
          </TapButton>
          <TapButton onTap={() => onAsk('notMeant')}>{t('round.say.notMeant')}</TapButton>
        </>
      )}
    </>
  )
}

const useProposalStyles = makeStyles({
  words: { margin: 0, color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    ':not(:empty)': { marginBlockStart: tokens.spacingVerticalS },
  },
})
