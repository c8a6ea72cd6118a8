import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { clearBarrier } from '../../api/barriers/answers.ts'
import { raiseBarrier } from '../../api/barriers/barriers.ts'
import { flaws, overflow } from '../support/flaws.ts'
import { picture, type Screen, screen } from '../support/screen.ts'
import { seen } from '../support/seen.ts'
import { writeKeyResult, writeObjective } from '../support/write-goals.ts'

const becauseOfTheBarrier = 'New here: Wins – because the first thing in the way was cleared.'

describe('the product on its first days', () => {
  let s: Screen
  let objectiveId: string

  beforeAll(async () => {
    s = await screen()
    objectiveId = await writeObjective(s, s.cast.dana)
    await writeKeyResult(s, s.cast.dana, { objectiveId })
  }, 120_000)
  afterAll(() => s?.close())

  const doors = async (page: Page) => {
    const links = page.getByRole('navigation').getByRole('link')
    await links.first().waitFor()
    return links.allInnerTexts()
  }

  it('shows a member two places, and a leader what leading needs, with the reason', async () => {
    const mia = await s.open(s.cast.mia, '#/my-week')
    expect(await doors(mia)).toEqual(['My week', 'Team'])
    await seen(mia.getByText('because')).toHaveCount(0)
    await mia.close()
    const dana = await s.open(s.cast.dana, '#/my-week', { width: 320 })
    await seen(dana.getByText(/Here for you: To clear.* because you lead a team\./)).toBeVisible()
    expect(await overflow(dana)).toBe(0)
    await picture(dana, 'unfolding-leader-320')
    await dana.close()
  })

  it('asks for no weight and no second parent while goals stand on one level', async () => {
    const page = await s.open(s.cast.dana, `#/objectives/${objectiveId}`)
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await seen(page.getByRole('dialog')).toBeVisible()
    await seen(page.getByLabel('How much of the larger goal is it?')).toHaveCount(0)
    await page.close()
  })

  it('opens a place with the first barrier that is cleared, and says once to each why', async () => {
    const { mia, dana, teams } = s.cast
    const { id } = await s.by(mia, 0, (tx, actor) =>
      raiseBarrier(tx, actor, { kind: 'access', title: 'No key', teamId: teams.service, askedOf: dana.id }),
    )
    await s.by(dana, 0, (tx, actor) => clearBarrier(tx, actor, id, {}))
    for (const [name, how] of [
      ['1280', { width: 1280 }],
      ['280-dark', { width: 280, colorScheme: 'dark' }],
    ] as const) {
      const page = await s.open(mia, '#/my-week', how)
      await seen(page.getByText(becauseOfTheBarrier)).toBeVisible()
      await seen(page.getByRole('heading', { level: 2 }).first()).toBeVisible()
      await seen(page.getByText('barrier was cleared')).toHaveCount(0)
      expect(await overflow(page)).toBe(0)
      expect(await flaws(page)).toEqual([])
      await picture(page, `unfolding-${name}`)
      await page.close()
    }
    const page = await s.open(mia, '#/my-week')
    expect(await doors(page)).toEqual(['My week', 'Team', 'Wins'])
    const noted = page.waitForResponse(/unfolding\/told/)
    await page.getByRole('button', { name: 'Got it' }).click()
    expect((await noted).status()).toBe(204)
    await seen(page.getByText(becauseOfTheBarrier)).toHaveCount(0)
    await page.close()
    const later = await s.open(mia, '#/my-week')
    await seen(later.getByRole('link', { name: 'Wins' })).toBeVisible()
    await seen(later.getByText(becauseOfTheBarrier)).toHaveCount(0)
    await later.close()
    const noah = await s.open(s.cast.noah, '#/my-week')
    await seen(noah.getByText(becauseOfTheBarrier)).toBeVisible()
    await noah.close()
  })
})
