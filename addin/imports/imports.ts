import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'

type Schemas = components['schemas']
export type Import = Schemas['Import']
export type ImportSummary = Schemas['ImportSummary']
export type ImportPerson = Schemas['ImportPerson']
export type ImportLine = Schemas['ImportLine']
export type Level = ImportLine['level']
/** Who the people of a file are, by userKey: a member's id, 'new' or 'skip'. */
export type Decisions = Record<string, string>

/** What is decided between trying a file and bringing it over. */
export interface Decided {
  people: Decisions
  /** Of an archive: its admins are admins here, too. */
  keepAdmins: boolean
}

/** What a person should look at first stands first. */
export const levels: Level[] = ['review', 'changed', 'kept', 'note', 'done']

/** How often a running import is asked how far it is, in milliseconds. */
const whileRunning = 1000

/** The latest imports; asked again and again as long as one runs, or is being sent. */
export function useImports(sending: boolean) {
  const api = useApi()
  return useQuery({
    queryKey: ['imports'],
    queryFn: ({ signal }) => read(api.GET('/v1/imports', { params: { query: { limit: 10 } }, signal })),
    refetchInterval: ({ state }) =>
      sending || state.data?.data[0]?.state === 'running' ? whileRunning : false,
  })
}

/** One import with its people and teams. */
export function useImport(id: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['imports', id],
    queryFn: ({ signal }) => read(api.GET('/v1/imports/{id}', { params: { path: { id } }, signal })),
  })
}

/** The lines of one level of a report, a page at a time. */
export function useLines(id: string, level: Level, open: boolean) {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: ['imports', id, level],
    enabled: open,
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const query = { level, ...(pageParam && { cursor: pageParam }) }
      return read(api.GET('/v1/imports/{id}/report', { params: { path: { id }, query }, signal }))
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
}

/** The words of the file that a sentence of the report quotes. */
export const quotedIn = (sentence: string) => sentence.match(/“[^”]*”/g) ?? []

/** A file to be tried or brought over. Two files differ by more than their name, for they are sent under one key each. */
export interface Sending extends Decided {
  file: File
  stamp: string
  dryRun: boolean
}

/** What tells a file from an earlier one of the same name. */
export const stampOf = ({ name, size, lastModified }: File) => `${name} ${size} ${lastModified}`

/** Sends a file; its end is told by the page, for whoever stays, and by the list of imports. */
export function useSendImport() {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (sending: Sending, once) =>
      read(
        api.POST('/v1/imports', {
          params: { header: once },
          body: { file: sending.file.name, dryRun: sending.dryRun, people: sending.people },
          bodySerializer: () => formOf(sending),
        }),
      ),
    touches: [['imports'], ['board'], ['my-week'], ['teams'], ['objectives'], ['key-results'], ['cycles']],
    failed: () => t('import.failed'),
  })
}

function formOf({ file, dryRun, people, keepAdmins }: Sending): FormData {
  const form = new FormData()
  form.set('dryRun', JSON.stringify(dryRun))
  form.set('keepAdmins', JSON.stringify(keepAdmins))
  form.set('people', JSON.stringify(people))
  form.set('file', file)
  return form
}
