import { describe, expect, it } from '@jest/globals'
import { ApiProblem, type ProblemBody } from '../../addin/api/problem.ts'
import { sayRefusal } from '../../addin/audit-log/refusal.tsx'
import de from '../../addin/strings/de.json' with { type: 'json' }
import en from '../../addin/strings/en.json' with { type: 'json' }
import { createStrings } from '../../addin/strings/strings.tsx'
import { sayProblem } from '../../addin/ui/problems.ts'
import { reportCodes } from '../../api/imports/report.ts'
import openapi from '../../api/openapi.json' with { type: 'json' }
import { apiSources, refusalsIn } from '../support/refusals.ts'
import { textOf } from '../support/sources.ts'

/** Codes that nobody meets on the screen, each with its reason. */
const unmet: Record<string, string> = {
  'bad-address': 'the screen makes its own addresses',
  'bad-cursor': 'the screen sends the cursors it was given',
  'bad-value': 'only a forged cursor brings one past the schemas',
  channel: 'the bot answers Microsoft, not people',
  'changes-gone': 'the screen begins the feed anew',
  config: 'said to who starts the server',
  'content-length': 'the browser counts',
  conversation: 'the bot answers Microsoft, not people',
  'headers-too-large': 'the browser makes the headers',
  'if-match-required': 'the screen sends If-Match with every edit',
  'key-reused': 'the screen makes a key for every intent',
  method: 'the client is typed from the contract',
  'no-card': 'said in a chat, in the words of its card',
  'no-route': 'the client is typed from the contract',
  'no-verb': 'said in a chat, in the words of its card',
  'not-http': 'the browser speaks HTTP',
  'not-json': 'the screen writes the JSON',
  'not-multipart': 'the browser writes the form',
  'not-yours': 'said in a chat, in the words of its card',
  'other-chat': 'said in a chat, in the words of its card',
  person: 'the bot answers Microsoft, not people',
  refused: 'whatever the framework may say besides: its own words',
  scope: 'said to keys; people have none',
  streams: 'the screen opens one, and asks again by itself when it is refused',
  tenant: 'the bot answers Microsoft, not people',
  'too-long': 'the screen makes its own addresses',
  'too-slow': 'no answer arrives then',
}

/** What a schema asks of a body, as Ajv names it; the screen types the rest by itself. */
const asked =
  'enum format maxItems maxLength maximum minItems minLength minimum minProperties pattern required'
    .concat(' type uniqueItems')
    .split(' ')

const { codes, fields } = refusalsIn(apiSources())
const catalogues = { en, de } as const
const without = (keys: string[]) =>
  Object.entries(catalogues).flatMap(([language, texts]) =>
    keys.filter((key) => !(key in texts)).map((key) => `${language}: ${key}`),
  )

describe('a refusal', () => {
  it('has a text in every language for every code that the source can answer', () => {
    expect(codes.size).toBeGreaterThan(50)
    const met = [...codes].filter((code) => !(code in unmet))
    expect(without(met.map((code) => `problem.${code}`))).toEqual([])
  })

  it('has one for every field that is turned down, by the function or by the schema', () => {
    const written = JSON.stringify(openapi)
    const keywords = asked.filter((keyword) => written.includes(`"${keyword}":`))
    expect(fields.size).toBeGreaterThan(30)
    // What is wrong with a file is said by the code of the whole, with its place.
    const met = [...fields.keys()].filter((code) => !(code in unmet) && !codes.has(code))
    expect(without([...met, ...keywords].map((code) => `problem.field.${code}`))).toEqual([])
  })

  it('has one for every state that is in the way', () => {
    const because = /type Because =([^\n]+)/.exec(textOf('api/errors.ts'))![1]!
    const states = [...because.matchAll(/'([\w-]+)'/g)].map(([, state]) => `problem.because.${state}`)
    expect(states.length).toBeGreaterThan(4)
    expect(without(states)).toEqual([])
  })

  it('says nothing special of a field that no code of the source is at', () => {
    const special = Object.keys(en).filter((key) => key.startsWith('problem.at.'))
    const possible = [...fields].flatMap(([code, names]) =>
      [...names].map((name) => `problem.at.${name}.${code}`),
    )
    // The day of a phased target is pointed at by its place in the list.
    const counted = ['problem.at.day.order', 'problem.at.day.outside', 'problem.at.words.required']
    expect(special.filter((key) => !possible.includes(key) && !counted.includes(key))).toEqual([])
  })

  it('is found by reading the source', () => {
    expect(refusalsIn([`throw refuse(409, 'late', 'No.'); badField('/to', 'away', 'No.')`])).toEqual({
      codes: new Set(['late']),
      fields: new Map([['away', new Set(['to'])]]),
    })
  })
})

describe('a refusal in the audit log', () => {
  /** Refused before anybody is known, or of what is only read: no line is kept of these. */
  const unkept = Object.keys(unmet).filter((code) => !(`audit.refusal.${code}` in en))

  it.each(Object.entries(catalogues))('is said in words in every case (%s)', (locale, messages) => {
    const strings = createStrings({ locale: locale as 'en', messages, direction: 'ltr', whole: true }, 'UTC')
    const silent = [...codes].filter((code) => !unkept.includes(code) && !sayRefusal(code, strings))
    expect(silent).toEqual([])
    expect(sayRefusal('brand-new', strings)).toBeUndefined()
  })

  it('has no words for what is never refused', () => {
    const words = Object.keys(en).filter((key) => key.startsWith('audit.refusal.'))
    // Said where no other code is given.
    const possible = new Set([...codes, 'forbidden'])
    expect(words.filter((key) => !possible.has(key.slice('audit.refusal.'.length)))).toEqual([])
  })
})

describe('a problem in German', () => {
  const strings = createStrings({ locale: 'de', messages: de, direction: 'ltr', whole: true }, 'UTC')
  const say = (body: Partial<ProblemBody> & Record<string, unknown>) =>
    sayProblem(new ApiProblem({ status: 400, title: '', code: 'invalid', ...body }), strings)
  const field = (pointer: string, code: string) => ({ pointer, code, detail: 'In English.' })

  it('says what is wrong with each field, once', () => {
    expect(say({ errors: [field('/endDay', 'outside'), field('/startDay', 'outside')] })).toBe(
      'Dieser Tag liegt nicht im Zyklus.',
    )
  })

  it('says more where the field tells more', () => {
    expect(say({ errors: [field('/targets/0/day', 'outside')] })).toBe(
      'Dieser Tag liegt außerhalb der Laufzeit.',
    )
  })

  it('says which state is in the way, and which row of a file', () => {
    expect(say({ code: 'wrong-state', because: 'live-step' })).toMatch(/^Hier läuft schon/)
    expect(say({ code: 'csv', errors: [field('/rows/5', 'csv')] })).toMatch(/^Zeile 5: Die Anführungszeichen/)
  })

  it('draws the circle that a contribution would close', () => {
    expect(say({ code: 'cycle', path: [{ title: 'A' }, { title: null }] })).toContain('A → … → A')
  })

  it('falls back to English for what is new to it', () => {
    expect(say({ code: 'brand-new', detail: 'In English.' })).toBe('In English.')
  })
})

describe('a line of an import report', () => {
  it('has a text in every language for every code', () => {
    expect(without(reportCodes.map((code) => `import.code.${code}`))).toEqual([])
  })
})
