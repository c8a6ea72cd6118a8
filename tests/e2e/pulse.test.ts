import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { answerPulse, listPulses } from '../../api/pulses/pulses.ts'
import { putInTeam } from '../../api/teams/people.ts'
import type { Person } from '../support/cast.ts'
import { flaws, overflow } from '../support/flaws.ts'
import { picture, type Screen, screen } from '../support/screen.ts'
import { seen } from '../support/seen.ts'
import { type TestWorker, testWorker } from '../support/worker.ts'
import { writeObjective } from '../support/write-goals.ts'

const yes = { understand: 'yes', say: 'no', believe: 'yes' } as const
const figures = { name: 'What the team says of its goals' }

describe('the pulse on the screen', () => {
  let s: Screen
  let worker: TestWorker
  const clock = { now: new Date() }

  beforeAll(async () => {
    s = await screen()
    await s.showAll()
    worker = await testWorker({ adminUrl: s.database.adminUrl, clock })
    const { ada, boris, otto, noah, teams } = s.cast
    const join = (who: Person, teamId: string) =>
      s.by(ada, 0, (tx, actor) => putInTeam(tx, actor, teamId, { memberId: who.id, role: 'member' }))
    for (const who of [boris, otto]) await join(who, teams.service)
    for (const who of [ada, boris, noah]) await join(who, teams.shop)
    await writeObjective(s, s.cast.dana)
    await writeObjective(s, otto, { teamId: teams.shop, title: 'A shop people come back to' })
    await worker.drain()
  }, 120_000)
  afterAll(async () => {
    expect(worker.log).toEqual([])
    await worker.stop()
    await s?.close()
  })

  const answer = (who: Person, teamId: string) =>
    s.by(who, 0, async (tx, actor) => {
      const open = (await listPulses(tx, actor)).data.find(({ team }) => team.id === teamId)
      await answerPulse(tx, actor, open!.id, { ...yes, comment: null }, () => undefined)
    })

  it('takes three taps in Mia’s week, the third of which sends it', async () => {
    const looks = { width: 320, colorScheme: 'dark', locale: 'de' } as const
    const german = await s.open(s.cast.dana, '#/my-week', looks)
    await seen(german.getByRole('radio').nth(8)).toBeAttached()
    expect([await overflow(german), ...(await flaws(german))]).toEqual([0])
    await picture(german, 'pulse-taps-320-dark-de')
    await german.close()
    const page = await s.open(s.cast.mia, '#/my-week')
    const pulse = page.getByRole('region', { name: 'Three taps' })
    const taps = [
      ['I understand why', 'Yes'],
      ['I had a say', 'No'],
      ['I believe we can', 'Yes'],
    ] as const
    for (const [question, said] of taps) {
      await pulse.getByRole('group', { name: question }).getByText(said, { exact: true }).click()
    }
    await seen(page.getByText('Thank you. You can change it until it closes.')).toBeVisible()
    await page.reload()
    const last = pulse.getByRole('group', { name: 'I believe we can' })
    await seen(last.getByRole('radio', { name: 'Yes' })).toBeChecked()
    await picture(page, 'pulse-taps')
    await page.close()
  })

  it('shows the team nothing while it is open, however many answered', async () => {
    const { dana, noah, boris, otto, ada, teams } = s.cast
    for (const who of [dana, noah, boris, otto]) await answer(who, teams.service)
    for (const who of [ada, noah, boris, otto]) await answer(who, teams.shop)
    const page = await s.open(s.cast.mia, `#/team/${teams.service}`)
    await seen(page.getByRole('region', figures).getByText(/^Open until/)).toBeVisible()
    expect(await page.getByText('say yes').count()).toBe(0)
    await page.close()
  })

  it('shows the figure of five once it has closed, and nothing of four', async () => {
    const { mia, otto, teams } = s.cast
    clock.now = new Date(Date.now() + 10 * 86_400_000)
    await worker.drain()
    const page = await s.open(mia, `#/team/${teams.service}`)
    const region = page.getByRole('region', figures)
    await seen(region.getByText('5 answers')).toBeVisible()
    await seen(region.getByText('I had a say: 0% say yes')).toBeVisible()
    await seen(region.getByText('I understand why: 100% say yes')).toBeVisible()
    expect(await flaws(page)).toEqual([])
    await picture(page, 'pulse-figures')
    await page.close()
    const shop = await s.open(otto, `#/team/${teams.shop}`)
    await seen(shop.getByRole('region', figures).getByText(/^Too few answers/)).toBeVisible()
    expect(await shop.getByText('say yes').count()).toBe(0)
    await shop.close()
  })
})
