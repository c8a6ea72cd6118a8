import { describe, expect, it } from '@jest/globals'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { breaksBetween, type Contract, essence } from '../../infra/contract/breaking.ts'
import { judge } from '../../infra/contract/judge.ts'
import { inputBreaks, replyBreaks, type Schema } from '../../infra/contract/schemas.ts'
import { textOf } from '../support/sources.ts'

const document = essence(JSON.parse(textOf('api/openapi.json')))
const released: Contract = JSON.parse(textOf('api/openapi.released.json'))

const checkIn = ['/v1/key-results/{id}/check-ins', 'post'] as const
/** What comes of a change to a copy of our own contract. */
const brokenBy = (change: (now: Contract) => void) => {
  const now = structuredClone(document)
  change(now)
  return breaksBetween(document, now).map(({ code, at }) => `${code}: ${at}`)
}
const schemaOf = (contract: Contract, name: string): Schema => contract.components.schemas![name]!
const at = 'POST /v1/key-results/{id}/check-ins'

describe('the contract of the last release', () => {
  it('still holds, but for what was decided with a reason', () => {
    expect(judge(released, document, JSON.parse(textOf('api/openapi.breaks.json')))).toEqual([])
  })

  it('holds against itself', () => expect(breaksBetween(document, document)).toEqual([]))

  it.each<[string, (now: Contract) => void, string]>([
    ['an operation', (now) => delete now.paths[checkIn[0]]![checkIn[1]], `operation-removed: ${at}`],
    [
      'the name of an operation',
      (now) => Object.assign(now.paths[checkIn[0]]!.post!, { operationId: 'push' }),
      `operation-renamed: ${at}`,
    ],
    [
      'a scope more',
      (now) => now.paths[checkIn[0]]!.post!['x-scopes'].push('key-results:write'),
      `scope-added: ${at} key-results:write`,
    ],
    [
      'a right less',
      (now) => now.paths[checkIn[0]]!.post!['x-callers'].shift(),
      `caller-refused: ${at} member`,
    ],
    [
      'a field that is needed now',
      (now) => Object.assign(schemaOf(now, 'NewCheckIn'), { required: ['note'] }),
      `input-required: ${at} body /note`,
    ],
    [
      'a field that may not be sent any more',
      (now) => delete schemaOf(now, 'NewCheckIn').properties.note,
      `input-removed: ${at} body /note`,
    ],
    [
      'a shorter text',
      (now) => Object.assign(schemaOf(now, 'NewCheckIn').properties.note, { maxLength: 3 }),
      `input-narrowed: ${at} body /note maxLength`,
    ],
    [
      'a field of a reply',
      (now) => delete schemaOf(now, 'CheckIn').properties.percent,
      `reply-field-removed: ${at} 201 /checkIn/percent`,
    ],
    [
      'a field that may be missing now',
      (now) => schemaOf(now, 'CheckIn').required.splice(0, 1),
      `reply-field-optional: ${at} 201 /checkIn/id`,
    ],
    [
      'a number that may be null now',
      (now) =>
        Object.assign(schemaOf(now, 'CheckIn').properties.target, { type: ['number', 'null', 'string'] }),
      `reply-widened: ${at} 201 /checkIn/target`,
    ],
    [
      'a word less to choose from',
      (now) =>
        now.paths['/v1/objectives']!.get!.parameters.find((p: Schema) => p.name === 'sort').schema.enum.pop(),
      'enum-narrowed: GET /v1/objectives query sort',
    ],
    [
      'a filter',
      (now) =>
        Object.assign(now.paths['/v1/objectives']!.get!, {
          parameters: now.paths['/v1/objectives']!.get!.parameters.filter((p: Schema) => p.name !== 'q'),
        }),
      'input-removed: GET /v1/objectives query q',
    ],
  ])('would notice %s', (_, change, line) => expect(brokenBy(change)).toContain(line))

  it('lets things be added: operations, optional fields, fields of replies, words of replies', () => {
    const more = brokenBy((now) => {
      now.paths['/v1/new'] = { get: { operationId: 'new', responses: {} } }
      schemaOf(now, 'NewCheckIn').properties.mood = { type: 'string' }
      schemaOf(now, 'CheckIn').properties.mood = { type: 'string' }
      schemaOf(now, 'CheckIn').required.push('mood')
      schemaOf(now, 'CheckIn').properties.source.enum.push('satellite')
    })
    expect(more).toEqual([])
  })

  it('takes a break that was decided with a reason, and says when that is no longer one', () => {
    const now = structuredClone(document)
    delete now.paths[checkIn[0]]!.post
    const line = `operation-removed: ${at}`
    expect(judge(document, now, [])).toEqual([`Breaks callers of the last release: ${line}`])
    expect(judge(document, now, [{ break: line, because: ' ' }])).toHaveLength(1)
    expect(judge(document, now, [{ break: line, because: 'Numbers come by pigeon.' }])).toEqual([])
    expect(judge(document, document, [{ break: line, because: 'Pigeons.' }])).toHaveLength(1)
  })
})

