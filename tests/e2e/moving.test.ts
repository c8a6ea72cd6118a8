import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { createCycle } from '../../api/cycles/cycles.ts'
import { transaction } from '../../api/database/transaction.ts'
import { addPerson } from '../../api/members/sign-up.ts'
import { align } from '../../api/objectives/alignments.ts'
import { flaws, overflow } from '../support/flaws.ts'
import { picture, type Screen, screen } from '../support/screen.ts'
import { seen } from '../support/seen.ts'
import { writeKeyResult, writeObjective } from '../support/write-goals.ts'

const title = 'Repairs done when promised'
const measure = 'Repairs done by the promised day'
const dialog = (page: Page) => page.getByRole('dialog')

describe('goals and measures on the move', () => {
  let s: Screen
  let objective: string
  let keyResult: string
  let city: string

  beforeAll(async () => {
    s = await screen()
    await s.showAll()
    const { ada, boris, dana, teams } = s.cast
    objective = await writeObjective(s, dana)
    keyResult = await writeKeyResult(s, dana, { objectiveId: objective })
    city = await writeObjective(s, boris, { title: 'A city that cycles', teamId: teams.company })
    await writeObjective(s, boris, { title: 'A town that walks', teamId: teams.company })
    await s.by(dana, 0, (tx, actor) => align(tx, actor, city, { childObjectiveId: objective }))
    const next = { name: 'Q1 2027', startDay: '2027-01-01', endDay: '2027-03-31' }
    await s.by(ada, 0, (tx, actor) => createCycle(tx, actor, next))
  }, 120_000)
  afterAll(() => s?.close())

  const edit = async (page: Page) => {
    await page.getByRole('button', { name: 'Edit', exact: true }).first().click()
    await dialog(page).getByText('More settings').click()
  }
  const saved = async (page: Page) => {
    await dialog(page).getByRole('button', { name: 'Save' }).click()
    await seen(dialog(page)).toHaveCount(0)
  }

  it('a goal that is shared stands on the board of the other team, and leaves it with the undo', async () => {
    const { dana, otto, teams } = s.cast
    const page = await s.open(dana, `#/objectives/${objective}`)
    await page.getByRole('button', { name: 'Edit: Shared with' }).click()
    await dialog(page).getByRole('combobox').selectOption('Shop (in Harbour)')
    await picture(page, 'share')
    expect(await flaws(page)).toEqual([])
    await saved(page)
    await seen(page.getByRole('list', { name: 'Shared with' }).getByText('Shop')).toBeVisible()
    const board = await s.open(otto, `#/team/${teams.shop}`)
    await seen(board.getByRole('heading', { name: title })).toBeVisible()
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await seen(page.getByRole('list', { name: 'Shared with' })).toHaveCount(0)
    await board.reload()
    await seen(board.getByText('No goals yet')).toBeVisible()
    await board.close()
    await page.close()
  })

  it('a contribution says another sentence from below, and counts for more from above', async () => {
    const page = await s.open(s.cast.dana, `#/objectives/${objective}`)
    await page.getByRole('button', { name: 'Edit the contribution to A city that cycles' }).click()
    await seen(dialog(page).getByText('Only the team of the larger goal sets this number.')).toBeVisible()
    await page.getByLabel('How does the one help the other?').fill('Bikes that work are ridden.')
    await saved(page)
    await seen(page.getByText('Bikes that work are ridden.')).toBeVisible()
    await page.close()

    const above = await s.open(s.cast.boris, `#/objectives/${city}`)
    await above.getByRole('button', { name: `Edit the contribution to ${title}` }).click()
    await above.getByLabel('How much of the larger goal is it?').fill('140')
    await dialog(above).getByRole('button', { name: 'Save' }).click()
    await seen(dialog(above).getByText('Type a number from 0 to 100, or leave it empty.')).toBeVisible()
    await above.getByLabel('How much of the larger goal is it?').fill('40')
    await saved(above)
    await above.goto(`${s.origin}/tab.html#/objectives/${objective}`)
    await seen(above.getByText('counts 40% there · not confirmed yet')).toBeVisible()
    await above.close()
  })

  it('a contribution moves to another goal with its sentence, and back again', async () => {
    const page = await s.open(s.cast.dana, `#/objectives/${objective}`, { width: 320 })
    await page.getByRole('button', { name: 'More for A city that cycles' }).click()
    await page.getByRole('menuitem', { name: 'To another goal …' }).click()
    await dialog(page).getByRole('button', { name: 'Move it' }).click()
    await seen(dialog(page).getByText('Pick a goal first.')).toBeVisible()
    await dialog(page).getByText('A town that walks').click()
    expect([await overflow(page), await flaws(page)]).toEqual([0, []])
    await picture(page, 'align-move')
    await dialog(page).getByRole('button', { name: 'Move it' }).click()
    await seen(page.getByRole('link', { name: 'A town that walks' })).toBeVisible()
    await seen(page.getByText('Bikes that work are ridden.')).toBeVisible()
    await seen(page.getByRole('link', { name: 'A city that cycles' })).toHaveCount(0)
    await picture(page, 'align-moved')
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await seen(page.getByRole('link', { name: 'A city that cycles' })).toBeVisible()
    await page.getByRole('button', { name: 'More for A city that cycles' }).click()
    await page.getByRole('menuitem', { name: 'End' }).click()
    await seen(page.getByText('It no longer contributes to A city that cycles.')).toBeVisible()
    await page.close()
    expect((await s.by(s.cast.boris, 0, (tx) => tx.query('SELECT FROM alignments'))).length).toBe(1)
  })

  it('a goal and a measure run in the next quarter when somebody says so', async () => {
    const page = await s.open(s.cast.dana, `#/objectives/${objective}`)
    for (const place of [`#/objectives/${objective}`, `#/key-results/${keyResult}`]) {
      await page.goto(`${s.origin}/tab.html${place}`)
      await edit(page)
      await page.getByLabel('Quarter').selectOption('Q1 2027')
      await saved(page)
      await seen(page.getByText(/Q1 2027/).first()).toBeVisible()
    }
    await page.close()
  })

  it('a measure goes to another team, whose leader then changes it', async () => {
    const { ada, otto } = s.cast
    const page = await s.open(ada, `#/key-results/${keyResult}`)
    await edit(page)
    await page.getByLabel('Team', { exact: true }).selectOption('Shop (in Harbour)')
    await saved(page)
    await page.close()
    const leader = await s.open(otto, `#/key-results/${keyResult}`)
    await seen(leader.getByRole('heading', { level: 1, name: measure })).toBeVisible()
    await seen(leader.getByRole('button', { name: 'Edit', exact: true }).first()).toBeVisible()
    await leader.close()
  })

  it('an owner is found by the beginning of a name where a list would be too long', async () => {
    const { workspaceId } = s.cast
    await transaction(s.db, { workspaceId }, async (tx) => {
      for (const n of Array.from({ length: 60 }, (_, i) => i)) {
        const name = n === 59 ? 'Zoë Zander' : `Person ${n}`
        await addPerson(tx, workspaceId, { oid: `many-${n}`, name, admin: false, guest: false }, new Date())
      }
    })
    const page = await s.open(s.cast.dana, `#/objectives/${objective}`)
    await page.getByRole('button', { name: 'Edit', exact: true }).first().click()
    const search = dialog(page).getByPlaceholder('Search by the beginning of a name')
    await search.fill('nobody at all')
    await seen(dialog(page).getByText('Nobody of that name.')).toBeVisible()
    await search.fill('zand')
    await dialog(page).getByText('Zoë Zander').click()
    await picture(page, 'person-search')
    expect(await flaws(page)).toEqual([])
    await saved(page)
    await seen(page.getByText('Zoë Zander').first()).toBeVisible()
    await page.close()
  })
})
