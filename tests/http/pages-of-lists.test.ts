import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { derivedKey } from '../../api/database/connect.ts'
import { type TestApp, testApp } from '../support/app.ts'

describe('a list', () => {
  let t: TestApp

  beforeAll(async () => {
    t = await testApp()
  })
  afterAll(() => t?.close())

  it('links to its next page, filters kept, until there is none', async () => {
    const everyone = (await t.get(t.cast.dana, '/v1/members?limit=200')).body.data
    const names: string[] = []
    let url: string | undefined = '/v1/members?limit=3'
    while (url) {
      const { headers, body } = await t.get(t.cast.dana, url)
      names.push(...body.data.map(({ name }: { name: string }) => name))
      expect(headers.link === undefined).toBe(body.nextCursor === null)
      url = /^<([^>]+)>; rel="next"$/.exec(headers.link ?? '')?.[1]
      if (url) expect(url).toMatch(/^\/v1\/members\?limit=3&cursor=/)
    }
    expect(names).toEqual(everyone.map(({ name }: { name: string }) => name))
  })

  it('takes no cursor that somebody made who knows our source (400), and none with other keys (400)', async () => {
    const { nextCursor } = (await t.get(t.cast.dana, '/v1/members?limit=3')).body
    const [seal, ...keys] = JSON.parse(Buffer.from(nextCursor, 'base64url').toString())
    const bound = JSON.stringify([t.cast.workspaceId, 'members', [], keys])
    const unkeyed = createHash('sha256').update(bound).digest('base64url')
    for (const forged of [
      [unkeyed.slice(0, seal.length), ...keys],
      [seal, ...keys.map(() => 'A')],
      [seal, ...keys, 'A'],
      ['', ...keys],
    ]) {
      const cursor = Buffer.from(JSON.stringify(forged)).toString('base64url')
      const reply = await t.get(t.cast.dana, `/v1/members?limit=3&cursor=${cursor}`)
      expect([reply.status, reply.body.code]).toEqual([400, 'bad-cursor'])
    }
  })

  it('is read on by any process of the same installation, and of no other', () => {
    const key = (password: string) => derivedKey(`postgres://footbridge_api:${password}@host/db`, 'cursors')
    expect(key('one')).toEqual(key('one'))
    expect(key('one')).not.toEqual(key('two'))
    expect(key('one')).not.toEqual(derivedKey('postgres://footbridge_api:one@host/db', 'something else'))
  })
})
