import { useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { go } from '../ui/navigation.ts'
import { PersonField } from '../ui/person-field.tsx'
import { pathTo } from '../ui/places.ts'
import { TapButton } from '../ui/tap-button.tsx'
import { useOpen } from './one-on-one.ts'

/** Picks the person to meet, and opens the one-on-one with them. */
export function OpenForm({ me }: { me: string }) {
  const { t } = useStrings()
  const open = useOpen()
  const [who, setWho] = useState<string | null>(null)
  const openIt = () =>
    who &&
    open
      .send(who)
      .then(({ id }) => go(pathTo('oneOnOne', { id })))
      .catch(() => undefined) // the toast has said why
  return (
    <>
      <PersonField
        label={t('oneOnOne.withWhom')}
        value={who}
        without={[me]}
        onChange={(id) => setWho(id || null)}
      />
      <div>
        <TapButton kind="main" disabled={!who} busy={open.busy} onTap={() => void openIt()}>
          {t('oneOnOne.open')}
        </TapButton>
      </div>
    </>
  )
}
