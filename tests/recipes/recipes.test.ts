import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { headersOf, newSecret, written } from '../../api/webhooks/sign.ts'
import { killProgram, startProgram } from '../support/program.ts'
import { seen } from '../support/seen.ts'
import { root } from '../support/sources.ts'
import { type Demo, demoServer } from './demo-server.ts'

const run = promisify(execFile)

interface Asked {
  method: string
  url: string
  headers: IncomingMessage['headers']
  body: string
}

describe('the recipes', () => {
  let demo: Demo
  let key: string
  let source: Server
  let at: string
  let asked: Asked[] = []
  /** What the stand-in of the other system answers, by a part of the address. */
  let answers: Record<string, unknown> = {}

  beforeAll(async () => {
    demo = await demoServer()
    const keyReply = await demo.ask(demo.cast.ada, 'POST', '/v1/keys', {
      name: 'Recipes',
      scopes: ['check-ins:write'],
    })
    key = (await keyReply.json()).secret
    source = createServer(async (request, reply) => {
      const { method = '', url = '', headers } = request
      asked.push({ method, url, headers, body: await text(request) })
      const found = Object.entries(answers).find(([part]) => url.includes(part))
      reply.writeHead(found ? 200 : 404, { 'content-type': 'application/json' })
      reply.end(JSON.stringify(found?.[1] ?? {}))
    })
    await new Promise<void>((done) => source.listen(0, '127.0.0.1', done))
    at = `http://127.0.0.1:${(source.address() as AddressInfo).port}`
  })
  afterEach(() => {
    asked = []
    answers = {}
  })
  afterAll(async () => {
    source?.close()
    await demo?.close()
  })

  const recipe = (name: string, env: Record<string, string>) =>
    run(process.execPath, [join(root, 'api/recipes', `${name}.mjs`)], {
      env: { PATH: process.env.PATH!, FOOTBRIDGE_URL: demo.origin, FOOTBRIDGE_KEY: key, ...env },
    })
  /** A published key result that the source calls so. */
  const known = async (name: string, id: string): Promise<string> => {
    const { cast, ask } = demo
    const reply = await ask(cast.dana, 'PUT', `/v1/key-results/by-external-id/${name}/${id}`, {
      title: `Number ${id}`.slice(0, 99),
      teamId: cast.teams.service,
      cycleId: cast.cycleId,
      target: 200,
      lifecycle: 'published',
      waive: 'It counts itself.',
    })
    expect(reply.status).toBe(201)
    return (await reply.json()).id
  }
  const valuesOf = async (id: string): Promise<number[]> => {
    const { data } = await (await demo.ask(demo.cast.mia, 'GET', `/v1/key-results/${id}/check-ins`)).json()
    return data.map(({ value }: { value: number }) => value)
  }
  const app = () => ({
    LOGIN_URL: at,
    GRAPH_URL: at,
    TENANT_ID: 'harbour',
    CLIENT_ID: 'c',
    CLIENT_SECRET: 's',
  })
  const basic = (user: string) => `Basic ${Buffer.from(user).toString('base64')}`

  it('say which variable is missing', async () => {
    const failed = await recipe('jira', {}).catch((failure) => failure)
    expect([failed.code, failed.stderr]).toEqual([2, 'Set JIRA_URL.\n'])
  })

  it('say what was refused, when nobody knows the id', async () => {
    answers = { 'approximate-count': { count: 1 } }
    const env = { JIRA_URL: at, JIRA_EMAIL: 'm', JIRA_TOKEN: 't', JIRA_JQL: 'x', EXTERNAL_ID: 'nobody' }
    const failed = await recipe('jira', env).catch((failure) => failure)
    expect([failed.code, failed.stderr]).toEqual([1, expect.stringContaining('answered 404')])
  })

  it('push how many issues Jira finds, each run anew: also a number that was told that day already', async () => {
    const id = await known('jira', 'OPS-open')
    answers = { '/rest/api/3/search/approximate-count': { count: 87 } }
    const jql = 'project = OPS AND statusCategory != Done'
    const env = {
      JIRA_URL: at,
      JIRA_EMAIL: 'mia@harbour.example',
      JIRA_TOKEN: 't',
      JIRA_JQL: jql,
      EXTERNAL_ID: 'OPS-open',
    }
    expect((await recipe('jira', env)).stdout).toBe('jira/OPS-open: 87\n')
    expect(await valuesOf(id)).toEqual([87])
    expect(asked[0]).toMatchObject({ method: 'POST', body: JSON.stringify({ jql }) })
    expect(asked[0]!.headers.authorization).toBe(basic('mia@harbour.example:t'))
    for (const count of [85, 87]) {
      answers = { '/rest/api/3/search/approximate-count': { count } }
      await recipe('jira', env)
    }
    expect(await valuesOf(id)).toEqual([87, 85, 87])
  })

  it('push how many work items a query of Azure DevOps finds', async () => {
    const id = await known('azure-devops', 'bugs')
    answers = { '/_apis/wit/wiql': { workItems: [{ id: 1 }, { id: 2 }, { id: 3 }] } }
    const query = "SELECT [System.Id] FROM WorkItems WHERE [System.State] <> 'Closed'"
    const env = {
      AZURE_DEVOPS_URL: at,
      AZURE_DEVOPS_PROJECT: 'My shop',
      AZURE_DEVOPS_TOKEN: 'p',
      AZURE_DEVOPS_QUERY: query,
    }
    await recipe('azure-devops', { ...env, EXTERNAL_ID: 'bugs' })
    expect(await valuesOf(id)).toEqual([3])
    expect(asked[0]).toMatchObject({
      url: '/My%20shop/_apis/wit/wiql?api-version=7.1',
      body: JSON.stringify({ query }),
    })
    expect(asked[0]!.headers.authorization).toBe(basic(':p'))
  })

  it('push how many percent of a plan are done, over all its pages', async () => {
    const id = await known('planner', 'plan-1')
    const tasks = (percents: number[]) => percents.map((percentComplete) => ({ percentComplete }))
    answers = {
      '/oauth2/v2.0/token': { access_token: 'graph' },
      'tasks?page=2': { value: tasks([100]) },
      '/v1.0/planner/plans/plan-1/tasks': {
        value: tasks([100, 50]),
        '@odata.nextLink': `${at}/v1.0/planner/plans/plan-1/tasks?page=2`,
      },
    }
    await recipe('planner', { ...app(), PLANNER_PLAN: 'plan-1' })
    expect(await valuesOf(id)).toEqual([66.7])
    expect(asked.map(({ headers }) => headers.authorization)).toEqual([
      undefined,
      'Bearer graph',
      'Bearer graph',
    ])
    expect(new URLSearchParams(asked[0]!.body).get('grant_type')).toBe('client_credentials')
  })

  it('push a column of a workbook, tell the rows that hold no number or are refused, and end with 1', async () => {
    const long = 'ü'.repeat(95)
    const [a, b] = [await known('excel', 'Repairs'), await known('excel', encodeURIComponent(long))]
    answers = {
      '/oauth2/v2.0/token': { access_token: 'graph' },
      "/workbook/worksheets/Q4/range(address='A2:B9')": {
        values: [
          ['Repairs', 100 / 3],
          ['', ''],
          ['Nobody', 12],
          ['Sales', 'soon'],
          [long, 40],
        ],
      },
    }
    const env = { ...app(), EXCEL_DRIVE: 'd', EXCEL_ITEM: 'i', EXCEL_SHEET: 'Q4', EXCEL_RANGE: 'A2:B9' }
    const { code, stderr, stdout } = await recipe('excel', env).catch((failure) => failure)
    expect(code).toBe(1)
    const [refused, left] = stderr.split('\n')
    expect(refused).toMatch(/^excel\/Nobody: 12 was refused, .* answered 404: /)
    expect(left).toBe('excel/Sales: "soon" is no number, left out')
    expect(stdout).toBe(`excel/Repairs: 33.333333\nexcel/${long}: 40\n`)
    expect([await valuesOf(a), await valuesOf(b)]).toEqual([[33.333333], [40]])
  })

  it('take what a webhook sends, and nothing that somebody else signed or sent long ago', async () => {
    const [secret, replaced] = [newSecret(), newSecret()]
    const env = { WEBHOOK_SECRET: written(secret), PORT: '0' }
    const program = startProgram(process.execPath, ['api/recipes/receive.mjs'], env)
    await seen.poll(program.said).toMatch(/listening on \d+/)
    const origin = `http://127.0.0.1:${/listening on (\d+)/.exec(program.said())![1]}`
    const send = async (id: string, body: string, secrets: Buffer[], at = new Date()) =>
      (
        await fetch(origin, {
          method: 'POST',
          headers: headersOf({ id, at, body: '{"told":1}' }, secrets),
          body,
        })
      ).status
    expect(await send('first', '{"told":1}', [replaced, secret])).toBe(204)
    expect(await send('strange', '{"told":1}', [replaced])).toBe(401)
    expect(await send('changed', '{"told":2}', [secret])).toBe(401)
    expect(await send('late', '{"told":1}', [secret], new Date(Date.now() - 600_000))).toBe(401)
    const half = connect(Number(new URL(origin).port), '127.0.0.1')
    await new Promise((sent) =>
      half.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{"', sent),
    )
    half.destroy()
    await once(half, 'close')
    expect(await send('after', '{"told":1}', [secret])).toBe(204)
    await seen.poll(program.said).toContain('after')
    await killProgram(program)
    expect(program.said().split('\n').slice(1)).toEqual(['first {"told":1}', 'after {"told":1}', ''])
  })
})
