import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { Me } from '../api/provider.tsx'
import { type ForAgenda, ToAgendaProvider } from '../ui/to-agenda.tsx'

const AddDialog = lazy(async () => ({
  default: (await import('../one-on-ones/add-dialog.tsx')).AddDialog,
}))

/** Lets everything below be put on the agenda of a one-on-one; guests have none. */
export function AgendaDoor({ me, children }: { me: Me; children: ReactNode }) {
  const [item, setItem] = useState<ForAgenda>()
  const mine = me.guest ? null : me.memberId
  return (
    <ToAgendaProvider open={mine ? setItem : undefined}>
      {children}
      {item && mine && (
        <Suspense>
          <AddDialog item={item} me={mine} onClose={() => setItem(undefined)} />
        </Suspense>
      )}
    </ToAgendaProvider>
  )
}
