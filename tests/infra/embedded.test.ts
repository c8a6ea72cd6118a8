import { spawn } from 'node:child_process'
import { chmod, mkdtemp, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { removeEmbedded, startEmbedded } from '../../infra/embedded.ts'
import { statement } from '../support/server.ts'

describe('the embedded database', () => {
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'footbridge-embedded-'))
    await chmod(folder, 0o755)
  })
  afterAll(() => removeEmbedded(folder))

  it('keeps its data over a stop and a start', async () => {
    const first = await startEmbedded(folder)
    await statement(first.url, 'CREATE TABLE planks AS SELECT 3 AS laid')
    await first.stop()
    await expect(statement(first.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED')

    const second = await startEmbedded(folder)
    expect(second.adopted).toBe(false)
    expect((await statement(second.url, 'SELECT laid FROM planks')).rows).toEqual([{ laid: 3 }])
    await second.stop()
  })

  it('takes over the database that a killed program left running, and stops it in the end', async () => {
    await killedStart(folder)
    const after = await startEmbedded(folder)
    expect(after.adopted).toBe(true)
    expect((await statement(after.url, 'SELECT laid FROM planks')).rows).toEqual([{ laid: 3 }])
    await after.stop()
    await expect(statement(after.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED')
  })

  it('leaves a database alone that another living program started', async () => {
    const owner = await startEmbedded(folder)
    await writeFile(join(folder, 'owner'), `${process.ppid}\n`)
    const guest = await startEmbedded(folder)
    await guest.stop()
    expect((await statement(owner.url, 'SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
    await owner.stop()
  })

  it('starts over a lock whose number now belongs to another program', async () => {
    const lock = [process.pid, join(folder, 'database'), 1, 5432, '', 'localhost', '', 'ready', ''].join('\n')
    await writeFile(join(folder, 'database', 'postmaster.pid'), lock)
    const { url, adopted, stop } = await startEmbedded(folder)
    expect(adopted).toBe(false)
    expect((await statement(url, 'SELECT laid FROM planks')).rows).toEqual([{ laid: 3 }])
    await stop()
  })

  it('listens on this machine only and keeps its password from others', async () => {
    const { url, stop } = await startEmbedded(folder)
    expect((await statement(url, 'SHOW listen_addresses')).rows).toEqual([{ listen_addresses: '127.0.0.1' }])
    expect((await stat(join(folder, 'password'))).mode & 0o777).toBe(0o600)
    expect(url).toContain((await readFile(join(folder, 'password'), 'utf8')).trim())
    await stop()
  })
})

/** Starts the database in a program of its own and kills that program as `kill -9` does. */
async function killedStart(folder: string): Promise<void> {
  const code = `
    const { startEmbedded } = await import('./infra/embedded.ts')
    await startEmbedded(process.argv[1])
    process.kill(process.pid, 'SIGKILL')`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code, folder])
  const signal = await new Promise((done) => child.once('exit', (_, name) => done(name)))
  if (signal !== 'SIGKILL') throw new Error('The program ended before it was killed.')
}
