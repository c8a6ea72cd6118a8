import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../support/app.ts'
import { anObjective } from '../support/items.ts'

describe('an ETag', () => {
  let t: TestApp
  let url: string

  beforeAll(async () => {
    t = await testApp()
    url = `/v1/objectives/${await anObjective(t)}`
  })
  afterAll(() => t?.close())

  const read = async (who = t.cast.dana, tag?: string) =>
    t.get(who, url, tag === undefined ? {} : { 'if-none-match': tag })

  it('is on every single resource, which may be kept but must be asked about', async () => {
    const { headers } = await read()
    expect(headers.etag).toMatch(/^"1\.\d+\.[\w-]{8}"$/)
    expect(headers['cache-control']).toBe('private, no-cache')
    expect(headers.vary).toContain('Authorization')
    const list = await t.get(t.cast.dana, '/v1/objectives')
    expect([list.headers.etag, list.headers['cache-control']]).toEqual([undefined, 'no-store'])
  })

  it('saves the body while nothing changed (304), alone, weak, in a list or as *', async () => {
    const { etag } = (await read()).headers
    for (const tag of [etag!, `W/${etag}`, `"x", ${etag}`, '*']) {
      const reply = await read(t.cast.dana, tag)
      expect([reply.status, reply.text, reply.headers.etag]).toEqual([304, '', etag])
    }
    expect((await read(t.cast.dana, '"1.1.other"')).status).toBe(200)
  })

  it('is another for whoever may do something else', async () => {
    const tags = await Promise.all(
      [t.cast.dana, t.cast.mia, t.cast.ada].map(async (who) => (await read(who)).headers.etag),
    )
    expect(new Set(tags).size).toBe(3)
    expect((await read(t.cast.mia, tags[0])).status).toBe(200)
  })

  it('is asked for with every edit (428), and must be ours (412)', async () => {
    const missing = await t.patch(t.cast.dana, url, undefined, { title: 'New' })
    expect([missing.status, missing.body.code]).toEqual([428, 'if-match-required'])
    for (const tag of ['"nonsense"', 'W/"1.1.abc"', '"99.1.abc"', '1']) {
      expect((await t.patch(t.cast.dana, url, tag, { title: 'New' })).status).toBe(412)
    }
  })

  it('may be one of a list, and says what is wrong with a weak one (412)', async () => {
    const { etag } = (await read()).headers
    const listed = await t.patch(t.cast.dana, url, `"other", ${etag}`, { title: 'Listed' })
    expect(listed.status).toBe(200)
    const weak = await t.patch(t.cast.dana, url, `W/${listed.headers.etag}`, { title: 'Weak' })
    expect([weak.status, weak.body.detail]).toEqual([412, expect.stringContaining('without W/')])
  })

  it('lets one of two edits win and tells the other what is there now (412)', async () => {
    const { etag } = (await read()).headers
    const edits = await Promise.all([
      t.patch(t.cast.dana, url, etag, { title: 'One' }),
      t.patch(t.cast.mia, url, (await read(t.cast.mia)).headers.etag, { title: 'Other' }),
      t.patch(t.cast.ada, url, etag, { title: 'Third' }),
    ])
    const statuses = edits.map(({ status }) => status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    const { body, headers } = await read(t.cast.ada)
    expect(body.version).toBe(3)
    const late = await t.patch(t.cast.ada, url, etag, { title: 'Too late' })
    expect([late.status, late.headers.etag]).toEqual([412, headers.etag])
    expect((await t.patch(t.cast.ada, url, late.headers.etag, { title: 'Read again' })).status).toBe(200)
  })

  it('does not hinder an edit when only something shown with it changed', async () => {
    const { headers } = await read()
    const objectiveId = url.split('/').at(-1)
    const reply = await t.post(t.cast.dana, '/v1/key-results', { title: 'On time', objectiveId, target: 9 })
    expect(reply.status).toBe(201)
    expect((await read()).headers.etag).not.toBe(headers.etag)
    expect((await t.patch(t.cast.dana, url, headers.etag, { title: 'Still mine' })).status).toBe(200)
  })

  it('may be * for whoever edits whatever is there', async () => {
    expect((await t.patch(t.cast.dana, url, '*', { title: 'Whatever was' })).status).toBe(200)
  })
})
