import { useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { ConfirmDialog } from '../ui/dialogs.tsx'
import { useFactStyles } from '../ui/item-facts.tsx'
import { hrefTo } from '../ui/places.ts'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { type Relief, type ReliefProposal, useAskAgain, useRelieve } from './insights.ts'

/** Measures whose check-ins are a burden, and what would help: one tap does it. */
export function Proposals({ proposals }: { proposals: ReliefProposal[] }) {
  const { t } = useStrings()
  if (proposals.length === 0) return null
  return (
    <Section title={t('relief.title')} count={proposals.length} lead={t('relief.lead')}>
      <Rows label={t('relief.title')}>
        {proposals.map((proposal) => (
          <Proposed key={proposal.keyResultId} proposal={proposal} />
        ))}
      </Rows>
    </Section>
  )
}

function Proposed({ proposal }: { proposal: ReliefProposal }) {
  const styles = useFactStyles()
  const { t } = useStrings()
  const relieve = useRelieve(proposal)
  const again = useAskAgain(proposal)
  const [feeding, setFeeding] = useState(false)
  const { title, index, heaviest, checkIns, keyResultId } = proposal
  const taps = { ask_again: () => again.run(undefined), feed_by_program: () => setFeeding(true) }
  return (
    <Row
      title={title}
      href={hrefTo('keyResult', { id: keyResultId })}
      detail={t('relief.why', { index, heaviest: t(`relief.part.${heaviest}`), count: checkIns })}
      actions={proposal.reliefs.map((relief) => (
        <TapButton
          key={relief}
          {...(relief === 'ask_again' && { kind: 'main' })}
          busy={again.busy || relieve.busy}
          label={t(`relief.${relief}Label`, { title })}
          onTap={() => (isOwn(relief) ? taps[relief]() : relieve.run(relief))}
        >
          {t(`relief.${relief}`)}
        </TapButton>
      ))}
    >
      {proposal.asking && <p className={styles.quiet}>{t('relief.asking')}</p>}
      {proposal.lowPulse && <p className={styles.quiet}>{t('relief.lowPulse')}</p>}
      {feeding && (
        <FeedDialog
          {...{ title, keyResultId }}
          onFeed={() => relieve.run('feed_by_program')}
          onClose={() => setFeeding(false)}
        />
      )}
    </Row>
  )
}

/** What is not one tap on the form: people are asked, or told how a program feeds the number. */
function isOwn(relief: Relief): relief is 'ask_again' | 'feed_by_program' {
  return relief === 'ask_again' || relief === 'feed_by_program'
}

interface FeedDialogProps {
  title: string
  keyResultId: string
  onFeed: () => void
  onClose: () => void
}

function FeedDialog({ title, keyResultId, onFeed, onClose }: FeedDialogProps) {
  const { t } = useStrings()
  const feed = () => {
    onFeed()
    onClose()
  }
  return (
    <ConfirmDialog
      title={t('relief.feedTitle', { title })}
      confirm={t('relief.feed_by_program')}
      onConfirm={feed}
      onCancel={onClose}
    >
      <p>{t('relief.feedHow', { address: `POST /v1/key-results/${keyResultId}/check-ins` })}</p>
    </ConfirmDialog>
  )
}
