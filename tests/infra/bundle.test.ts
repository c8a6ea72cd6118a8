import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { emptyDatabase, type TestDatabase } from '../support/database.ts'
import { answering, freePort, killProgram, type Program, startProgram } from '../support/program.ts'
import { root } from '../support/sources.ts'

describe('the bundled programs', () => {
  let db: TestDatabase
  let server: Program | undefined

  beforeAll(async () => {
    const built = spawnSync(process.execPath, ['infra/build-api.mjs'], { cwd: root, encoding: 'utf8' })
    if (built.status !== 0) throw new Error(built.stderr)
    db = await emptyDatabase()
  })
  afterAll(async () => {
    if (server) await killProgram(server)
    await db?.drop()
  })

  it('migrate an empty database and serve it', async () => {
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

    server.child.kill('SIGTERM')
    expect(await server.ended).toBe(0)
  })
})
