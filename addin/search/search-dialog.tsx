import { Checkbox } from '@fluentui/react-components'
import { type KeyboardEvent, useDeferredValue, useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { TextField } from '../ui/fields.tsx'
import { DialogActions, DialogFields, ModalDialog } from '../ui/modal-dialog.tsx'
import { hrefTo } from '../ui/places.ts'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { type Status, StatusBadge } from '../ui/status-badge.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { type SearchGroup, type SearchHit, slashKeyIsOn, switchSlashKey, useSearch } from './search.ts'

/** Looks for anything by the beginnings of its words, and leads there. */
export function SearchDialog({ onClose }: { onClose: () => void }) {
  const { t } = useStrings()
  const [typed, setTyped] = useState('')
  const [slash, setSlash] = useState(slashKeyIsOn())
  return (
    <ModalDialog title={t('search.title')} onCancel={onClose}>
      <search onKeyDown={alongTheHits}>
        <DialogFields>
          <TextField label={t('search.label')} value={typed} maxLength={100} onChange={setTyped} />
          <Found typed={useDeferredValue(typed)} onClose={onClose} />
          <Checkbox
            label={t('search.slash')}
            checked={slash}
            onChange={(_, { checked }) => {
              switchSlashKey(checked === true)
              setSlash(checked === true)
            }}
          />
        </DialogFields>
      </search>
      <DialogActions>
        <TapButton onTap={onClose}>{t('dialog.close')}</TapButton>
      </DialogActions>
    </ModalDialog>
  )
}

function Found({ typed, onClose }: { typed: string; onClose: () => void }) {
  const { t } = useStrings()
  const { data } = useSearch(typed)
  if (typed.trim() === '' || !data) return null
  if (data.groups.length === 0) return <p role="status">{t('search.none', { q: typed.trim() })}</p>
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a link is a click
    // biome-ignore lint/a11y/noStaticElementInteractions: the links in it are what is used
    <div onClick={(event) => (event.target as Element).closest('a') && onClose()}>
      {data.groups.map((group) => (
        <Group key={group.kind} group={group} />
      ))}
    </div>
  )
}

function Group({ group: { kind, hits, more } }: { group: SearchGroup }) {
  const { t } = useStrings()
  return (
    <Section title={t(`search.kind.${kind}`)} {...(more && { lead: t('search.more') })}>
      <Rows>
        {hits.map((hit) => (
          <Hit key={hit.id} kind={kind} hit={hit} />
        ))}
      </Rows>
    </Section>
  )
}

function Hit({ kind, hit }: { kind: SearchGroup['kind']; hit: SearchHit }) {
  const { title, number, team, status } = hit
  const href = hrefOf(kind, hit.id)
  const isItem = kind === 'objective' || kind === 'key_result'
  return (
    <Row
      title={number === null ? title : `#${number} ${title}`}
      {...(href && { href })}
      detail={team}
      figure={isItem && status && <StatusBadge status={status as Status} />}
    />
  )
}

function hrefOf(kind: SearchGroup['kind'], id: string): string | undefined {
  if (kind === 'objective') return hrefTo('objective', { id })
  if (kind === 'key_result') return hrefTo('keyResult', { id })
  if (kind === 'barrier') return hrefTo('barrier', { id })
  return kind === 'team' ? hrefTo('team', { id }) : undefined
}

/** Arrow keys go from the field along what was found, and back. */
function alongTheHits(event: KeyboardEvent<HTMLElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!step) return
  const stops = [
    ...event.currentTarget.querySelectorAll<HTMLElement>('input[type=text], input:not([type]), a'),
  ]
  const next = stops[stops.indexOf(document.activeElement as HTMLElement) + step]
  if (!next) return
  event.preventDefault()
  next.focus()
}
