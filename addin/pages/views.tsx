import { BookmarkAddRegular, SaveRegular } from '@fluentui/react-icons'
import { useDeferredValue, useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { ChoicesMenu } from '../ui/choices-menu.tsx'
import { DownloadMenu } from '../ui/download-menu.tsx'
import { GoTo } from '../ui/go-to.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { hrefTo, pathTo } from '../ui/places.ts'
import { ShareButton } from '../ui/share-button.tsx'
import { NotFound } from '../ui/states.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { FilterFields } from '../views/filters.tsx'
import { ItemList } from '../views/item-list.tsx'
import { RenameViewDialog, SaveViewDialog } from '../views/name-dialog.tsx'
import { ViewDoors } from '../views/view-doors.tsx'
import {
  builtInLooking,
  type Looking,
  type SavedView,
  shows,
  useChangeView,
  useRemoveView,
  useSavedViews,
} from '../views/views.ts'
import type { PageProps } from './routes.ts'

/** Goals and measures as lists: the views that everybody has, and one's own. */
export function ViewsPage({ id }: PageProps) {
  const here = id || 'mine'
  return (
    <Loaded query={useSavedViews()} lines={8}>
      {({ data }) => <View key={here} here={here} saved={data} />}
    </Loaded>
  )
}

function View({ here, saved }: { here: string; saved: SavedView[] }) {
  const { t } = useStrings()
  const own = saved.find(({ id }) => id === here)
  const base = own ?? builtInLooking(here)
  const [changed, setChanged] = useState<Looking>()
  const looking = useDeferredValue(changed ?? base)
  const show = shows.find((one) => one === looking?.filters.show)
  const name = own?.name ?? t(`views.show.${builtInLooking(here) ? (show ?? 'all') : 'all'}`)
  if (!base || !looking) return <Unknown {...{ here, saved }} />
  const shown = changed ?? base
  return (
    <Page
      title={t('views.title')}
      lead={t(`views.lead.${show ?? 'all'}`)}
      actions={<Actions {...{ own, here, name, looking: shown }} changed={changed !== undefined} />}
    >
      <ViewDoors here={here} saved={saved} />
      <FilterFields value={shown.filters} onChange={(filters) => setChanged({ filters, sort: shown.sort })} />
      <ItemList
        looking={looking}
        label={name}
        empty={t(`views.empty.${show ?? 'all'}`)}
        instead={<Instead {...{ here, looking: shown }} onWiden={setChanged} />}
        onSort={(sort) => setChanged({ filters: shown.filters, sort })}
      />
    </Page>
  )
}

interface InsteadProps {
  here: string
  looking: Looking
  onWiden: (to: Looking) => void
}

/** What to do about an empty list: leave the filters out, see what the team works on, or see everything. */
function Instead({ here, looking: { filters, sort }, onWiden }: InsteadProps) {
  const { t } = useStrings()
  const { show, ...narrowing } = filters
  if (Object.keys(narrowing).length > 0)
    return (
      <TapButton onTap={() => onWiden({ filters: show ? { show } : {}, sort })}>{t('views.widen')}</TapButton>
    )
  const toTeam = show === 'mine' || here === 'all'
  return (
    <GoTo kind="button" href={toTeam ? hrefTo('teams') : hrefTo('view', { id: 'all' })}>
      {t(toTeam ? 'views.toTeam' : 'views.toAll')}
    </GoTo>
  )
}

/** A view that is gone, or somebody else's; the others are still there. */
function Unknown({ here, saved }: { here: string; saved: SavedView[] }) {
  const { t } = useStrings()
  return (
    <Page title={t('views.title')}>
      <ViewDoors here={here} saved={saved} />
      <NotFound />
    </Page>
  )
}

interface ActionsProps {
  own: SavedView | undefined
  here: string
  name: string
  looking: Looking
  changed: boolean
}

function Actions({ own, here, name, looking, changed }: ActionsProps) {
  const { t } = useStrings()
  const [saving, setSaving] = useState(false)
  const { filters, sort } = looking
  return (
    <>
      {changed && (
        <TapButton icon={<BookmarkAddRegular />} onTap={() => setSaving(true)}>
          {t('views.save')}
        </TapButton>
      )}
      <DownloadMenu list="items" filters={{ ...filters, sort }} />
      {own ? (
        <OwnActions view={own} {...(changed && { looking: { filters, sort } })} />
      ) : (
        <ShareButton path={pathTo('view', { id: here })} label={name} />
      )}
      {saving && <SaveViewDialog looking={{ filters, sort }} onClose={() => setSaving(false)} />}
    </>
  )
}

function OwnActions({ view, looking }: { view: SavedView; looking?: Looking }) {
  const { t } = useStrings()
  const change = useChangeView(view)
  const remove = useRemoveView(view)
  const [renaming, setRenaming] = useState(false)
  return (
    <>
      {looking && (
        <TapButton icon={<SaveRegular />} busy={change.busy} onTap={() => change.run(looking)}>
          {t('views.saveChange')}
        </TapButton>
      )}
      <ChoicesMenu
        label={t('item.more', { title: view.name })}
        choices={[
          { text: t('views.rename'), onPick: () => setRenaming(true) },
          { text: t('views.remove'), onPick: () => remove.run(view.id) },
        ]}
      />
      {renaming && <RenameViewDialog view={view} onClose={() => setRenaming(false)} />}
    </>
  )
}