const words = ['red', 'green', 'blue']
const leaf: fc.Arbitrary<Schema> = fc.oneof(
  fc.record(
    { type: fc.constantFrom('string', ['string', 'null']), maxLength: fc.nat(6), minLength: fc.nat(2) },
    { requiredKeys: ['type'] },
  ),
  fc.record(
    { type: fc.constantFrom('integer', 'number'), maximum: fc.nat(9), minimum: fc.nat(4) },
    { requiredKeys: ['type'] },
  ),
  fc.subarray(words, { minLength: 1 }).map((list) => ({ type: 'string', enum: list })),
  fc.constant({ type: 'boolean' }),
)
const { schema } = fc.letrec<{ schema: Schema }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.record(
      { type: fc.constant('array'), items: tie('schema'), maxItems: fc.nat(3) },
      { requiredKeys: ['type', 'items'] },
    ),
    fc.array(tie('schema'), { minLength: 1, maxLength: 2 }).map((anyOf) => ({ anyOf })),
    fc
      .tuple(
        fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('schema')),
        fc.subarray(['a', 'b', 'c']),
        fc.boolean(),
      )
      .map(([properties, names, closed]) => ({
        type: 'object',
        properties: { ...properties },
        required: names.filter((name) => name in properties),
        ...(closed && { additionalProperties: false }),
      })),
  ),
}))
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>('', 'a', 'red', 'a longer text', 0, 1, 5, 2.5, 12, true, null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value')).map((object) => ({ ...object })),
  ),
})).value
const nothing = { old: () => ({}), new: () => ({}) }
const ajv = new Ajv({ strict: false })

/** As a caller reads a reply: unknown fields and words do not hurt. */
const tolerant = (part: Schema): Schema =>
  JSON.parse(
    JSON.stringify(part, (name, v) =>
      ['additionalProperties', 'enum', 'maximum', 'minimum', 'maxLength', 'minLength', 'maxItems'].includes(
        name,
      )
        ? undefined
        : v,
    ),
  )

describe('two schemas between which nothing breaks', () => {
  it('both take whatever the older one took', () => {
    fc.assert(
      fc.property(schema, schema, fc.array(value, { minLength: 8, maxLength: 8 }), (old, now, values) => {
        fc.pre(inputBreaks({ old, new: now }, nothing).length === 0)
        const [before, later] = [ajv.compile(old), ajv.compile(now)]
        for (const one of values) if (before(one)) expect([one, later(one)]).toEqual([one, true])
      }),
      { numRuns: 50, maxSkipsPerRun: 1000 },
    )
  })

  it('both tell callers nothing that the older one did not promise', () => {
    fc.assert(
      fc.property(schema, schema, fc.array(value, { minLength: 8, maxLength: 8 }), (old, now, values) => {
        fc.pre(replyBreaks({ old, new: now }, nothing).length === 0)
        const [promised, given] = [ajv.compile(tolerant(old)), ajv.compile(now)]
        for (const one of values) if (given(one)) expect([one, promised(one)]).toEqual([one, true])
      }),
      { numRuns: 50, maxSkipsPerRun: 1000 },
    )
  })

  it('are found whatever they are when they are the same', () => {
    fc.assert(
      fc.property(schema, (one) => {
        expect(inputBreaks({ old: one, new: one }, nothing)).toEqual([])
        expect(replyBreaks({ old: one, new: one }, nothing)).toEqual([])
      }),
    )
  })
})
