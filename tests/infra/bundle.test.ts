import { spawnSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { emptyDatabase, type TestDatabase } from '../support/database.ts'
import { answering, freePort, killProgram, type Program, startProgram } from '../support/program.ts'
import { statement } from '../support/server.ts'
import { root } from '../support/sources.ts'

describe('the bundled programs', () => {
  let db: TestDatabase
  let server: Program | undefined
  let worker: Program | undefined

  beforeAll(async () => {
    const built = spawnSync(process.execPath, ['infra/build-api.mjs'], { cwd: root, encoding: 'utf8' })
    if (built.status !== 0) throw new Error(built.stderr)
    db = await emptyDatabase()
  })
  afterAll(async () => {
    for (const program of [server, worker]) if (program) await killProgram(program)
    await db?.drop()
  })

  it('migrate an empty database, serve it and work on it', async () => {
    const port = await freePort()
    const env = {
      DATABASE_URL: db.adminUrl,
      ENTRA_CLIENT_ID: '5d1f7e0a-0000-4000-8000-000000000000',
      NODE_ENV: 'production',
      PORT: `${port}`,
    }
    const migrated = startProgram(process.execPath, ['dist/api/migrate.mjs'], env)
    expect(await migrated.ended).toBe(0)
    expect(migrated.said()).toContain('migrated')

    server = startProgram(process.execPath, ['dist/api/server.mjs'], env)
    const origin = `http://127.0.0.1:${port}`
    expect((await answering(server, `${origin}/healthz`)).status).toBe(200)
    expect((await fetch(`${origin}/v1/me`)).status).toBe(401)
    expect((await fetch(`${origin}/demo/people`)).status).toBe(404)

    worker = startProgram(process.execPath, ['dist/api/worker.mjs'], env)
    await connectedAs('footbridge-worker', db)
    for (const { child, ended } of [server, worker]) {
      child.kill('SIGTERM')
      expect(await ended).toBe(0)
    }
  })
})

async function connectedAs(name: string, { adminUrl }: TestDatabase): Promise<void> {
  const seen = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = '${name}'`
  while ((await statement(adminUrl, seen)).rowCount === 0) await sleep(50)
}
