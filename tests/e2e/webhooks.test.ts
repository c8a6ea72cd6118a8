import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { Webhook } from 'standardwebhooks'
import { putInTeam, removeFromTeam } from '../../api/teams/people.ts'
import { flaws, overflow } from '../support/flaws.ts'
import { type Receiver, receiver, testOutgoing } from '../support/receiver.ts'
import { picture, type Screen, screen } from '../support/screen.ts'
import { seen } from '../support/seen.ts'
import { statement } from '../support/server.ts'
import { type TestWorker, testWorker } from '../support/worker.ts'

describe('telling other programs, in the settings', () => {
  let s: Screen
  let to: Receiver
  let worker: TestWorker

  beforeAll(async () => {
    s = await screen()
    to = await receiver()
    const clock = {
      get now() {
        return new Date()
      },
    }
    worker = await testWorker({ adminUrl: s.database.adminUrl, clock }, { outgoing: testOutgoing() })
  }, 120_000)
  afterAll(async () => {
    await worker?.stop()
    await s?.close()
    await to?.stop()
  })

  it('is the admins’ affair', async () => {
    const page = await s.open(s.cast.dana, '#/settings/webhooks')
    await seen(page.getByText('This is not shared with you')).toBeVisible()
    await page.close()
  })

  it('begins with who is told of what, shows the secret once, and proves itself by a test', async () => {
    const page = await s.open(s.cast.ada, '#/settings/webhooks')
    await seen(page.getByText('No program is told')).toBeVisible()
    await page.getByRole('button', { name: 'Tell a program' }).click()
    await page.getByLabel('Who is told?').fill('Stock list')
    await page.getByLabel('At which address?').fill('https://inside.example/')
    await page.getByRole('button', { name: 'Add it' }).click()
    await seen(page.getByText('This leads into a private network').first()).toBeVisible()
    await page.getByLabel('At which address?').fill(to.url)
    await page.getByRole('checkbox', { name: 'Comments' }).check()
    await page.getByRole('button', { name: 'Add it' }).click()
    const secret = await page.getByRole('textbox', { name: 'Secret' }).inputValue()
    await page.getByRole('button', { name: 'I have kept it' }).click()
    expect(await page.content()).not.toContain(secret)

    await page.getByRole('button', { name: 'More for Stock list' }).click()
    await page.getByRole('menuitem', { name: 'Send a test' }).click()
    await seen(page.getByText('On its way')).toBeVisible()
    await worker.drain()
    await seen(page.getByText('Arrived', { exact: true })).toBeVisible()
    const [{ body, headers }] = to.state.received as [Receiver['state']['received'][0]]
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: 'webhook.test' })
    await page.getByRole('button', { name: /Send again: A test/ }).click()
    await seen(page.getByText('It is sent again')).toBeVisible()
    await worker.drain()
    expect(to.state.received).toHaveLength(2)
    await page.close()
  })

  it('is told of private teams of one’s own, and of those of others no more once they are taken away', async () => {
    const { ada, boris, teams } = s.cast
    const change = async (page: Page) => {
      await page.getByRole('button', { name: /^More for/ }).click()
      await page.getByRole('menuitem', { name: 'Change it' }).click()
    }
    const outside = await s.open(ada, '#/settings/webhooks')
    await change(outside)
    await seen(outside.getByRole('checkbox', { name: 'Comments' })).toBeVisible()
    expect(await outside.getByRole('checkbox', { name: 'Board' }).count()).toBe(0)
    await s.by(boris, 0, (tx, actor) => putInTeam(tx, actor, teams.board, { memberId: ada.id }))
    const page = await s.open(ada, '#/settings/webhooks')
    await change(page)
    await page.getByRole('checkbox', { name: 'Board' }).check()
    await page.getByRole('button', { name: 'Save' }).click()
    await seen(page.getByText('and of what is private in Board')).toBeVisible()
    await s.by(boris, 0, (tx, actor) => removeFromTeam(tx, actor, teams.board, ada.id, null))
    await page.reload()
    await change(page)
    await seen(page.getByText('You do not belong to Board')).toBeVisible()
    await picture(page, 'webhooks-teams-1280')
    await page.getByRole('checkbox', { name: 'Board' }).uncheck()
    await page.getByRole('button', { name: 'Save' }).click()
    await seen(page.getByText('and of what is private in Board')).toHaveCount(0)
    await outside.close()
    await page.close()
  })

  it('shows what failed, and sends all of it again in one tap', async () => {
    const failed = (n: number) =>
      statement(
        s.database.adminUrl,
        `INSERT INTO webhook_deliveries (workspace_id, id, webhook_id, kind, created_at, run_at, ended_at, outcome)
          SELECT workspace_id, overlay(gen_random_uuid()::text placing '00000000' from 1)::uuid, id, 'webhook.test',
            now(), now(), now(), 'failed'
          FROM webhooks, generate_series(1, ${n})`,
      )
    await failed(52)
    const page = await s.open(s.cast.ada, '#/settings/webhooks')
    await page.getByRole('button', { name: 'What was sent: Stock list' }).click()
    await page.getByText('What failed', { exact: true }).click()
    const rows = page.getByRole('button', { name: /^Send again:/ })
    await seen(rows).toHaveCount(50)
    await page.getByRole('button', { name: 'Show more' }).click()
    await seen(rows).toHaveCount(52)
    await page.getByRole('button', { name: 'From the last 24 hours' }).click()
    await seen(page.getByText('52 messages are sent again')).toBeVisible()
    await seen(page.getByText('Nothing has failed')).toBeVisible()
    const tests = () => new Set(to.state.received.map(({ headers }) => headers['webhook-id'])).size
    while (tests() < 53) await worker.drain() // that of the first test among them
    await failed(3)
    await page.close()
  })

  it('is changed, given another secret, and switched on again after it was switched off', async () => {
    const page = await s.open(s.cast.ada, '#/settings/webhooks')
    const more = async (what: string) => {
      await page.getByRole('button', { name: /^More for/ }).click()
      await page.getByRole('menuitem', { name: what }).click()
    }
    await more('Change it')
    await page.getByLabel('Who is told?').fill('Shelves')
    await page.getByRole('button', { name: 'Save' }).click()
    await more('New secret')
    await page.getByRole('button', { name: 'Make a new secret' }).click()
    await seen(page.getByRole('textbox', { name: 'Secret' })).toHaveValue(/^whsec_/)
    await page.getByRole('button', { name: 'I have kept it' }).click()
    to.state.answer = (reply) => reply.writeHead(410).end()
    await more('Send a test')
    await worker.drain()
    await seen(page.getByText('Answer: 410')).toBeVisible()
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    await seen(page.getByText('it wants no more messages')).toBeVisible()
    await picture(page, 'webhooks-off-1280')
    await page.getByRole('button', { name: 'Switch on' }).click()
    await seen(page.getByText('On', { exact: true })).toBeVisible()
    await page.close()
  })

  it.each([
    [280, 'de', 'dark', 'none'],
    [320, 'de', 'dark', 'none'],
    [1280, 'en', 'light', 'none'],
    [1280, 'en', 'light', 'active'],
  ] as const)('fits %i px (%s, %s, forced colours %s)', async (width, locale, colorScheme, forcedColors) => {
    const page = await s.open(s.cast.ada, '#/settings/webhooks', { width, locale, colorScheme, forcedColors })
    const name = (what: string) => `webhooks-${what}-${width}-${locale}-${colorScheme}-${forcedColors}`
    const isWhole = async (what: string) => {
      expect([what, await overflow(page), await flaws(page)]).toEqual([what, 0, []])
      await picture(page, name(what))
    }
    await seen(page.getByText('Shelves')).toBeVisible()
    await isWhole('list')
    await page.getByRole('button', { name: /^(What was sent|Gesendetes): Shelves/ }).click()
    await seen(page.getByText(/^(A test|Ein Test)$/).first()).toBeVisible()
    await isWhole('log')
    await page.getByText(/^(What failed|Fehlgeschlagenes)$/).click()
    await seen(page.getByText(/^(Send what failed again|Fehlgeschlagenes erneut senden)$/)).toBeVisible()
    await isWhole('failed')
    await page.getByRole('button', { name: /^(Close|Schließen)$/ }).click()
    await page.getByRole('button', { name: /^(Tell a program|Programm hinzufügen)$/ }).click()
    await seen(page.getByRole('dialog')).toBeVisible()
    await isWhole('dialog')
    await page.close()
  })

  it('ends when it is removed', async () => {
    const page = await s.open(s.cast.ada, '#/settings/webhooks')
    await page.getByRole('button', { name: /^More for/ }).click()
    await page.getByRole('menuitem', { name: 'Remove it' }).click()
    await page.getByRole('button', { name: 'Remove', exact: true }).click()
    await seen(page.getByText('No program is told')).toBeVisible()
    expect((await statement(s.database.adminUrl, 'SELECT 1 FROM webhook_secrets')).rows).toEqual([])
    await page.close()
  })
})
