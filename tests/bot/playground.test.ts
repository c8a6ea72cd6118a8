import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { channelConnector } from '../../api/chat/connector.ts'
import { connect } from '../../api/database/connect.ts'
import { tables } from '../../api/tables.ts'
import { startWorker } from '../../api/worker.ts'
import { answering, freePort, killProgram, type Program, startProgram } from '../support/program.ts'
import { type Screen, screen } from '../support/screen.ts'
import { statement } from '../support/server.ts'
import { root } from '../support/sources.ts'

const cli = resolve(root, 'node_modules/@microsoft/m365agentsplayground/cli.js')

/** The Agents Playground of Microsoft as it comes from npm: its own connector, its own renderer of cards. */
describe('the Agents Playground', () => {
  let s: Screen
  let playground: Program
  let address: string
  let folder: string
  let stop: () => Promise<void>

  beforeAll(async () => {
    s = await screen()
    const db = await connect({ url: s.database.workerUrl, entities: tables, poolSize: 2 }).initialize()
    const connector = channelConnector({ services: ['loopback'], token: async () => 'demo' })
    const worker = startWorker({
      db,
      every: 100,
      chat: { connector, tab: (place) => `${s.origin}/#/${place}` },
    })
    stop = async () => {
      await worker.stop()
      await db.destroy()
    }
    folder = await mkdtemp(join(tmpdir(), 'playground-'))
    const port = await freePort()
    address = `http://127.0.0.1:${port}`
    const args = ['start', '-e', `${s.origin}/demo/playground/mia`, '-c', 'msteams', '-p', `${port}`, '--dt']
    const env = { TEAMSAPPTESTER_BROWSER: 'none', M365_AGENTS_PLAYGROUND_LOGFILE: join(folder, 'log') }
    playground = startProgram(process.execPath, [cli, ...args], env)
    await answering(playground, `${address}/_internal/v1/config`)
  })
  afterAll(async () => {
    if (playground) await killProgram(playground)
    await stop?.()
    await s?.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('brings what somebody types to the bot, and its answer back, over HTTP', async () => {
    const { config } = (await (await fetch(`${address}/_internal/v1/config`)).json()) as { config: Config }
    const url = `${address}/_conversation/v1/conversations/${config.personalChat.id}/messages`
    const body = JSON.stringify({ text: 'hi', textFormat: 'plain', from: { id: config.currentUser.id } })
    const reply = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    expect(reply.status).toBe(200)
    const delivered = `SELECT count(*)::int AS n FROM chat_sends WHERE status = 200`
    for (let looked = 0; looked < 100; looked++) {
      if ((await statement(s.database.adminUrl, delivered)).rows[0].n > 0) break
      await new Promise((later) => setTimeout(later, 200))
    }
    expect((await statement(s.database.adminUrl, delivered)).rows[0].n).toBe(1)
  })

  it('draws our cards and presses their buttons, in the browser', async () => {
    const page: Page = await s.browser.newPage()
    await page.goto(address)
    const box = page.getByRole('textbox').last()
    await box.waitFor()
    await box.fill('hi')
    await box.press('Enter')
    await page.getByText('Hello, this is Footbridge').first().waitFor()
    await page.getByRole('button', { name: 'My step' }).last().click()
    await page
      .getByText(/No step of yours|a next step is missing/)
      .first()
      .waitFor()
    await page.screenshot({ path: join(root, 'dist/pictures/playground.png') })
  })
})

interface Config {
  personalChat: { id: string }
  currentUser: { id: string }
}
