import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { main } from '../../manifest/register.ts'
import { root } from '../support/sources.ts'

const config = join(root, 'manifest/example.json')

/** A stand-in of the Azure command line: it keeps applications and agreements in a file, as Graph would. */
const az = `#!${process.execPath}
const { readFileSync, writeFileSync } = process.getBuiltinModule('node:fs')
const file = process.env.AZ_STATE
const state = JSON.parse(readFileSync(file, 'utf8'))
const option = (name) => process.argv[process.argv.indexOf('--' + name) + 1]
const [method, url] = [option('method'), new URL(option('url'))]
const body = process.argv.includes('--body') ? JSON.parse(option('body')) : undefined
const path = url.pathname.replace('/v1.0', '')
const wanted = /eq '(.*)'/.exec(url.searchParams.get('$filter') ?? '')?.[1]
state.calls.push(method + ' ' + path)
const [, kind, id, what] = path.split('/')
let reply
if (state.refuse) { process.stderr.write('Insufficient privileges'); process.exit(1) }
if (method === 'GET' && what) reply = { value: state.agreed }
else if (method === 'GET') reply = { value: state[kind].filter((each) => [each.displayName, each.appId].includes(wanted)) }
else if (what === 'addPassword') reply = { secretText: 'only-once' }
else if (what) state.agreed.push(body)
else if (method === 'POST') { reply = { ...body, id: kind + '-1', appId: body.appId ?? 'app-1' }; state[kind].push(reply) }
else { const found = state[kind].find((each) => each.id === id); for (const [name, value] of Object.entries(body)) found[name] = name === 'api' ? { ...found.api, ...value } : value }
writeFileSync(file, JSON.stringify(state))
if (reply) process.stdout.write(JSON.stringify(reply))
`

describe('the registration of the application', () => {
  let folder: string
  const before = process.env.PATH
  const file = () => join(folder, 'state.json')
  const state = async () => JSON.parse(await readFile(file(), 'utf8'))
  const run = async (...args: string[]) => {
    const lines: string[] = []
    return { code: await main([config, ...args], (line) => lines.push(line)), lines }
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'register-'))
    await writeFile(join(folder, 'az'), az)
    await chmod(join(folder, 'az'), 0o755)
    process.env.PATH = `${folder}:${before}`
    process.env.AZ_STATE = file()
  })
  beforeEach(async () => {
    const graph = { id: 'graph', appId: '00000003-0000-0000-c000-000000000000' }
    await writeFile(
      file(),
      JSON.stringify({ applications: [], servicePrincipals: [graph], agreed: [], calls: [] }),
    )
  })
  afterAll(async () => {
    process.env.PATH = before
    delete process.env.AZ_STATE
    await rm(folder, { recursive: true, force: true })
  })

  it('says all that it would do, and does nothing, with --dry-run', async () => {
    const { code, lines } = await run('--dry-run', '--directory')
    expect(code).toBe(0)
    expect(lines.filter((line) => line.startsWith('would:')).length).toBeGreaterThan(6)
    expect(lines.join('\n')).toContain('brk-multihub://footbridge.contoso.com')
    expect(lines.join('\n')).toContain('agree to User.Read.All')
    const { calls, applications } = await state()
    expect(calls.filter((call: string) => !call.startsWith('GET'))).toEqual([])
    expect(applications).toEqual([])
  })

  it('asks for nothing of Graph unless the directory shall be followed', async () => {
    const { code, lines } = await run()
    expect([code, lines.at(-1)]).toEqual([0, 'ENTRA_CLIENT_ID=app-1'])
    const { applications, agreed } = await state()
    expect(agreed).toEqual([])
    expect(applications[0]).toMatchObject({
      signInAudience: 'AzureADMyOrg',
      identifierUris: ['api://footbridge.contoso.com/app-1'],
      spa: {
        redirectUris: [
          'https://footbridge.contoso.com/signed-in.html',
          'brk-multihub://footbridge.contoso.com',
        ],
      },
      api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [{ value: 'access_as_user' }] },
    })
    const { api } = applications[0]
    for (const { delegatedPermissionIds } of api.preAuthorizedApplications) {
      expect(delegatedPermissionIds).toEqual([api.oauth2PermissionScopes[0].id])
    }
  })

  it('changes nothing when it is run again, and adds what is asked for later', async () => {
    await run()
    const first = await state()
    const again = await run()
    expect(again.lines.filter((line) => /^(does|would)/.test(line))).toEqual([])
    expect((await state()).applications).toEqual(first.applications)
    const later = await run('--group', '--secret')
    expect(later.lines).toContain('ENTRA_CLIENT_SECRET=only-once')
    expect((await state()).agreed).toEqual([
      {
        principalId: 'servicePrincipals-1',
        resourceId: 'graph',
        appRoleId: 'df021288-bdef-4463-88db-98f22de89214',
      },
      {
        principalId: 'servicePrincipals-1',
        resourceId: 'graph',
        appRoleId: '98830695-27a2-44f7-8c18-0c3ebc9698f6',
      },
    ])
    expect((await run('--group')).lines.filter((line) => /^(does|would)/.test(line))).toEqual([])
  })

  it('says why it could not, and touches neither of two applications of one name', async () => {
    const twice = {
      ...(await state()),
      applications: [1, 2].map((id) => ({ id, appId: id, displayName: 'Footbridge' })),
    }
    await writeFile(file(), JSON.stringify(twice))
    expect(await run()).toEqual({
      code: 1,
      lines: [expect.stringContaining('2 applications called Footbridge')],
    })
    await writeFile(file(), JSON.stringify({ ...twice, refuse: true }))
    expect(await run()).toEqual({ code: 1, lines: ['Azure refused: Insufficient privileges'] })
    expect(await main([join(folder, 'none.json')], () => undefined)).toBe(1)
  })
})
