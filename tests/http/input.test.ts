import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { type TestApp, testApp } from '../support/app.ts'

const json = { 'content-type': 'application/json' }

describe('a body', () => {
  let t: TestApp

  beforeAll(async () => {
    t = await testApp()
  })
  afterAll(() => t?.close())

  const send = (text: string | Buffer, headers: object = json) =>
    t.ask(t.cast.dana, 'POST', '/v1/objectives', text, headers)
  const goal = (fields: object) =>
    JSON.stringify({ title: 'Goal', teamId: t.cast.teams.service, cycleId: t.cast.cycleId, ...fields })

  it.each<[string, () => string | Buffer, number, string]>([
    ['that breaks off', () => '{"title"', 400, 'not-json'],
    ['that is empty', () => '', 400, 'not-json'],
    ['with __proto__', () => '{"__proto__":{"admin":true}}', 400, 'not-json'],
    ['with a constructor', () => '{"constructor":{"prototype":{"admin":true}}}', 400, 'not-json'],
    ['with a name of every object', () => '{"constructor":"x"}', 400, 'invalid'],
    ['nested a hundred thousand levels deep', () => `${'['.repeat(1e5)}${']'.repeat(1e5)}`, 400, 'too-deep'],
    ['of more than a megabyte', () => `"${'a'.repeat(1_100_000)}"`, 413, 'too-large'],
    ['that is a list', () => '[]', 400, 'invalid'],
    ['in another encoding', () => Buffer.from(goal({ title: 'Fahrräder' }), 'latin1'), 400, 'not-json'],
    ['with U+0000', () => goal({ title: 'a\u0000b' }), 400, 'invalid'],
    ['with half a character', () => goal({}).replace('Goal', '\\ud800'), 400, 'invalid'],
    ['with U+0000 in a name', () => goal({ 'a\u0000': 1 }), 400, 'invalid'],
    ['with a field nobody knows', () => goal({ admin: true }), 400, 'invalid'],
    ['with a field only we set', () => goal({ workspaceId: t.elsewhere.workspaceId }), 400, 'invalid'],
    ['with a number for a text', () => goal({ title: 7 }), 400, 'invalid'],
    ['with a title of blanks', () => goal({ title: '   ' }), 400, 'invalid'],
    ['with a title as long as a book', () => goal({ title: 'a'.repeat(201) }), 400, 'invalid'],
    ['with a day that never was', () => goal({ startDay: '2026-02-30' }), 400, 'invalid'],
  ])('%s is refused', async (_, text, status, code) => {
    const reply = await send(text())
    expect([reply.status, reply.body.code]).toEqual([status, code])
    expect(reply.headers['content-type']).toContain('application/problem+json')
  })

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/xml',
    'multipart/form-data',
    'application/json; charset=iso-8859-1',
    'nonsense',
  ])('in %s is refused (415)', async (type) => {
    const reply = await send(goal({}), { 'content-type': type })
    expect([reply.status, reply.body.code]).toEqual([415, 'media-type'])
  })

  it('names the field that is wrong by its pointer', async () => {
    const reply = await send(goal({ teamId: 'x' }))
    expect(reply.body.errors).toEqual([
      { pointer: '/teamId', code: 'format', detail: 'body/teamId must match format "uuid"' },
    ])
  })

  describe('with several wrong fields', () => {
    const told = async (path: string, body: unknown) => {
      const reply = await t.ask(t.cast.dana, 'POST', path, JSON.stringify(body), json)
      expect([reply.status, reply.body.code]).toEqual([400, 'invalid'])
      expect(reply.body.detail).toBe(reply.body.errors[0].detail)
      return reply.body.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code])
    }
    const agenda = `/v1/one-on-ones/${v7()}/agenda`
    const takes = `/v1/barriers/${v7()}/take`

    it.each<[string, string, object, string[][]]>([
      [
        'each once, with what is missing and what nobody knows',
        '/v1/objectives',
        { title: '', teamId: 7, why: 7, kind: 'huge', startDay: '2026-02-30', admin: true },
        [
          ['/cycleId', 'required'],
          ['/admin', 'additionalProperties'],
          ['/title', 'minLength'],
          ['/teamId', 'type'],
          ['/why', 'type'],
          ['/startDay', 'format'],
          ['/kind', 'enum'],
        ],
      ],
      [
        'in a list and what is in it',
        '/v1/check-ins',
        { rows: [{ value: '5' }, { value: 5 }, { confidence: 'sure', external: { source: 'A B' } }] },
        [
          ['/rows/0/value', 'type'],
          ['/rows/2/value', 'required'],
          ['/rows/2/external/externalId', 'required'],
          ['/rows/2/external/source', 'pattern'],
          ['/rows/2/confidence', 'enum'],
        ],
      ],
      [
        'in the one form that was meant',
        agenda,
        { text: 7, subject: { kind: 'dog' } },
        [
          ['/text', 'type'],
          ['/subject/id', 'required'],
          ['/subject/kind', 'enum'],
        ],
      ],
      [
        'a name as a pointer writes it',
        takes,
        { 'a/b~c': 1 },
        [
          ['/by', 'required'],
          ['/a~1b~0c', 'additionalProperties'],
        ],
      ],
    ])('names %s', async (_, path, body, errors) => {
      expect(await told(path, body)).toEqual(errors)
    })

    it.each([
      ['/subject', agenda, { subject: 7 }, 'body/subject must be object or must be null'],
      [
        '/by',
        takes,
        { by: 'soon' },
        'body/by must be one of today, this_week, next_week or must match format "date"',
      ],
    ])('says in one line what %s may be', async (pointer, path, body, detail) => {
      const { body: problem } = await t.post(t.cast.dana, path, body)
      expect(problem.errors).toEqual([expect.objectContaining({ pointer, detail })])
    })

    it('names them in an address, too', async () => {
      const { body } = await t.get(t.cast.dana, '/v1/members?limit=none&colour=red')
      expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/colour', '/limit'])
    })

    it('names twenty at most, and one where there are thousands of values', async () => {
      const row = { value: 'many' }
      expect(await told('/v1/check-ins', { rows: Array(200).fill(row) })).toHaveLength(20)
      expect(await told('/v1/check-ins', { rows: Array(3000).fill(row) })).toHaveLength(1)
    })

    it('gives no more back of a made up name than its beginning', async () => {
      const reply = await send(JSON.stringify({ ['🚲'.repeat(50_000)]: 1 }))
      expect(reply.status).toBe(400)
      expect(reply.text.length).toBeLessThan(5000)
      expect(reply.text.isWellFormed()).toBe(true)
    })
  })

  it('may hold any text that people write, and it comes back as it was', async () => {
    const title = `<script>alert('1')</script> =1+1 "'; DROP TABLE members; -- %s \${x} 目標 🚲 \u202e`
    const reply = await send(goal({ title }))
    expect(reply.status).toBe(201)
    expect((await t.get(t.cast.dana, `/v1/objectives/${reply.body.id}`)).body.title).toBe(title)
  })

  it('is kept in one spelling: an é of two characters is the one of one', async () => {
    const reply = await send(goal({ title: 'Cafe\u0301' }))
    expect(reply.body.title).toBe('Caf\u00e9')
  })

  it('pollutes no prototype, whatever it was', () => {
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
  })
})
