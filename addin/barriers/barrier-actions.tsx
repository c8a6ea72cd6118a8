import { CheckmarkRegular, HandRightRegular } from '@fluentui/react-icons'
import { lazy, type ReactElement, Suspense, useState } from 'react'
import { useFormats } from '../strings/formats.ts'
import { type StringKey, useStrings } from '../strings/strings.tsx'
import { ChoicesMenu } from '../ui/choices-menu.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { type BarrierSummary, isMissed, type Move, nameIn, type Said, useMove, useName } from './moves.ts'
import type { Asking } from './words-dialog.tsx'

const WordsDialog = lazy(async () => ({ default: (await import('./words-dialog.tsx')).WordsDialog }))

/** What this person can do with a barrier: the one or two likely moves as buttons, the rest behind a menu. */
export function BarrierActions({ barrier }: { barrier: BarrierSummary }) {
  const { t } = useStrings()
  const action = useMove(barrier)
  const name = useName(barrier)
  const [asking, setAsking] = useState<Asking>()
  const { main, second, more } = offersOf(barrier)
  const said = useOfferText(barrier)
  const act = (offer: Offer) => (offer.asks ? setAsking(offer.asks) : action.run(offer.sends))
  const button = (offer: Offer, kind: 'main' | 'second') => (
    <TapButton
      key={offer.text}
      kind={kind}
      busy={action.busy}
      {...iconOf(offer)}
      label={t('barrier.tap', { what: said(offer), name })}
      onTap={() => act(offer)}
    >
      {said(offer)}
    </TapButton>
  )
  return (
    <>
      {main.map((offer) => button(offer, 'main'))}
      {second.map((offer) => button(offer, 'second'))}
      {more.length > 0 && (
        <ChoicesMenu
          label={t('barrier.more', { name })}
          choices={more.map((offer) => ({ text: said(offer), onPick: () => act(offer) }))}
        />
      )}
      {asking && (
        <Suspense>
          <WordsDialog barrier={barrier} move={asking} onClose={() => setAsking(undefined)} />
        </Suspense>
      )}
    </>
  )
}

/** What stands on an offer's button: whom it is sent to, and the very day that it promises. */
function useOfferText(barrier: BarrierSummary): (offer: Offer) => string {
  const { t } = useStrings()
  const { dayInShort } = useFormats()
  const name = barrier.asked ? nameIn(barrier, barrier.asked.memberId) : ''
  return ({ text, day }) => t(text, { name, day: day ? dayInShort(day) : '' })
}

function iconOf({ sends: { move } }: Offer): { icon?: ReactElement } {
  if (move === 'take') return { icon: <HandRightRegular /> }
  return move === 'clear' || move === 'confirm' ? { icon: <CheckmarkRegular /> } : {}
}

interface Offer {
  text: StringKey
  sends: Said & { move: Move }
  /** Opens a dialog first, for the words, person or date the move needs. */
  asks?: Asking
  /** The day that it promises. */
  day?: string
}

const send = (text: StringKey, sends: Offer['sends']): Offer => ({ text, sends })
const ask = (text: StringKey, asks: Asking): Offer => ({ text, sends: { move: asks }, asks })

const take = (day: string): Offer => ({ ...send('barrier.move.take', { move: 'take', by: day }), day })

function offersOf(barrier: BarrierSummary): Record<'main' | 'second' | 'more', Offer[]> {
  const { can, state, asked, takeBy } = barrier
  const fresh = can.take && state !== 'taken'
  const missed = can.take && isMissed(barrier)
  return {
    main: pick([
      [can.raise, send(asked ? 'barrier.move.raise' : 'barrier.move.raiseNow', { move: 'raise' })],
      [missed, ask('barrier.move.newDate', 'take')],
      [fresh, take(takeBy?.thisWeek ?? '')],
      [can.clear && !fresh, send('barrier.move.clear', { move: 'clear' })],
      [can.confirm, send('barrier.move.confirm', { move: 'confirm' })],
      [can.answer, ask('barrier.move.answer', 'answer')],
    ]).slice(0, 1),
    second: pick([
      [missed && can.clear, send('barrier.move.clear', { move: 'clear' })],
      [fresh && can.handOn, ask('barrier.move.handOn', 'handOn')],
      [can.reopen, send('barrier.move.reopen', { move: 'reopen' })],
    ]).slice(0, 1),
    more: pick(moreOf(barrier, fresh)),
  }
}

const pick = (offers: [boolean, Offer][]) => offers.filter(([may]) => may).map(([, offer]) => offer)

function moreOf({ can, takeBy }: BarrierSummary, fresh: boolean): [boolean, Offer][] {
  return [
    [can.decide, ask('barrier.move.decide', 'decide')],
    [can.take, send('barrier.move.takeToday', { move: 'take', by: 'today' })],
    [can.take, take(takeBy?.nextWeek ?? '')],
    [can.take, ask('barrier.move.takeDate', 'take')],
    [fresh && can.clear, send('barrier.move.clear', { move: 'clear' })],
    [can.clear, ask('barrier.move.clearHow', 'clear')],
    [can.handOn && !fresh, ask('barrier.move.handOn', 'handOn')],
    [can.askBack, ask('barrier.move.askBack', 'askBack')],
    [can.cant, ask('barrier.move.cant', 'cant')],
    [can.offerHelp, send('barrier.move.offerHelp', { move: 'offerHelp' })],
    [can.withdraw, send('barrier.move.withdraw', { move: 'withdraw' })],
  ]
}
