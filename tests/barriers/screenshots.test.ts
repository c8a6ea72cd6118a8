import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { stripPicture } from '../../api/http/picture-strip.ts'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { statement } from '../support/server.ts'
import * as pictures from './pictures.ts'
import { storyOf } from './story.ts'

const png = pictures.png()
const jpeg = pictures.jpeg()
const webp = stripPicture(pictures.webp(), 'image/webp')
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')

describe('screenshots of a barrier', () => {
  let t: TestApp
  let story: ReturnType<typeof storyOf>
  let id: string

  beforeAll(async () => {
    t = await testApp()
    story = storyOf(t)
    id = (await story.raise()).id
  })
  afterAll(() => t?.close())

  const add = async (who: Person | null, bytes: Buffer, { to = id, name = 'door.png', words = '' } = {}) => {
    const form = new FormData()
    if (words) form.set('words', JSON.stringify(words))
    form.set('file', new Blob([new Uint8Array(bytes)], { type: 'image/png' }), name)
    const encoded = new Response(form)
    const type = encoded.headers.get('content-type')!
    const payload = Buffer.from(await encoded.arrayBuffer())
    return t.ask(who, 'POST', `/v1/barriers/${to}/screenshots`, payload, { 'content-type': type })
  }
  const listed = async (who: Person, of = id) => (await t.get(who, `/v1/barriers/${of}/screenshots`)).body
  const remove = (who: Person, screenshotId: string, of = id) =>
    t.ask(who, 'DELETE', `/v1/barriers/${of}/screenshots/${screenshotId}`, undefined, { 'if-match': '*' })

  it('are taken from nobody unknown (401), no guest and no bystander (403)', async () => {
    expect((await add(null, png)).status).toBe(401)
    for (const who of [t.cast.gus, t.cast.noah]) expect((await add(who, png)).status).toBe(403)
  })

  it.each([
    ['SVG behind the name of a PNG', svg],
    ['page behind the name of a PNG', Buffer.from('<html><script>alert(1)</script></html>')],
    ['GIF', Buffer.from('GIF89a\0\0')],
    ['beginning of a PNG', png.subarray(0, 4)],
    ['empty file', Buffer.alloc(0)],
  ])('are no %s, however it is called (415)', async (_, bytes) => {
    const reply = await add(t.cast.mia, bytes)
    expect([reply.status, reply.body.code]).toEqual([415, 'not-a-picture'])
  })

  it('are whole, and no larger than people can look at (422)', async () => {
    const refused = async (bytes: Buffer) => {
      const { status, body } = await add(t.cast.mia, bytes)
      return [status, body.code]
    }
    expect(await refused(png.subarray(0, 40))).toEqual([422, 'broken-picture'])
    expect(await refused(pictures.png(20_000, 20_000))).toEqual([422, 'too-many-pixels'])
  })

  it('are kept without what they tell beside themselves', async () => {
    const told = pictures.png(2, 1, pictures.chunk('tEXt', Buffer.from('Author Mia Moreau')))
    const { body } = await add(t.cast.mia, told)
    const kept = `SELECT encode(bytes, 'hex') AS bytes FROM barrier_screenshots WHERE id = '${body.id}'`
    expect((await statement(t.adminUrl, kept)).rows).toEqual([{ bytes: png.toString('hex') }])
    expect((await remove(t.cast.mia, body.id)).status).toBe(204)
  })

  it('are at most 5 MB (413), and come as a file (400, 415)', async () => {
    const reply = await add(t.cast.mia, Buffer.concat([png, Buffer.alloc(5 * 1_048_576)]))
    expect([reply.status, reply.body.code]).toEqual([413, 'too-large'])
    const url = `/v1/barriers/${id}/screenshots`
    expect((await t.post(t.cast.mia, url, { file: 'door.png' })).status).toBe(415)
    const part = '--x\r\nContent-Disposition: form-data; name="file"\r\n\r\n"door"\r\n--x--\r\n'
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    expect((await t.ask(t.cast.mia, 'POST', url, Buffer.from(part), headers)).status).toBe(400)
    expect((await listed(t.cast.mia)).data).toEqual([])
  })

  it('are ten at most, even when two are added at once (409)', async () => {
    const { id: to } = await story.raise()
    for (let i = 0; i < 9; i += 1) expect((await add(t.cast.mia, png, { to })).status).toBe(201)
    const both = await Promise.all([add(t.cast.mia, png, { to }), add(t.cast.dana, png, { to })])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
    const { data, mayAdd } = await listed(t.cast.mia, to)
    expect([data.length, mayAdd]).toEqual([10, false])
  })

  it('are seen by whoever sees the barrier, and are not there for others (404)', async () => {
    const { board } = t.cast.teams
    await story.change(
      `INSERT INTO team_members (workspace_id, team_id, member_id, role) VALUES ($1, $2, $3, 'member')`,
      [t.cast.workspaceId, board, t.cast.mia.id],
    )
    const own = await story.raise({ teamId: board, askedOf: t.cast.dana.id })
    const delicate = await story.raise({ leaderOnly: true })
    for (const { id: to } of [own, delicate]) {
      const { body } = await add(t.cast.mia, png, { to })
      const url = `/v1/barriers/${to}/screenshots`
      for (const who of [t.cast.mia, t.cast.dana])
        expect((await t.get(who, `${url}/${body.id}`)).status).toBe(200)
      for (const who of [t.cast.noah, t.cast.ada, t.elsewhere.dana, t.elsewhere.ada]) {
        expect((await t.get(who, url)).status).toBe(404)
        expect((await t.get(who, `${url}/${body.id}`)).status).toBe(404)
        expect((await t.get(who, `/v1/barriers/${id}/screenshots/${body.id}`)).status).toBe(404)
        expect([403, 404]).toContain((await add(who, png, { to })).status)
        expect((await remove(who, body.id, to)).status).toBe(404)
      }
    }
    expect((await t.get(t.cast.mia, `/v1/barriers/${id}/screenshots/${v7()}`)).status).toBe(404)
  })

  it.each([
    ['image/png', png],
    ['image/jpeg', jpeg],
    ['image/webp', webp],
  ])(
    'come back as the %s they are, to be kept by the reader alone and never as a page',
    async (type, bytes) => {
      const { status, body } = await add(t.cast.mia, bytes, { name: '../"door.html', words: 'The shut door' })
      expect(status).toBe(201)
      expect(body).toMatchObject({ mediaType: type, words: 'The shut door', mayRemove: true })
      const url = `/v1/barriers/${id}/screenshots/${body.id}`
      const { noah } = t.cast
      const authorization = `Bearer ${await t.issuer.sign({ tid: noah.tid, oid: noah.oid, name: noah.name })}`
      const reply = await t.app.inject({ url, headers: { authorization } })
      expect(reply.rawPayload.equals(bytes)).toBe(true)
      expect(reply.headers).toMatchObject({
        'content-type': type,
        'content-disposition': `attachment; filename="screenshot-${body.id}.${type.slice(6)}"`,
        'cache-control': 'private, no-cache',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
      })
      const etag = String(reply.headers.etag)
      expect((await t.get(noah, url, { 'if-none-match': etag })).status).toBe(304)
      expect((await t.get(t.elsewhere.ada, url, { 'if-none-match': etag })).status).toBe(404)
    },
  )

  it('are taken away by whoever added them, whoever raised the barrier and leaders of its team, by nobody else', async () => {
    const { mia, dana, ada, noah } = t.cast
    const [own, second, hers] = [await add(mia, png), await add(mia, png), await add(dana, png)]
    for (const who of [ada, noah]) expect((await remove(who, own.body.id)).status).toBe(403)
    expect((await remove(mia, own.body.id)).status).toBe(204)
    expect((await remove(mia, own.body.id)).status).toBe(404)
    expect((await remove(dana, second.body.id)).status).toBe(204)
    expect((await remove(mia, hers.body.id)).status).toBe(204)
    const audited = `SELECT member_id AS by FROM audit_log WHERE operation = 'removeScreenshot' AND status = 204
      AND workspace_id = '${t.cast.workspaceId}' ORDER BY at DESC, id DESC LIMIT 3`
    const by = (await statement(t.adminUrl, audited)).rows.map((line) => line.by)
    expect(by.sort()).toEqual([mia.id, mia.id, dana.id].sort())
    const kinds = (await story.eventsOf(id)).map(({ kind }) => kind)
    expect(kinds.at(-1)).toBe('barrier.edited')
  })
})
