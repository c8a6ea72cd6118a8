import { existsSync } from 'node:fs'
import { chmod, mkdtemp } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { removeEmbedded } from '../../infra/embedded.ts'
import { runningPostmaster } from '../../infra/postmaster.ts'
import { emptyDatabase } from '../support/database.ts'
import { answering, freePort, killProgram, type Program, saying, startProgram } from '../support/program.ts'

// The first start builds the add-in and makes the demo workspace.
jest.setTimeout(180_000)

describe('npm start', () => {
  let folder: string
  let port: number
  let program: Program

  const npmStart = (env: Record<string, string> = {}) => {
    program = startProgram('npm', ['start'], {
      DATABASE_URL: undefined,
      DATA_FOLDER: folder,
      PORT: `${port}`,
      ...env,
    })
    return answering(program, `http://127.0.0.1:${port}/healthz`)
  }
  const databaseRuns = () => runningPostmaster(join(folder, 'database')).then(Boolean)

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'footbridge-start-'))
    await chmod(folder, 0o755)
    port = await freePort()
  })
  afterEach(() => killProgram(program))
  afterAll(() => removeEmbedded(folder))

  it('serves, says where to look, and stops cleanly on a signal', async () => {
    expect((await npmStart()).status).toBe(200)
    expect((await fetch(`http://127.0.0.1:${port}/tab.html`)).status).toBe(200)
    expect((await fetch(`http://127.0.0.1:${port}/docs/`)).status).toBe(200)
    await saying(program, `http://localhost:${port}/`)

    program.child.kill('SIGTERM')
    await program.ended
    await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow('fetch failed')
    expect(await databaseRuns()).toBe(false)
  })

  it('starts again after it was killed, on the same data', async () => {
    await npmStart()
    expect(program.said()).not.toContain('Creating the database')
    await killProgram(program)
    expect(await databaseRuns()).toBe(true)

    await npmStart()
    expect(program.said()).toContain('is used on')
    // As a terminal does: Ctrl-C reaches every process of the group.
    process.kill(-program.child.pid!, 'SIGINT')
    await program.ended
    expect(await databaseRuns()).toBe(false)
  })

  it('runs on the database that DATABASE_URL names, and starts none of its own', async () => {
    const db = await emptyDatabase()
    const unused = join(folder, 'unused')
    // With an application named it is no demo, which would take its time to load.
    const env = { ENTRA_CLIENT_ID: '5d1f7e0a-0000-4000-8000-000000000000' }
    expect((await npmStart({ ...env, DATABASE_URL: db.adminUrl, DATA_FOLDER: unused })).status).toBe(200)
    expect(existsSync(unused)).toBe(false)
    program.child.kill('SIGTERM')
    await program.ended
    await db.drop()
  })

  it('says in one line when that database cannot be reached', async () => {
    await expect(npmStart({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' })).rejects.toThrow(
      'The database of DATABASE_URL cannot be used: connect ECONNREFUSED 127.0.0.1:1',
    )
  })

  it('names another port when its own is taken', async () => {
    const other = createServer((connection) => connection.destroy())
    await new Promise<void>((done) => other.listen(port, '127.0.0.1', done))
    await expect(npmStart()).rejects.toThrow('ended without answering')
    expect(await program.ended).toBe(1)
    expect(program.said()).toContain(`Port ${port} is taken. Choose another: PORT=${port + 1} npm start`)
    await new Promise((done) => other.close(done))
  })
})
