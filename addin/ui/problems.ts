import { ApiProblem, type FieldProblem } from '../api/problem.ts'
import { type StringKey, type Strings, useStrings } from '../strings/strings.tsx'

/** Why something failed, in the reader's language; the API's own English only for a code that is new to us. */
export function useWhy(): (failure: unknown) => string {
  const { t, catalogue } = useStrings()
  return (failure) =>
    failure instanceof ApiProblem ? sayProblem(failure, { t, catalogue }) : t('state.failed.why')
}

type Said = Pick<ApiProblem, 'code' | 'detail'> & Partial<Pick<ApiProblem, 'fields' | 'body'>>
type Language = Pick<Strings, 't' | 'catalogue'>

/** A problem as one or two sentences: what is wrong with each field where it is about fields, else by its code. */
export function sayProblem({ code, detail, fields = [], body }: Said, language: Language): string {
  const { t } = language
  const { path, because } = (body ?? {}) as Extra
  const ofFields = [...new Set(fields.map((field) => sayField(field, language)))]
  if (code === 'invalid' && ofFields.length > 0) return ofFields.join(' ')
  const key = [`problem.because.${because}`, `problem.${code}`].find((one) => isText(one, language))
  if (!key) return detail ?? t('state.failed.why')
  const place = fields[0]?.code === code && placeOf(fields[0], t)
  const text = t(key as StringKey, { way: wayIn(path) })
  return place ? `${place}: ${text}` : text
}

interface Extra {
  path?: { title: string | null }[]
  because?: string
}

/** What is wrong with one field: by its name and code where that says more, else by its code. */
function sayField({ pointer, code, detail }: FieldProblem, language: Language): string {
  const name = pointer
    .split('/')
    .filter((part) => !/^\d*$/.test(part))
    .at(-1)
  const key = [`problem.at.${name}.${code}`, `problem.field.${code}`].find((one) => isText(one, language))
  return key ? language.t(key as StringKey) : detail
}

function isText(key: string, { catalogue }: Language): boolean {
  return key in catalogue.messages
}

/** Where in a file: '/rows/5' as people count. */
function placeOf({ pointer }: FieldProblem, t: Strings['t']): string | undefined {
  const row = /^\/rows\/(\d+)/.exec(pointer)?.[1]
  if (row) return t('import.place.row', { row: Number(row) })
  return pointer.split('/')[1]?.replaceAll('~1', '/').replaceAll('~0', '~') || undefined
}

/** The circle that a refused contribution would close, as far as it may be seen. */
function wayIn(path: Extra['path'] = []): string {
  return [...path, ...path.slice(0, 1)].map(({ title }) => title ?? '…').join(' → ')
}
