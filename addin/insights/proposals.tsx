import { useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { ConfirmDialog } from '../ui/dialogs.tsx'
import { hrefTo } from '../ui/places.ts'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { type Relief, type ReliefProposal, useRelieve } from './insights.ts'

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

type Form = Exclude<Relief, 'ask_again'>

function Proposed({ proposal }: { proposal: ReliefProposal }) {
  const { t } = useStrings()
  const relieve = useRelieve(proposal)
  const [feeding, setFeeding] = useState(false)
  const { title, index, heaviest, checkIns, keyResultId } = proposal
  const forms = proposal.reliefs.filter((one): one is Form => one !== 'ask_again')
  return (
    <Row
      title={title}
      href={hrefTo('keyResult', { id: keyResultId })}
      detail={t('relief.why', { index, heaviest: t(`relief.part.${heaviest}`), count: checkIns })}
      actions={forms.map((relief) => (
        <TapButton
          key={relief}
          busy={relieve.busy}
          label={t(`relief.${relief}Label`, { title })}
          onTap={() => (relief === 'feed_by_program' ? setFeeding(true) : relieve.run(relief))}
        >
          {t(`relief.${relief}`)}
        </TapButton>
      ))}
    >
      {feeding && (
        <ConfirmDialog
          title={t('relief.feedTitle', { title })}
          confirm={t('relief.feed_by_program')}
          onConfirm={() => {
            relieve.run('feed_by_program')
            setFeeding(false)
          }}
          onCancel={() => setFeeding(false)}
        >
          <p>{t('relief.feedHow', { address: `POST /v1/key-results/${keyResultId}/check-ins` })}</p>
        </ConfirmDialog>
      )}
    </Row>
  )
}
