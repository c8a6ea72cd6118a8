import { SendRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useUnfolded } from '../api/provider.tsx'
import { useStrings } from '../strings/strings.tsx'
import { ChoicesMenu } from './choices-menu.tsx'
import { CloseDialog, OverrideDialog } from './item-dialogs.tsx'
import {
  type ItemKind,
  type MovableItem,
  type PublishRefusal,
  publishRefusal,
  useItemMove,
  useOverride,
  usePublish,
} from './item-moves.ts'
import { TapButton } from './tap-button.tsx'
import { WaiveDialog } from './waive-dialog.tsx'

/** One line of a menu. */
export interface Offer {
  text: string
  onPick: () => void
}

interface ItemMenuProps {
  kind: ItemKind
  item: MovableItem
  /** What else can be done from this page, first in the menu. */
  more?: Offer[]
}

/** What can be done with an item as a whole: publishing a draft as a button, the rest behind a menu. */
export function ItemMenu({ kind, item, more = [] }: ItemMenuProps) {
  const { t } = useStrings()
  const publish = usePublish(kind, item)
  const [asking, setAsking] = useState<'close' | 'override'>()
  const [refusal, setRefusal] = useState<PublishRefusal>()
  const offers = [...more, ...useOffers(kind, item, setAsking)]
  const dialog = { kind, item, onClose: () => setAsking(undefined) }
  return (
    <>
      {item.can.publish && (
        <TapButton
          kind="main"
          icon={<SendRegular />}
          busy={publish.busy}
          onTap={() => void publish.send({}).catch((failure) => setRefusal(publishRefusal(failure)))}
        >
          {t('item.publish')}
        </TapButton>
      )}
      {offers.length > 0 && <ChoicesMenu label={t('item.more', { title: item.title })} choices={offers} />}
      {refusal && <WaiveDialog {...{ kind, item, refusal }} onClose={() => setRefusal(undefined)} />}
      {asking === 'close' && <CloseDialog {...dialog} />}
      {asking === 'override' && <OverrideDialog {...dialog} />}
    </>
  )
}

function useOffers(kind: ItemKind, item: MovableItem, ask: (dialog: 'close' | 'override') => void): Offer[] {
  const { t } = useStrings()
  const move = useItemMove(kind, item)
  const override = useOverride(kind, item)
  const has = useUnfolded()
  const { can } = item
  const offers: [boolean, Offer][] = [
    [can.override, { text: t('item.override'), onPick: () => ask('override') }],
    [
      can.override && item.standing.override !== null,
      { text: t('item.overrideEnd'), onPick: () => override.run({ health: null }) },
    ],
    [can.postpone, { text: t('item.postpone'), onPick: () => move.run('postpone') }],
    [can.resume, { text: t('item.resume'), onPick: () => move.run('resume') }],
    [can.close, { text: t('item.close'), onPick: () => ask('close') }],
    [can.score && has('scores'), { text: t('item.score'), onPick: () => ask('close') }],
    [can.reopen, { text: t('item.reopen'), onPick: () => move.run('reopen') }],
  ]
  return offers.filter(([may]) => may).map(([, offer]) => offer)
}
