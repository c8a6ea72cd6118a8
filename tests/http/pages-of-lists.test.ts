import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
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
})
