import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { recordCheckIn } from '../../api/check-ins/check-ins.ts'
import { addStep } from '../../api/commitments/plan.ts'
import { startStep } from '../../api/commitments/take.ts'
import { createKeyResult } from '../../api/key-results/key-results.ts'
import { picture, type Screen, screen } from '../support/screen.ts'
import { seen } from '../support/seen.ts'

/** Counts what a finger does: every tap goes through here. */
function taps() {
  let count = 0
  return {
    get count() {
      return count
    },
    async on(page: Page, name: string | RegExp) {
      count += 1
      await page.getByRole('button', { name }).first().click()
    },
    async chip(page: Page, name: string) {
      count += 1
      await page.getByRole('dialog').getByText(name, { exact: true }).click()
    },
  }
}

describe('the loop that is the product', () => {
  let s: Screen

  beforeAll(async () => {
    s = await screen()
    const { dana, mia, teams, cycleId } = s.cast
    const keyResult = await s.by(dana, 0, (tx, actor) =>
      createKeyResult(tx, actor, {
        title: 'Repairs done by the promised day',
        why: 'A late repair is a broken promise.',
        teamId: teams.service,
        cycleId,
        ownerId: mia.id,
        kind: 'percent',
        unit: '%',
        baseline: 60,
        target: 90,
        lifecycle: 'published',
      }),
    )
    await s.by(mia, 0, async (tx, actor) => {
      const subject = { kind: 'key_result' as const, id: keyResult.id }
      const live = await addStep(tx, actor, { subject, text: 'measure where the hours go' })
      await addStep(tx, actor, { subject, text: 'sort the parts shelf' })
      await startStep(tx, actor, live.id)
    })
  }, 120_000)
  afterAll(() => s?.close())

  it('is walked by Mia and Dana within its taps', async () => {
    const mia = await s.open(s.cast.mia, '#/my-week', { width: 320 })

    const finishing = taps()
    await finishing.on(mia, 'Done: measure where the hours go')
    await finishing.on(mia, 'Start: sort the parts shelf')
    await seen(mia.getByRole('button', { name: 'Done: sort the parts shelf' })).toBeVisible()
    expect(finishing.count).toBe(2)

    const asking = taps()
    await asking.on(mia, 'Something is in the way: sort the parts shelf')
    await asking.chip(mia, 'Waiting on someone')
    await asking.on(mia, 'Ask Dana Diaz')
    await seen(mia.getByText('#1 is with Dana Diaz.')).toBeVisible()
    expect(asking.count).toBe(3)

    const dana = await s.open(s.cast.dana, '#/to-clear')
    await seen(dana.getByText(/stands here because 1 person waits/)).toBeVisible()
    await picture(dana, 'to-clear')
    const taking = taps()
    await taking.on(dana, /^Take it, by (Mon|Tue|Wed|Thu|Fri)/)
    await seen(dana.getByText(/You take #1 .*, by/)).toBeVisible()
    expect(taking.count).toBe(1)

    const clearing = taps()
    await clearing.on(dana, /^Cleared/)
    await seen(dana.getByText(/is cleared\. Whoever raised it/)).toBeVisible()
    expect(clearing.count).toBe(1)

    await mia.reload()
    await mia.getByRole('button', { name: new RegExp(s.cast.mia.name) }).click()
    const confirming = taps()
    await confirming.on(mia, /^Really unblocked/)
    await seen(mia.getByText(/is confirmed: unblocked/)).toBeVisible()
    expect(confirming.count).toBe(1)

    await dana.reload()
    await dana.getByRole('button', { name: new RegExp(s.cast.dana.name) }).click()
    await seen(dana.getByRole('heading', { name: 'To celebrate' })).toBeVisible()
    await dana.getByLabel('A few words (optional)').fill('Well asked, Mia.')
    const celebrating = taps()
    await celebrating.on(dana, /^Celebrate/)
    await seen(dana.getByText(/^Celebrated:/)).toBeVisible()
    expect(celebrating.count).toBe(1)
  }, 60_000)

  it('takes one tap in a week in which nothing changed', async () => {
    const { noah, dana, teams, cycleId } = s.cast
    const { id } = await s.by(dana, 20, (tx, actor) =>
      createKeyResult(tx, actor, {
        title: 'Calls answered the same day',
        teamId: teams.service,
        cycleId,
        ownerId: noah.id,
        kind: 'percent',
        unit: '%',
        target: 90,
        lifecycle: 'published',
      }),
    )
    await s.by(noah, 9, (tx, actor) => recordCheckIn(tx, actor, id, { value: 70, confidence: 'high' }))
    const page = await s.open(noah, '#/my-week')
    const checkingIn = taps()
    await checkingIn.on(page, 'Looks right: Calls answered the same day')
    await seen(page.getByText('Calls answered the same day: 70%', { exact: false })).toBeVisible()
    expect(checkingIn.count).toBe(1)
    await seen(page.getByText('Nothing to check in now.', { exact: false })).toBeVisible()
    await picture(page, 'my-week')
  })
})
