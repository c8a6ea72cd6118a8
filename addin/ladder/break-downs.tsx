import { StepsRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Api, read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { type Once, useAction } from '../ui/action.ts'
import { FormDialog } from '../ui/dialogs.tsx'
import { TextField } from '../ui/fields.tsx'
import { hrefTo } from '../ui/places.ts'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'

type BreakDown = components['schemas']['BreakDown']

const touches = [['break-downs'], ['key-results'], ['my-week'], ['board']]

/** What a leader is asked to help break down; nothing at all where there is nothing. */
export function BreakDowns() {
  const { t } = useStrings()
  const api = useApi()
  const { data } = useQuery({
    queryKey: ['break-downs'],
    queryFn: ({ signal }) => read(api.GET('/v1/break-downs', { signal })),
  })
  if (!data || data.data.length === 0) return null
  return (
    <Section title={t('breakDown.title')} count={data.data.length} lead={t('breakDown.lead')}>
      <Rows label={t('breakDown.title')}>
        {data.data.map((row) => (
          <BreakDownRow key={row.id} row={row} />
        ))}
      </Rows>
    </Section>
  )
}

function BreakDownRow({ row }: { row: BreakDown }) {
  const { t } = useStrings()
  const { day } = useFormats()
  const settle = useSettle()
  const [open, setOpen] = useState(false)
  const { keyResult, owner, since, room } = row
  const actions = (
    <>
      {room > 0 && (
        <TapButton
          kind="main"
          label={t('breakDown.suggestLabel', { title: keyResult.title })}
          onTap={() => setOpen(true)}
        >
          {t('breakDown.suggest')}
        </TapButton>
      )}
      <TapButton
        label={t('breakDown.settleLabel', { title: keyResult.title })}
        busy={settle.busy}
        onTap={() => settle.run(row)}
      >
        {t('breakDown.settle')}
      </TapButton>
    </>
  )
  return (
    <Row
      start={<StepsRegular aria-hidden />}
      title={keyResult.title}
      href={hrefTo('keyResult', { id: keyResult.id })}
      detail={t('breakDown.since', { name: owner.name, day: day(since) })}
      actions={actions}
    >
      {open && <SuggestDialog row={row} onClose={() => setOpen(false)} />}
    </Row>
  )
}

/** Up to three small steps in one form; one is enough. */
function SuggestDialog({ row, onClose }: { row: BreakDown; onClose: () => void }) {
  const { t } = useStrings()
  const suggest = useSuggest(row)
  const [texts, setTexts] = useState<string[]>(Array.from({ length: row.room }, () => ''))
  const said = texts.map((text) => text.trim()).filter((text) => text !== '')
  return (
    <FormDialog
      title={t('breakDown.dialog', { title: row.keyResult.title })}
      submit={t('breakDown.send', { name: row.owner.name })}
      onSubmit={() => (said.length === 0 ? Promise.resolve() : suggest.send(said).then(onClose))}
      onCancel={onClose}
    >
      {texts.map((text, place) => (
        <TextField
          // biome-ignore lint/suspicious/noArrayIndexKey: the fields are their places
          key={place}
          label={t('breakDown.step', { number: place + 1 })}
          value={text}
          {...(place === 0 && { hint: t('breakDown.hint') })}
          onChange={(changed) => setTexts(texts.with(place, changed))}
        />
      ))}
    </FormDialog>
  )
}

function useSuggest(row: BreakDown) {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (texts: string[], once) =>
      read(
        api.POST('/v1/break-downs/{id}/suggest', {
          params: { path: { id: row.id }, header: once },
          body: { steps: texts.map((text) => ({ text })) },
        }),
      ),
    touches,
    done: () => t('breakDown.suggested', { name: row.owner.name }),
    undo: (_, __, once) => takeBack(api, row, once),
  })
}

function useSettle() {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (row: BreakDown, once) =>
      read(api.POST('/v1/break-downs/{id}/settle', { params: { path: { id: row.id }, header: once } })),
    touches,
    done: (_, row) => t('breakDown.settled', { title: row.keyResult.title }),
    undo: (_, row, once) => takeBack(api, row, once),
  })
}

function takeBack(api: Api, { id }: BreakDown, header: Once) {
  return read(api.POST('/v1/break-downs/{id}/undo', { params: { path: { id }, header } }))
}
