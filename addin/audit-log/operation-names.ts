import { useQuery } from '@tanstack/react-query'
import { useMe } from '../api/provider.tsx'
import { createStrings, type StringKey, useStrings } from '../strings/strings.tsx'

/** What each write is called, by its operationId; only this screen loads them. */
const names = { de: () => import('./operations/de.json'), en: () => import('./operations/en.json') }

export interface OperationNames {
  /** In the words of the workspace; what has no name keeps the API's own. */
  nameOf(operation: string): string
  /** The operations whose name holds what was typed, in the order of their names. */
  named(typed: string): { operation: string; name: string }[]
}

/** The names of all operations in the language of the screen; undefined until they are there. */
export function useOperationNames(): OperationNames | undefined {
  const { catalogue, intl } = useStrings()
  const { data: me } = useMe()
  const language = catalogue.locale.startsWith('de') ? 'de' : 'en'
  const { data } = useQuery({
    queryKey: ['operation-names', language],
    // Where they do not come, the API's own names say it, too.
    queryFn: () =>
      names[language]().then(
        ({ default: texts }) => texts as Record<string, string>,
        () => ({}),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (!data) return undefined
  return operationNames(data, (texts) => {
    const messages = { ...texts, ...wordsAmong(catalogue.messages) }
    return createStrings({ ...catalogue, messages }, intl.timeZone ?? 'UTC', me?.words).t
  })
}

type Say = (texts: Record<string, string>) => (key: StringKey) => string

function operationNames(texts: Record<string, string>, say: Say): OperationNames {
  const t = say(texts)
  const known = (key: string) => (key in texts ? t(key as StringKey) : undefined)
  const all = Object.keys(texts)
    .map((operation) => ({ operation, name: t(operation as StringKey) }))
    .sort((a, b) => a.name.localeCompare(b.name))
  return {
    // 'chat.morning.take' is a button of the card 'chat.morning'.
    nameOf: (operation) =>
      known(operation) ?? known(operation.split('.').slice(0, 2).join('.')) ?? inWords(operation),
    named: (typed) => all.filter(({ name }) => name.toLowerCase().includes(typed.trim().toLowerCase())),
  }
}

function wordsAmong(messages: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(messages).filter(([key]) => key.startsWith('word.')))
}

/** 'createObjective' → 'create objective': the API's own name for it, in words. */
function inWords(operation: string): string {
  return operation.replace(
    /([a-z])([A-Z])/g,
    (_, end: string, begin: string) => `${end} ${begin.toLowerCase()}`,
  )
}
