import { AddRegular, EditRegular, HistoryRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import type { EditedKeyResult, KeyResult } from './key-result.ts'
import { PhasedTargetsDialog } from './phased-targets-dialog.tsx'

/** The values expected on the way, and every target there was before. */
export function Targets({ item, reload }: EditedKeyResult) {
  const { t } = useStrings()
  const [editing, setEditing] = useState(false)
  const { phasedTargets, targetEdits, can, kind } = item.data
  const mayPlan = can.edit && kind !== 'done'
  if (phasedTargets.length + targetEdits.length === 0 && !mayPlan) return null
  const edit = mayPlan && (
    <TapButton
      kind="quiet"
      icon={phasedTargets.length === 0 ? <AddRegular /> : <EditRegular />}
      label={t('people.change', { title: t('targets.title') })}
      onTap={() => setEditing(true)}
    >
      {t('item.edit')}
    </TapButton>
  )
  return (
    <Section
      title={t('targets.title')}
      actions={edit}
      {...(phasedTargets.length === 0 && { lead: t('targets.none') })}
    >
      <Phases keyResult={item.data} />
      <Edits keyResult={item.data} />
      {editing && <PhasedTargetsDialog item={item} reload={reload} onClose={() => setEditing(false)} />}
    </Section>
  )
}

function Phases({ keyResult: { phasedTargets, unit } }: { keyResult: KeyResult }) {
  const { t } = useStrings()
  const { amount, day } = useFormats()
  if (phasedTargets.length === 0) return null
  return (
    <Rows label={t('targets.title')}>
      {phasedTargets.map((phase) => (
        <Row
          key={phase.day}
          title={amount(phase.value, unit)}
          detail={t('targets.by', { day: day(phase.day) })}
        />
      ))}
    </Rows>
  )
}

/** Every change of baseline or target, the newest first, with its reason. */
function Edits({ keyResult: { targetEdits, unit } }: { keyResult: KeyResult }) {
  const { t } = useStrings()
  const { amount, instant } = useFormats()
  if (targetEdits.length === 0) return null
  return (
    <Rows label={t('targets.edits')}>
      {targetEdits.map((edit) => (
        <Row
          key={edit.at}
          start={<HistoryRegular aria-hidden />}
          title={t('targets.edit', {
            before: t('targets.fromTo', {
              from: amount(edit.baselineBefore, unit),
              to: amount(edit.targetBefore, unit),
            }),
            after: t('targets.fromTo', {
              from: amount(edit.baselineAfter, unit),
              to: amount(edit.targetAfter, unit),
            }),
          })}
          detail={[instant(edit.at), edit.reason].filter(Boolean).join(' · ')}
        />
      ))}
    </Rows>
  )
}
