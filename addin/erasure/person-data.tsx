import { ArrowDownloadRegular, DeleteRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { type Person, useTakeData } from './data.ts'
import { EraseDialog } from './erase-dialog.tsx'

/** All that there is of the reader, as one file. */
export function MyData({ person }: { person: Person }) {
  const { t } = useStrings()
  return (
    <Section
      title={t('erasure.mine')}
      lead={t('erasure.mineLead')}
      actions={<TakeButton person={person} label={t('erasure.takeMine')} />}
    >
      {null}
    </Section>
  )
}

/** What an admin may hand over of a person, and how they are erased. */
export function PersonData({ person }: { person: Person }) {
  const { t } = useStrings()
  const [erasing, setErasing] = useState(false)
  const { exportData, erase } = person.can
  if (!exportData && !erase) return null
  const actions = (
    <>
      {exportData && <TakeButton person={person} label={t('erasure.take')} />}
      {erase && (
        <TapButton icon={<DeleteRegular />} onTap={() => setErasing(true)}>
          {t('erasure.erase')}
        </TapButton>
      )}
    </>
  )
  return (
    <Section title={t('erasure.title')} lead={t('erasure.lead')} actions={actions}>
      {erasing && <EraseDialog person={person} onClose={() => setErasing(false)} />}
    </Section>
  )
}

function TakeButton({ person, label }: { person: Person; label: string }) {
  const { run, busy } = useTakeData(person)
  return (
    <TapButton icon={<ArrowDownloadRegular />} busy={busy} onTap={() => run({})}>
      {label}
    </TapButton>
  )
}
