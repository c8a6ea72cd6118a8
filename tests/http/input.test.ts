import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
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

  it('may hold any text that people write, and it comes back as it was', async () => {
    const title = `<script>alert('1')</script> =1+1 "'; DROP TABLE members; -- %s \${x} 目標 🚲 \u202e`
    const reply = await send(goal({ title }))
    expect(reply.status).toBe(201)
    expect((await t.get(t.cast.dana, `/v1/objectives/${reply.body.id}`)).body.title).toBe(title)
  })

  it('pollutes no prototype, whatever it was', () => {
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
  })
})
