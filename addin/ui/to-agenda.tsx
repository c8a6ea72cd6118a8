import { ChatAddRegular } from '@fluentui/react-icons'
import { createContext, type ReactNode, useContext } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { TapButton } from './tap-button.tsx'

/** What can be spoken about in a one-on-one. */
export interface ForAgenda {
  kind: 'objective' | 'key_result' | 'step' | 'barrier' | 'win' | 'comment'
  id: string
  /** What it is called. */
  title: string
  /** With whom, the likeliest first; oneself does not count. */
  suggest: readonly (string | null | undefined)[]
  /** Whose leader it is if nobody else. */
  teamId?: string
}

const Door = createContext<((item: ForAgenda) => void) | undefined>(undefined)

/** Says how something is put on the agenda of a one-on-one, for everything below. */
export function ToAgendaProvider(props: {
  open: ((item: ForAgenda) => void) | undefined
  children: ReactNode
}) {
  return <Door.Provider value={props.open}>{props.children}</Door.Provider>
}

/** Opens the form that puts something on an agenda; undefined for whom there is none, as for guests. */
export function useToAgenda(): ((item: ForAgenda) => void) | undefined {
  return useContext(Door)
}

/** Puts an item on the agenda of a one-on-one. */
export function ToAgendaButton({ item }: { item: ForAgenda }) {
  const { t } = useStrings()
  const open = useToAgenda()
  if (!open) return null
  return (
    <TapButton
      kind="quiet"
      icon={<ChatAddRegular />}
      label={t('oneOnOne.addThisLabel', { title: item.title })}
      onTap={() => open(item)}
    >
      {t('oneOnOne.addThis')}
    </TapButton>
  )
}
