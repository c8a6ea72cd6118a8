import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv2020 from 'ajv/dist/2020.js'
import type { Example } from '../../api/http/contract.ts'
import { formats } from '../../api/http/formats.ts'
import type { Reply, TestApp } from '../support/app.ts'
import { root } from '../support/sources.ts'
import type { Asked, CallerName, OperationOf } from './matrix.ts'

type Examples = Record<string, Example>

/** Whose reply is shown, if several are answered: who may do most with it of those it belongs to. */
const preferred: CallerName[] = ['owner', 'leader', 'admin', 'member', 'otherLeader', 'guest']
const writing = process.env.EXAMPLES === 'write'
const fileOf = (tag: string) => join(root, 'api', tag, 'examples.json')

function read(tag: string): Examples {
  return existsSync(fileOf(tag)) ? JSON.parse(readFileSync(fileOf(tag), 'utf8')) : {}
}

/**
 * The examples of the OpenAPI document beside what the matrix is really answered: missing or stale ones are flaws. With
 * `npm run examples` those, and only those, are written anew.
 */
export function examplesOf({ app }: TestApp, operations: readonly OperationOf[]) {
  const document = app.swagger() as object
  const ajv = new Ajv2020.default({ strict: false, validateFormats: true, formats })
  ajv.addSchema(document, 'api')
  const tags = [...new Set(operations.map(({ tag }) => tag))]
  const kept = Object.fromEntries(tags.map((tag) => [tag, read(tag)]))
  let changed = false

  const misfits = ({ method, path, content }: OperationOf, { body, reply }: Example): string[] => {
    const at = `api#/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1')}/${method.toLowerCase()}`
    return [
      ...(body === undefined ? [] : misfit(ajv, `${at}/requestBody/${json}`, body, 'body')),
      ...misfit(ajv, `${at}/responses/${content}/${json}`, reply, 'reply'),
    ]
  }

  return {
    /** Whether the operation answers with JSON, of which there is an example. */
    has: ({ content }: OperationOf) => content !== null,

    /** What is wrong with the example of an operation, by the replies of its first row. */
    flaws(operation: OperationOf, asked: Partial<Record<CallerName, [Asked, Reply]>>): string[] {
      const { operationId, tag } = operation
      const [question, answer] = preferred.map((name) => asked[name]).find((found) => found)!
      const fresh = exampleOf(question, answer)
      const known = kept[tag]![operationId]
      const found = known
        ? [...misfits(operation, known), ...differences(known.reply, fresh.reply)]
        : ['there is none']
      if (found.length > 0 && writing) {
        kept[tag]![operationId] = fresh
        changed = true
        return misfits(operation, fresh)
      }
      return found
    },

    /** Writes what is new, and leaves out operations that are no more. */
    write(): void {
      if (!writing || !changed) return
      for (const tag of tags) {
        const ids = operations
          .filter((operation) => operation.tag === tag)
          .map(({ operationId }) => operationId)
        const left = ids.flatMap((id) => (kept[tag]![id] ? [[id, kept[tag]![id]]] : []))
        writeFileSync(fileOf(tag), `${JSON.stringify(Object.fromEntries(left), null, 2)}\n`)
      }
    },
  }
}

const json = 'content/application~1json/schema'

function misfit(ajv: Ajv2020.default, pointer: string, value: unknown, what: string): string[] {
  const fits = ajv.compile({ $ref: pointer })
  return fits(value)
    ? []
    : (fits.errors ?? []).map((error) => `${what}${error.instancePath}: ${error.message}`)
}

/** What was asked and answered, so that it reads the same whenever it is recorded: ids, instants, secrets, length. */
function exampleOf({ params, body }: Asked, reply: Reply): Example {
  const sent = body === undefined || Buffer.isBuffer(body) ? {} : { body }
  const text = JSON.stringify({ ...(params && { params }), ...sent, reply: shortened(reply.body) })
  const known = new Map<string, string>()
  const steady = text
    .replace(uuid, (id) => known.get(id) ?? known.set(id, idOf(known.size + 1)).get(id)!)
    .replace(/fb_live_\w{36}/g, 'fb_live_this0is0an0example0and0opens0nothing0')
    .replace(/whsec_[\w+/]{43}=/g, 'whsec_dGhpcyBpcyBhbiBleGFtcGxlIGFuZCBzaWducyBub3RoaW5nLi4=')
    .replace(/"fb_live_\w{4}"/g, '"fb_live_this"')
    .replace(/(T\d\d:\d\d):\d\d\.\d+Z/g, '$1:00.000Z')
  return JSON.parse(steady)
}

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g
const idOf = (n: number) => `019a1fb4-6d00-7000-8000-${String(n).padStart(12, '0')}`

/** Two of a list show as much as two hundred. */
function shortened(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 2).map(shortened)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shortened(member)]))
}

/** Where two replies have different members. Values, empty lists, null and the parameters of sentences may differ. */
function differences(known: unknown, fresh: unknown, at = 'reply'): string[] {
  if (Array.isArray(known) && Array.isArray(fresh)) {
    return known.length && fresh.length ? differences(known[0], fresh[0], `${at}/0`) : []
  }
  if (!isObject(known) || !isObject(fresh)) return []
  const names = new Set([...Object.keys(known), ...Object.keys(fresh)])
  return [...names].flatMap((name) => {
    if (name === 'params' || (name === 'data' && !Array.isArray(known[name]))) return []
    if (!(name in known)) return [`${at}/${name} is new`]
    if (!(name in fresh)) return [`${at}/${name} is no more`]
    return differences(known[name], fresh[name], `${at}/${name}`)
  })
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
