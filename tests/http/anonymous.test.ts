import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../../api/app.ts'
import { readConfig } from '../../api/config.ts'
import { connect } from '../../api/database/connect.ts'
import { usualRate } from '../../api/http/rate.ts'
import { tables } from '../../api/tables.ts'
import { localIssuer } from '../../api/tokens/local-issuer.ts'

describe('whoever asks without signing in', () => {
  let addin: string
  let now = new Date('2026-10-26T09:00:00Z')

  beforeAll(async () => {
    addin = await mkdtemp(join(tmpdir(), 'footbridge-files-'))
    await mkdir(join(addin, 'assets'))
    await writeFile(join(addin, 'tab.html'), '<!doctype html><title>tab</title>')
    await writeFile(join(addin, 'assets', 'a.js'), '0')
  })
  beforeEach(() => {
    now = new Date(now.getTime() + 60_000)
  })
  afterAll(() => rm(addin, { recursive: true }))

  const served = async (limits: object, trustProxy?: string[]) => {
    const { identity } = await localIssuer('files')
    const db = connect({ url: 'postgres://nowhere', entities: tables })
    return buildApp({ db, identity, addin, limits, clock: () => now, ...(trustProxy && { trustProxy }) })
  }
  const from = (app: FastifyInstance, remoteAddress: string, url: string, forwarded?: string) =>
    app.inject({ url, remoteAddress, ...(forwarded && { headers: { 'x-forwarded-for': forwarded } }) })
  const statuses = async (app: FastifyInstance, ...asked: [string, string, string?][]) => {
    const seen = []
    for (const [address, url, forwarded] of asked)
      seen.push((await from(app, address, url, forwarded)).statusCode)
    return seen
  }
  const stranger = '203.0.113.7'

  it('is counted by address, over pages, files, the reference and addresses that are none, and told so', async () => {
    const app = await served({ page: 5 })
    const first = await from(app, stranger, '/tab.html')
    expect(first.headers).toMatchObject({
      'ratelimit-policy': '"page";q=5;w=60',
      ratelimit: '"page";r=4;t=60',
    })
    const others = ['/assets/a.js', '/openapi.json', '/docs/json', '/no-such-thing']
    expect(await statuses(app, ...others.map((url): [string, string] => [stranger, url]))).toEqual([
      200, 200, 200, 404,
    ])
    const refused = await from(app, stranger, '/tab.html')
    expect([refused.statusCode, refused.json().code]).toEqual([429, 'too-many-requests'])
    expect(refused.headers).toMatchObject({ 'content-type': 'application/problem+json', 'retry-after': '60' })
    expect(await statuses(app, ['203.0.113.8', '/tab.html'], [stranger, '/healthz'])).toEqual([200, 200])
    now = new Date(now.getTime() + 60_000)
    expect(await statuses(app, [stranger, '/tab.html'])).toEqual([200])
    await app.close()
  })

  it('meets no limit by loading a page of forty files, a hundred times a minute', async () => {
    expect(usualRate.page).toBeGreaterThanOrEqual(40 * 100)
    const app = await served(usualRate)
    const load = Array.from({ length: 41 }, (): [string, string] => [stranger, '/assets/a.js'])
    expect(new Set(await statuses(app, ...load))).toEqual(new Set([200]))
    await app.close()
  })

  it('does not get away by saying to be somebody else, and takes nothing from whom they say to be', async () => {
    const app = await served({ page: 2 })
    const lie = (n: number): [string, string, string] => [stranger, '/tab.html', `198.51.100.${n}`]
    expect(await statuses(app, lie(1), lie(1), lie(2), lie(3))).toEqual([200, 200, 429, 429])
    expect(await statuses(app, ['198.51.100.1', '/tab.html'])).toEqual([200])
    await app.close()
  })

  it('is known behind a proxy that is trusted by what that one added, and by nothing in front of it', async () => {
    const app = await served({ page: 2 }, ['10.0.0.0/8'])
    const through = (forwarded: string): [string, string, string] => ['10.1.2.3', '/tab.html', forwarded]
    const lies = ['198.51.100.1, 203.0.113.9', '198.51.100.2, 203.0.113.9', '198.51.100.3, 203.0.113.9']
    expect(await statuses(app, ...lies.map(through))).toEqual([200, 200, 429])
    expect(await statuses(app, through('203.0.113.10'), through('198.51.100.1'))).toEqual([200, 200])
    expect(await statuses(app, ['192.0.2.1', '/tab.html', '203.0.113.9'])).toEqual([200])
    await app.close()
  })

  it('is one in a network of IPv6, and the same in both ways of writing IPv4', async () => {
    const app = await served({ page: 2 })
    const page = (address: string): [string, string] => [address, '/tab.html']
    expect(await statuses(app, ...['2001:db8::1', '2001:db8:0:0:5::2', '2001:db8::3'].map(page))).toEqual([
      200, 200, 429,
    ])
    expect(
      await statuses(app, ...['2001:db8:0:1::1', stranger, `::ffff:${stranger}`, stranger].map(page)),
    ).toEqual([200, 200, 200, 429])
    await app.close()
  })

  it('has the table of addresses thrown away when it is full, whatever comes', async () => {
    const app = await served({ page: 1 })
    expect(await statuses(app, [stranger, '/tab.html'], [stranger, '/tab.html'])).toEqual([200, 429])
    const { rate } = app
    const reply = { headers: () => undefined } as never
    for (let i = 0; i <= 100_000; i++)
      rate.open({ ip: `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}` } as never, reply)
    expect(await statuses(app, [stranger, '/tab.html'])).toEqual([200])
    await app.close()
  })
})

describe('which proxies are trusted', () => {
  const env = { DATABASE_URL: 'postgres://x', ENTRA_CLIENT_ID: 'x' }
  it('is a list of addresses and networks, and nobody without it or in the demo', () => {
    expect(readConfig({ ...env, TRUST_PROXY: '10.0.0.0/8, ::1' }).trustProxy).toEqual(['10.0.0.0/8', '::1'])
    expect(readConfig(env).trustProxy).toBeUndefined()
    expect(readConfig({ DATABASE_URL: 'x', DEMO: '1', TRUST_PROXY: '::1' }).trustProxy).toBeUndefined()
    for (const TRUST_PROXY of ['everybody', '10.0.0.0/33', '10.0.0.0/', 'true', '10.0.0.999', '1:2:3']) {
      expect(() => readConfig({ ...env, TRUST_PROXY })).toThrow('TRUST_PROXY')
    }
  })
})
