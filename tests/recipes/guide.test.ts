import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { apiSources } from '../support/refusals.ts'
import { root, textOf } from '../support/sources.ts'
import { type Demo, demoServer } from './demo-server.ts'

const run = promisify(execFile)
const guide = textOf('api/INTEGRATE.md')
const blocks = (language: string) =>
  [...guide.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'))].map((found) => found[1]!)

describe('the guide for integrators', () => {
  let demo: Demo

  beforeAll(async () => {
    demo = await demoServer()
  })
  afterAll(() => demo?.close())

  it('works as it is written: every command, and the typed client', async () => {
    const marked = blocks('sh').map((block, i) => `echo; echo "== ${i}"\n${block}`)
    const script = ['set -euo pipefail', ...marked, 'echo; echo "== key"', 'echo "$KEY"'].join('\n')
    const { stdout } = await run('bash', ['-c', script], { env: { ...process.env, FOOTBRIDGE: demo.origin } })
    const [, ...said] = stdout.split(/^== .*\n/m)
    const last = JSON.parse(said[3]!.trim().split('\n').at(-1)!)
    expect(JSON.parse(said[1]!)).toMatchObject({
      memberId: null,
      scopes: expect.arrayContaining(['me:read']),
    })
    expect(last).toMatchObject({ title: 'Open tickets', lifecycle: 'published', asks: 'program' })
    expect(JSON.parse(said[4]!).checkIn).toMatchObject({ value: 87, source: 'api', authorId: null })
    expect(said[5]!.trim().toLowerCase()).toBe('idempotent-replayed: true')
    expect(said[6]!.trim()).toBe('1')
    expect(said[7]).toMatch(/ because /)
    expect(JSON.parse(said[8]!).data).toEqual([])
    expect(said[9]!.trim()).toBe('scope')
    expect(said[10]).toMatch(/^WEBHOOK_SECRET=whsec_.{40,}$/m)
    expect(said[11]).toContain("[ 'test waiting' ]")

    // The same file is compiled with the tests: a wrong path or field would not.
    expect(blocks('ts')).toEqual([textOf('tests/recipes/client.ts')])
    const env = { ...process.env, FOOTBRIDGE: demo.origin, KEY: said[12]!.trim() }
    const typed = await run('npx', ['tsx', 'tests/recipes/client.ts'], { env, cwd: root })
    expect(typed.stdout).toMatch(/ because /)
  }, 180_000)

  it('lists kinds of changes that the source tells', () => {
    const listed = textOf('api/webhooks/README.md').split('## What may be told')[1]!.split('\n## ')[0]!
    const kinds = [...listed.matchAll(/`([a-z-]+)\.([a-z-]+)`/g)]
    const source = apiSources().join('\n')
    expect(kinds.length).toBeGreaterThan(40)
    const unsaid = kinds.filter(([, noun, word]) => {
      return !source.includes(`'${noun}.${word}'`) && !source.includes(`'${word!.replace('-', '_')}'`)
    })
    expect(unsaid.map(([kind]) => kind)).toEqual([])
  })

  it('names files that are there', () => {
    const links = [...guide.matchAll(/\]\(((?:\.\.|recipes)[^)]*)\)/g)].map((found) => found[1]!)
    expect(links.length).toBeGreaterThan(4)
    expect(links.filter((link) => !existsSync(join(root, 'api', link)))).toEqual([])
  })
})
