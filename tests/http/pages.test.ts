import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { buildApp } from '../../api/app.ts'
import { connect } from '../../api/database/connect.ts'
import { tables } from '../../api/tables.ts'
import { localIssuer } from '../../api/tokens/local-issuer.ts'

describe('the pages', () => {
  let addin: string

  beforeAll(async () => {
    addin = await mkdtemp(join(tmpdir(), 'footbridge-pages-'))
    await mkdir(join(addin, 'hosts'))
    await writeFile(join(addin, 'tab.html'), '<!doctype html><title>tab</title>')
    await writeFile(join(addin, 'tab.html.br'), 'small')
    await writeFile(join(addin, 'hosts', 'teams.html'), '<!doctype html><title>stand-in</title>')
  })
  afterAll(() => rm(addin, { recursive: true }))

  const served = async (demo: boolean) => {
    const issuer = await localIssuer('pages')
    const db = connect({ url: 'postgres://nowhere', entities: tables })
    return buildApp({ db, identity: issuer.identity, addin, ...(demo && { demo: issuer }) })
  }

  it('let only Microsoft’s hosts frame the tab, and run no script from elsewhere', async () => {
    const app = await served(false)
    const reply = await app.inject('/tab.html')
    const policy = String(reply.headers['content-security-policy'])
    expect(reply.statusCode).toBe(200)
    expect(policy).toContain("script-src 'self';")
    expect(policy).toMatch(/frame-ancestors https:\/\/\*\.cloud\.microsoft /)
    expect(policy).not.toMatch(/frame-ancestors [^;]*'self'/)
    await app.close()
  })

  it('are not at an address with two slashes, and say so (404)', async () => {
    const app = await served(false)
    const reply = await app.inject('//v1/me')
    expect([reply.statusCode, reply.json().code]).toEqual([404, 'no-route'])
    await app.close()
  })

  it('hold the stand-ins of the hosts in the demo only', async () => {
    const [real, demo] = [await served(false), await served(true)]
    const spelt = ['/%68osts/teams.html', '/hosts%2fteams.html', '/x/../hosts/teams.html']
    for (const url of ['/hosts/teams.html', '/demo/teams', '/demo/people', ...spelt]) {
      expect([url, (await real.inject(url)).statusCode]).toEqual([url, 404])
    }
    for (const url of ['//hosts/teams.html', '/./hosts/teams.html', '/hosts/./teams.html']) {
      expect((await real.inject(url)).body).not.toContain('stand-in')
    }
    expect((await demo.inject('/demo/teams')).statusCode).toBe(200)
    await Promise.all([real.close(), demo.close()])
  })

  it('are sent as they were made small at build, to whoever takes that, with the type of what is in them', async () => {
    const app = await served(false)
    const asked = async (encodings?: string) => {
      const headers = encodings ? { 'accept-encoding': encodings } : {}
      const reply = await app.inject({ url: '/tab.html', headers })
      const { 'content-encoding': how, 'content-type': type, vary } = reply.headers
      return { how, type, vary, body: reply.body }
    }
    const page = { type: 'text/html; charset=utf-8', vary: 'accept-encoding' }
    expect(await asked('gzip, deflate, br')).toMatchObject({ ...page, how: 'br', body: 'small' })
    const whole = expect.stringContaining('<title>tab')
    expect(await asked()).toMatchObject({ ...page, how: undefined, body: whole })
    const headersOf = async (encoding: string) => {
      const { headers } = await app.inject({ url: '/tab.html', headers: { 'accept-encoding': encoding } })
      return [
        headers['content-security-policy'],
        headers['cache-control'],
        headers['cross-origin-opener-policy'],
      ]
    }
    expect(await headersOf('br')).toEqual(await headersOf('identity'))
    expect((await headersOf('br'))[1]).toBe('no-cache')
    await app.close()
  })
})
