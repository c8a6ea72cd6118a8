import { useState } from 'react'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { paths } from '../api/schema.gen.ts'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { useWhy } from './problems.ts'
import { useToasts } from './toasts.tsx'

type Lists<Path> = Path extends `/v1/exports/lists/${infer Name}` ? Name : never
/** A list that can be had as a file. */
export type ListName = Lists<keyof paths>
export const formats = ['xlsx', 'csv'] as const
export type Format = (typeof formats)[number]

/** Fetches a list as a file and hands it to the browser, which keeps it. */
export function useDownload() {
  const api = useApi()
  const { t } = useStrings()
  const { dayOf } = useFormats()
  const { notify } = useToasts()
  const why = useWhy()
  const [busy, setBusy] = useState(false)
  const run = async (list: ListName, format: Format, filters: object = {}) => {
    setBusy(true)
    try {
      // Every list is asked for in the same way; only its filters differ, and those the caller's types hold.
      const url = `/v1/exports/lists/${list}` as '/v1/exports/lists/objectives'
      const asked = api.GET(url, { params: { query: { format, ...filters } }, parseAs: 'blob' })
      keep((await read(asked)) as unknown as Blob, `${list}-${dayOf()}.${format}`)
    } catch (failure) {
      notify({ text: t('download.failed', { why: why(failure) }), kind: 'failed' })
    } finally {
      setBusy(false)
    }
  }
  return { run, busy }
}

/** Keeps a file under its name: a link could not send the token. */
export function keep(file: Blob, name: string): void {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
