import { AddRegular, CalendarLtrRegular, EditRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Badge } from '../ui/badge.tsx'
import { ConfirmDialog } from '../ui/dialogs.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { CycleDialog } from './cycle-dialog.tsx'
import { type Cycle, type CycleMove, useCycles, useMoveCycle } from './cycles.ts'

/** The periods of the workspace: which is planned, which runs, which is over. */
export function CyclesSettings() {
  const { t } = useStrings()
  const [making, setMaking] = useState(false)
  const query = useCycles()
  const add = (
    <TapButton icon={<AddRegular />} onTap={() => setMaking(true)}>
      {t('cycle.add')}
    </TapButton>
  )
  return (
    <Section title={t('settings.cycles')} lead={t('cycle.lead')} actions={add}>
      <Loaded query={query}>
        {({ data }) => (
          <Rows label={t('settings.cycles')}>
            {data.map((cycle) => (
              <CycleRow key={cycle.id} cycle={cycle} />
            ))}
          </Rows>
        )}
      </Loaded>
      {making && <CycleDialog latest={query.data?.data[0]} onClose={() => setMaking(false)} />}
    </Section>
  )
}

const moves: CycleMove[] = ['start', 'review', 'close']

function CycleRow({ cycle }: { cycle: Cycle }) {
  const { t } = useStrings()
  const { dayInFull } = useFormats()
  const [asking, setAsking] = useState<'edit' | CycleMove>()
  const { name, startDay, endDay, state, can } = cycle
  const next = moves.find((move) => can[move])
  return (
    <Row
      title={name}
      detail={t('cycle.days', { from: dayInFull(startDay), to: dayInFull(endDay) })}
      figure={
        <Badge tone={state === 'active' ? 'brand' : 'neutral'} icon={<CalendarLtrRegular />}>
          {t(`cycle.state.${state}`)}
        </Badge>
      }
      actions={
        <>
          {can.edit && (
            <TapButton
              kind="quiet"
              icon={<EditRegular />}
              label={t('settings.editWhat', { what: name })}
              onTap={() => setAsking('edit')}
            >
              {t('item.edit')}
            </TapButton>
          )}
          {next && (
            <TapButton label={t(`cycle.move.${next}Label`, { name })} onTap={() => setAsking(next)}>
              {t(`cycle.move.${next}`)}
            </TapButton>
          )}
        </>
      }
    >
      {asking === 'edit' && <CycleDialog cycle={cycle} onClose={() => setAsking(undefined)} />}
      {asking && asking !== 'edit' && (
        <MoveDialog cycle={cycle} move={asking} onClose={() => setAsking(undefined)} />
      )}
    </Row>
  )
}

function MoveDialog({ cycle, move, onClose }: { cycle: Cycle; move: CycleMove; onClose: () => void }) {
  const { t } = useStrings()
  const action = useMoveCycle(cycle)
  return (
    <ConfirmDialog
      title={t(`cycle.move.${move}Label`, { name: cycle.name })}
      confirm={t(`cycle.move.${move}`)}
      onConfirm={() => {
        action.run(move)
        onClose()
      }}
      onCancel={onClose}
    >
      {t(`cycle.move.${move}Why`)}
    </ConfirmDialog>
  )
}
