import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { FastifyInstance } from 'fastify'
import { createRemoteJWKSet } from 'jose'
import { buildApp } from '../../api/app.ts'
import { connect } from '../../api/database/connect.ts'
import { tables } from '../../api/tables.ts'
import { localIssuer } from '../../api/tokens/local-issuer.ts'
import { botFramework } from '../../api/tokens/verify-bot.ts'
import { examine, exitCode, told } from '../../infra/doctor/doctor.ts'
import type { Deployment, Finding } from '../../infra/doctor/finding.ts'
import { main } from '../../infra/doctor/main.ts'
import { checkCertificate } from '../../infra/doctor/network.ts'
import { readPackageConfig } from '../../manifest/config.ts'
import { pack } from '../../manifest/pack.ts'
import { mailServer } from '../bot/mail-server.ts'
import { certificateUntil } from '../support/certificate.ts'
import { emptyDatabase, type TestDatabase, testDatabase } from '../support/database.ts'
import { statement } from '../support/server.ts'
import { root } from '../support/sources.ts'
import { type Listening, listening, through } from './doctor-places.ts'

const clientId = '11111111-1111-4111-8111-111111111111'
const botId = '22222222-2222-4222-8222-222222222222'
const originOf = (app: FastifyInstance) => `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
const token = (roles: string[]) => `a.${Buffer.from(JSON.stringify({ roles })).toString('base64url')}.c`

describe('the doctor', () => {
  let database: TestDatabase
  let app: FastifyInstance
  let folder: string
  let entra: Listening
  /** What Entra answers. */
  const says = { status: 200, keys: [{}] as object[], roles: ['User.Read.All'] }
  let well: Deployment

  beforeAll(async () => {
    database = await testDatabase()
    folder = await mkdtemp(join(tmpdir(), 'doctor-'))
    for (const name of ['tab', 'panel'])
      await writeFile(join(folder, `${name}.html`), '<title>Footbridge</title>')
    app = await served(clientId)
    entra = await listening((asks, response) => {
      response.writeHead(says.status, { 'content-type': 'application/json' })
      const isKeys = asks.url!.endsWith('/keys')
      const good = isKeys ? { keys: says.keys } : { access_token: token(says.roles) }
      response.end(JSON.stringify(says.status === 200 ? good : { error: 'invalid_client' }))
    })
    well = {
      ...{ address: new URL(originOf(app)), clientId, clientSecret: 's', tenantId: 't' },
      bot: { id: botId, secret: 's', tenantId: 't' },
      ...{
        databaseUrl: database.adminUrl,
        databaseApiUrl: database.apiUrl,
        databaseWorkerUrl: database.workerUrl,
      },
      packed: await packed('127.0.0.1'),
      ...{ now: () => new Date(), login: entra.origin, patience: 5000 },
    }
  })
  afterAll(async () => {
    await app?.close()
    await entra?.stop()
    await database?.drop()
    await rm(folder, { recursive: true, force: true })
  })

  /** The app for Teams, packed for a host. */
  async function packed(host: string): Promise<string> {
    const config = readPackageConfig(join(root, 'manifest/example.json'))
    return (await pack({ ...config, host, clientId, botId }, join(folder, host)))[0]!
  }
  async function served(audience: string, keys?: URL): Promise<FastifyInstance> {
    const db = await connect({ url: database.apiUrl, entities: tables, poolSize: 2 }).initialize()
    const { identity } = await localIssuer(audience)
    const made = await buildApp({
      db,
      identity: keys ? { ...identity, keys: createRemoteJWKSet(keys) } : identity,
      addin: folder,
      bot: { identity: botFramework(botId), tab: (place) => place },
    })
    await made.listen({ port: 0, host: '127.0.0.1' })
    return made
  }
  const found = async (changed: Partial<Deployment>, check: string): Promise<Finding | undefined> =>
    (await examine({ ...well, ...changed })).find((each) => each.check === check)

  it('finds nothing to mend where all is well, but that a test server speaks no TLS', async () => {
    const findings = await examine(well)
    expect(findings.filter(({ level }) => level !== 'ok').map(({ check }) => check)).toEqual(['tls'])
    expect(findings.map(({ check }) => check)).toEqual(
      'dns tls health tab panel api audience keys issuer bot bot-secret clock proxy directory package database-api row-security database-clock database-worker migrations mail'.split(
        ' ',
      ),
    )
    expect(exitCode(findings)).toBe(1)
    expect(exitCode(findings.filter(({ check }) => check !== 'tls'))).toBe(0)
    expect(told(findings)).toMatch(
      /✗ fail tls: .+ is not https\. Cure: .+\n[\s\S]+20 well, 0 to look at, 1 to mend$/,
    )
  })

  it('says one line or JSON, and where to look when it is not told', async () => {
    const lines: string[] = []
    const say = (line: string) => void lines.push(line)
    expect(await main([], {}, say)).toBe(2)
    expect(await main([well.address.href, '--json'], {}, say)).toBe(1)
    expect(lines[0]).toContain('npm run doctor --')
    expect(JSON.parse(lines[1]!)[0]).toMatchObject({ check: 'dns', level: 'ok' })
  })

  it('notices a name that leads nowhere, and a server that is not there', async () => {
    const nowhere = { address: new URL('https://footbridge.invalid') }
    expect(await found(nowhere, 'dns')).toMatchObject({
      level: 'fail',
      cure: expect.stringContaining('record'),
    })
    expect(await found(nowhere, 'health')).toMatchObject({ level: 'fail' })
    expect(await found(nowhere, 'tab')).toBeUndefined()
  })

  it.each([
    ['good', 90, true, 'ok', 'more days'],
    ['about to end', 5, true, 'warn', 'more days'],
    ['ended', -5, true, 'fail', 'ended'],
    ['nobody’s', 90, false, 'fail', 'not trusted'],
  ] as const)('tells a certificate that is %s', async (_, days, trusted, level, words) => {
    const made = certificateUntil(new Date(Date.now() + days * 86_400_000))
    const server = createTlsServer(made, (_, response) => response.end())
    const { origin, stop } = await listening(server)
    const address = new URL(origin.replace('http://127.0.0.1', 'https://localhost'))
    const finding = await checkCertificate({ ...well, address, ca: trusted ? made.cert : undefined })
    expect(finding).toMatchObject({ level, says: expect.stringContaining(words) })
    await stop()
    expect(await checkCertificate({ ...well, address })).toMatchObject({ level: 'fail' })
  })

  it.each([
    ['tab', { 'content-security-policy': undefined }, 'no content security policy'],
    ['panel', { 'content-security-policy': "script-src 'self'; frame-ancestors 'none'" }, 'may not frame'],
    ['tab', { 'x-frame-options': 'SAMEORIGIN' }, 'X-Frame-Options'],
    ['tab', { 'strict-transport-security': undefined }, 'HSTS'],
    ['tab', { 'x-content-type-options': undefined }, 'nosniff'],
    ['tab', { 'referrer-policy': undefined }, 'Referrer-Policy'],
    ['api', { 'cache-control': 'public, max-age=60' }, 'kept by caches'],
    ['clock', { date: new Date(Date.now() - 120_000).toUTCString() }, 'from this one'],
  ] as const)('notices in %s what a proxy does to headers: %j', async (check, headers, words) => {
    const proxy = await through(originOf(app), headers)
    expect(await found({ address: new URL(proxy.origin) }, check)).toMatchObject({
      level: 'fail',
      says: expect.stringContaining(words),
    })
    await proxy.stop()
  })

  it('notices scripts that may run from anywhere', async () => {
    const { headers } = await fetch(`${originOf(app)}/tab.html`)
    const policy = headers
      .get('content-security-policy')!
      .replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
    const proxy = await through(originOf(app), { 'content-security-policy': policy })
    expect(await found({ address: new URL(proxy.origin) }, 'tab')).toMatchObject({
      says: expect.stringContaining('scripts'),
    })
    await proxy.stop()
  })

  it('notices something that answers in the place of the server, or no longer does', async () => {
    const page = await listening((_, response) => response.end('<h1>Welcome to the proxy</h1>'))
    expect(await found({ address: new URL(page.origin) }, 'health')).toMatchObject({ level: 'fail' })
    await page.stop()
    const other = await through(originOf(app), {}, (path) => (path === '/healthz' ? undefined : 200))
    for (const check of ['api', 'issuer', 'bot']) {
      expect(await found({ address: new URL(other.origin) }, check)).toMatchObject({ level: 'fail' })
    }
    await other.stop()
    await rm(join(folder, 'panel.html'))
    expect(await found({}, 'panel')).toMatchObject({ level: 'fail', says: '/panel.html answers 404' })
    await writeFile(join(folder, 'panel.html'), '<title>Footbridge</title>')
  })

  it('notices another audience, a host name that was not passed on, and keys that nobody gives', async () => {
    expect(await found({ clientId: botId }, 'audience')).toMatchObject({ level: 'fail' })
    expect(await found({ clientId: undefined }, 'audience')).toMatchObject({ level: 'warn' })
    const renamed = new URL(originOf(app).replace('127.0.0.1', 'localhost'))
    const proxy = await through(originOf(app), {})
    const other = new URL(proxy.origin.replace('127.0.0.1', 'localhost'))
    expect(await found({ address: renamed }, 'audience')).toMatchObject({ level: 'ok' })
    expect(await found({ address: other }, 'audience')).toMatchObject({
      says: expect.stringContaining('calls itself'),
    })
    await proxy.stop()
    const lost = await served(clientId, new URL('http://127.0.0.1:9/keys'))
    expect(await found({ address: new URL(originOf(lost)) }, 'issuer')).toMatchObject({
      says: expect.stringContaining('503'),
    })
    await lost.close()
    says.keys = []
    expect(await found({}, 'keys')).toMatchObject({ level: 'warn' })
    says.keys = [{}]
  })

  it('notices secrets that are not good any more, and people who may not be read', async () => {
    says.status = 401
    for (const check of ['bot-secret', 'directory']) {
      expect(await found({}, check)).toMatchObject({
        level: 'fail',
        cure: expect.stringContaining('new secret'),
      })
    }
    says.status = 200
    says.roles = []
    expect(await found({}, 'directory')).toMatchObject({
      level: 'fail',
      says: expect.stringContaining('nobody agreed'),
    })
    says.roles = ['User.Read.All']
    expect(await found({ bot: undefined }, 'bot')).toMatchObject({ level: 'warn' })
    expect(await found({ clientSecret: undefined }, 'directory')).toMatchObject({ level: 'ok' })
  })

  it('notices a package that is missing, broken, or about somebody else', async () => {
    expect(await found({ packed: join(folder, 'none.zip') }, 'package')).toMatchObject({
      level: 'warn',
      cure: 'npm run package',
    })
    const other = await packed('footbridge.example.com')
    expect(await found({ packed: other }, 'package')).toMatchObject({
      says: expect.stringContaining('not 127.0.0.1'),
    })
    const host = { address: new URL('https://footbridge.example.com') }
    expect(await found({ ...host, packed: other }, 'package')).toMatchObject({ level: 'ok' })
    expect(await found({ ...host, packed: other, clientId: botId }, 'package')).toMatchObject({
      says: expect.stringContaining('sign in'),
    })
    const strange = { id: clientId, secret: undefined, tenantId: undefined }
    expect(await found({ ...host, packed: other, bot: strange }, 'package')).toMatchObject({
      says: expect.stringContaining('its bot'),
    })
  })
  it('notices roles of the database that could see all workspaces', async () => {
    expect(await found({ databaseApiUrl: database.adminUrl }, 'database-api')).toMatchObject({
      level: 'fail',
    })
    const wrong = new URL(database.apiUrl)
    wrong.password = 'wrong'
    expect(await found({ databaseApiUrl: wrong.href }, 'database')).toMatchObject({ level: 'fail' })
    const none = { databaseUrl: undefined, databaseApiUrl: undefined, databaseWorkerUrl: undefined }
    expect(await found(none, 'database')).toMatchObject({ level: 'warn' })
    const owned = await emptyDatabase()
    await statement(owned.adminUrl, 'CREATE TABLE public.loose (id int)')
    await statement(owned.adminUrl, 'ALTER TABLE public.loose OWNER TO footbridge_api')
    expect(await found({ databaseApiUrl: owned.apiUrl }, 'database-api')).toMatchObject({
      says: expect.stringContaining('owns tables'),
    })
    await owned.drop()
  })

  it('notices row security that was lifted, migrations that are missing or newer, and another clock', async () => {
    const on = (sql: string) => statement(database.adminUrl, sql)
    await on('ALTER TABLE wins NO FORCE ROW LEVEL SECURITY')
    const open = await found({}, 'row-security')
    expect(open).toMatchObject({ level: 'fail', says: expect.stringContaining('wins') })
    await on(open!.cure!)
    expect(await found({}, 'row-security')).toMatchObject({ level: 'ok' })
    await on(`INSERT INTO migrations (timestamp, name) VALUES (9, 'FromTheFuture9')`)
    expect(await found({}, 'migrations')).toMatchObject({ level: 'warn' })
    await on(`DELETE FROM migrations WHERE name IN ('FromTheFuture9', 'Ground1761000000001')`)
    expect(await found({}, 'migrations')).toMatchObject({
      level: 'fail',
      says: expect.stringContaining('1 migrations'),
    })
    await on(`INSERT INTO migrations (timestamp, name) VALUES (1761000000001, 'Ground1761000000001')`)
    const late = { now: () => new Date(Date.now() + 10_000) }
    expect(await found(late, 'database-clock')).toMatchObject({ level: 'warn' })
  })

  it('notices a mail server that does not take us', async () => {
    const mail = await mailServer()
    expect(await found({ smtpUrl: mail.url }, 'mail')).toMatchObject({ level: 'ok' })
    mail.mishaps.push(['greeting', '554 Go away'])
    expect(await found({ smtpUrl: mail.url }, 'mail')).toMatchObject({ level: 'fail' })
    await mail.stop()
    expect(await found({ smtpUrl: mail.url }, 'mail')).toMatchObject({ level: 'fail' })
  })
})
