import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { channelConnector } from '../../api/chat/connector.ts'
import { addStep } from '../../api/commitments/plan.ts'
import { connect } from '../../api/database/connect.ts'
import { tables } from '../../api/tables.ts'
import { startWorker } from '../../api/worker.ts'
import { overflow } from '../support/flaws.ts'
import { picture, type Screen, screen } from '../support/screen.ts'
import { writeKeyResult } from '../support/write-goals.ts'

/** The demo's chat: the cards in the real renderer, the endpoint that Teams would talk to. */
describe('a newcomer walks the loop by card', () => {
  let s: Screen
  let page: Page
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
    const { mia } = s.cast
    const { service: teamId } = s.cast.teams
    const keyResultId = await writeKeyResult(s, s.cast.dana, { teamId, cycleId: s.cast.cycleId })
    const subject = { kind: 'key_result' as const, id: keyResultId }
    await s.by(mia, 1, (tx, actor) =>
      addStep(tx, actor, { subject, text: 'Ring the oldest orders', start: true }),
    )
    await s.by(mia, 1, (tx, actor) => addStep(tx, actor, { subject, text: 'Write to the mill' }))
    page = await (await s.browser.newContext({ viewport: { width: 800, height: 900 } })).newPage()
  })
  afterAll(async () => {
    await page?.close()
    await stop?.()
    await s?.close()
  })

  const last = () => page.locator('.message.bot').last()
  const be = async (who: { id: string }) => {
    await page.goto(`${s.origin}/demo/chat?person=${who.id}`)
    await page.getByText('Hello, this is Footbridge').first().waitFor()
  }

  it('Mia finishes, picks, gets stuck and asks; Dana takes it', async () => {
    await be(s.cast.mia)
    await page.getByRole('button', { name: 'step', exact: true }).click()
    await page.getByText('Ring the oldest orders').waitFor()
    await last().getByRole('button', { name: 'Done' }).click()
    const next = last().getByRole('button', { name: 'Write to the mill' })
    await next.click()
    await next.waitFor({ state: 'detached' }) // the card is edited in place
    await last().getByRole('button', { name: 'In the way' }).click()
    await last().getByRole('radio', { name: 'A decision is needed' }).check()
    await last().getByRole('button', { name: 'Ask Dana Diaz' }).click()
    await page.getByText('Asked of Dana Diaz').first().waitFor()
    await page.getByText('A decision is needed: Write to the mill').first().waitFor()
    await picture(page, 'chat-mia')
    await be(s.cast.dana)
    await page.getByRole('button', { name: 'to clear', exact: true }).click()
    await page
      .getByRole('button', { name: /^Take it, by/ })
      .first()
      .click()
    await page.getByText('Taken. It is your move now.').waitFor()
    await picture(page, 'chat-dana')
    expect(await overflow(page)).toBe(0)
  })

  it('in the dark, as narrow as a phone', async () => {
    await page.setViewportSize({ width: 320, height: 700 })
    await page.goto(`${s.origin}/demo/chat?person=${s.cast.dana.id}&theme=dark`)
    await page.getByText('Hello, this is Footbridge').first().waitFor()
    expect(await overflow(page)).toBe(0)
    await picture(page, 'chat-dark-320')
  })
})
