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

  it('hold the stand-ins of the hosts in the demo only', async () => {
    const [real, demo] = [await served(false), await served(true)]
    for (const url of ['/hosts/teams.html', '/demo/teams', '/demo/people']) {
      expect((await real.inject(url)).statusCode).toBe(404)
    }
    expect((await demo.inject('/demo/teams')).statusCode).toBe(200)
    await Promise.all([real.close(), demo.close()])
  })
})
