import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'
import { FormDialog } from '../ui/dialogs.tsx'
import { LongTextField } from '../ui/fields.tsx'
import { DialogActions, ModalDialog } from '../ui/modal-dialog.tsx'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { type PastedRow, readPasted } from './paste.ts'

type KeyResult = components['schemas']['KeyResult']
type Replies = components['schemas']['ManyReplies']

/** As many values as the API records in one move. */
const most = 200

interface Outcome {
  rows: PastedRow<KeyResult>[]
  replies: Replies
}

/** Takes values of many measures at once from a sheet: shows what each row means before anything is recorded. */
export function PasteDialog({ onClose }: { onClose: () => void }) {
  const styles = usePasteStyles()
  const { t } = useStrings()
  const record = useRecordMany()
  const [pasted, setPasted] = useState('')
  const [outcome, setOutcome] = useState<Outcome>()
  const rows = useRows(pasted)
  const good = rows.flatMap(({ match, value, problem }) =>
    match && value !== null && !problem ? [{ keyResultId: match.id, value }] : [],
  )
  const wrong =
    rows.length === 0 ? undefined : good.length === 0 ? 'none' : good.length > most ? 'many' : undefined
  const submit = async () => {
    if (good.length > 0 && !wrong) setOutcome({ rows, replies: await record.send(good) })
  }
  if (outcome) return <Results outcome={outcome} onClose={onClose} />
  return (
    <FormDialog
      title={t('paste.title')}
      submit={t('paste.submit', { count: good.length })}
      onSubmit={submit}
      onCancel={onClose}
    >
      <LongTextField
        label={t('paste.label')}
        hint={t('paste.hint')}
        value={pasted}
        maxLength={40_000}
        onChange={setPasted}
      />
      {wrong && (
        <p className={styles.wrong} role="alert">
          {t(`paste.${wrong}`, { count: good.length, most })}
        </p>
      )}
      {rows.length > 0 && <RowsOf title={t('paste.preview')} rows={rows.slice(0, most)} />}
    </FormDialog>
  )
}

function Results({ outcome: { rows, replies }, onClose }: { outcome: Outcome; onClose: () => void }) {
  const { t } = useStrings()
  return (
    <ModalDialog title={t('paste.title')} onCancel={onClose}>
      <RowsOf
        title={t('paste.done', { recorded: replies.recorded, of: rows.length })}
        rows={rows}
        replies={replies}
      />
      <DialogActions>
        <TapButton kind="main" onTap={onClose}>
          {t('dialog.close')}
        </TapButton>
      </DialogActions>
    </ModalDialog>
  )
}

function RowsOf({
  title,
  rows,
  replies,
}: {
  title: string
  rows: PastedRow<KeyResult>[]
  replies?: Replies
}) {
  return (
    <Section title={title}>
      <Rows label={title}>
        {rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a pasted row is known by its place alone
          <PastedValue key={at} row={row} replies={replies} />
        ))}
      </Rows>
    </Section>
  )
}

function PastedValue({ row, replies }: { row: PastedRow<KeyResult>; replies: Replies | undefined }) {
  const { t } = useStrings()
  const { amount } = useFormats()
  const { match, value, problem, text } = row
  if (!match || problem || value === null)
    return <Row title={match?.title ?? text} detail={t(`paste.problem.${problem ?? 'unknown'}`)} />
  const old = match.latest?.value
  const change = t('paste.change', {
    old: old == null ? '–' : amount(old, match.unit),
    new: amount(value, match.unit),
  })
  const reply = replies?.rows.find(({ keyResultId }) => keyResultId === match.id)
  const said = reply && (reply.problem?.detail ?? t('paste.recorded'))
  return <Row title={match.title} detail={said} figure={change} />
}

/** What was pasted, as soon as it is known which measures it may mean. */
function useRows(pasted: string): PastedRow<KeyResult>[] {
  const { intl } = useStrings()
  const candidates = useMine()
  const decimal = intl.formatNumber(1.5).includes(',') ? ',' : '.'
  return candidates ? readPasted(pasted, candidates, decimal) : []
}

/** All measures this person keeps up to date. */
function useMine(): KeyResult[] | undefined {
  const api = useApi()
  const { data } = useQuery({
    queryKey: ['key-results', 'to-paste'],
    queryFn: async ({ signal }) => {
      const found: KeyResult[] = []
      for (let cursor = ''; ; ) {
        const query = { limit: 200, sort: 'title' as const, ...(cursor && { cursor }) }
        const page = await read(api.GET('/v1/key-results', { params: { query }, signal }))
        found.push(...page.data.filter(({ can }) => can.checkIn))
        if (!page.nextCursor) return found
        cursor = page.nextCursor
      }
    },
  })
  return data
}

function useRecordMany() {
  const api = useApi()
  return useAction({
    run: (rows: { keyResultId: string; value: number }[], once) =>
      read(api.POST('/v1/check-ins', { params: { header: once }, body: { rows } })),
    touches: [['key-results'], ['my-week'], ['board'], ['objectives']],
  })
}

const usePasteStyles = makeStyles({
  wrong: { ...typographyStyles.body1Strong, margin: 0, color: tokens.colorStatusDangerForeground1 },
})
