import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { flaws, overflow } from '../support/flaws.ts'
import { picture, type Screen, screen } from '../support/screen.ts'
import { seen } from '../support/seen.ts'
import { writeKeyResult, writeObjective } from '../support/write-goals.ts'

const title = 'Repairs done by the promised day'
const dialog = (page: Page) => page.getByRole('dialog')

describe("a measure's page", () => {
  let s: Screen
  let place: string
  let objectiveId: string

  beforeAll(async () => {
    s = await screen()
    await s.showAll()
    objectiveId = await writeObjective(s, s.cast.dana)
    place = `#/key-results/${await writeKeyResult(s, s.cast.dana, { objectiveId })}`
  }, 120_000)
  afterAll(() => s?.close())

  it('takes another target with its reason, and keeps the old one in sight', async () => {
    const page = await s.open(s.cast.mia, place)
    await page.getByRole('button', { name: 'Edit', exact: true }).click()
    await page.getByLabel('We want').fill('ninety')
    await page.getByRole('button', { name: 'Save' }).click()
    await seen(dialog(page).getByText('Type a number, such as 62 or 4.5.')).toBeVisible()
    await page.getByLabel('We want').fill('95')
    await page.getByLabel('Why does the target change?').fill('The new lift is here.')
    await page.getByRole('button', { name: 'Save' }).click()
    await seen(page.getByText('Was 60% to 90%, is now 60% to 95%')).toBeVisible()
    await seen(page.getByText(/The new lift is here\./)).toBeVisible()
    await page.close()
  })

  it('has a name in another program, says who feeds it, and does not take the name of another', async () => {
    const page = await s.open(s.cast.dana, place)
    const call = async (name: string) => {
      await page.getByRole('button', { name: 'Edit', exact: true }).click()
      await dialog(page).getByText('More settings').click()
      await page.getByLabel('What another program calls it').fill(name)
      await dialog(page).getByRole('button', { name: 'Save' }).click()
    }
    await call('just a name')
    await seen(dialog(page).getByText(/Write the system in small letters/)).toBeVisible()
    await page.getByLabel('What another program calls it').fill('jira/OPS-open')
    await page.getByRole('button', { name: 'Save' }).click()
    await seen(page.getByText('Known to another program, which has not fed it yet, as')).toBeVisible()
    const copy = page.getByRole('button', { name: 'Copy jira/OPS-open' })
    await seen(copy).toBeVisible()
    expect([await overflow(page), await flaws(page)]).toEqual([0, []])
    await picture(page, 'key-result-fed-1280')
    await call('')
    await seen(copy).toHaveCount(0)
    await page
      .getByRole('button', { name: /^Undo: Saved/ })
      .last()
      .click()
    await seen(copy).toBeVisible()
    const other = await writeKeyResult(s, s.cast.dana, { objectiveId, title: 'Bikes lent' })
    await page.goto(`${s.origin}/tab.html#/key-results/${other}`)
    await seen(page.getByRole('heading', { level: 1, name: 'Bikes lent' })).toBeVisible()
    await call('jira/OPS-open')
    await seen(dialog(page).getByText(/is called so by that program already/)).toBeVisible()
    await picture(page, 'key-result-fed-taken-1280')
    await page.close()
    const narrow = await s.open(s.cast.mia, place, { width: 280, locale: 'de', colorScheme: 'dark' })
    await seen(narrow.getByRole('button', { name: 'jira/OPS-open kopieren' })).toBeVisible()
    expect([await overflow(narrow), await flaws(narrow)]).toEqual([0, []])
    await picture(narrow, 'key-result-fed-280')
    await narrow.close()
  })

  it('says what is expected when', async () => {
    const page = await s.open(s.cast.dana, place)
    await page.getByRole('button', { name: 'Edit: On the way' }).click()
    await page.getByRole('button', { name: 'Add a day' }).click()
    await page.getByLabel('Expected value').fill('70')
    await page.getByRole('button', { name: 'Save' }).click()
    await seen(dialog(page).getByText('Give a day and a number.')).toBeVisible()
    await page.getByLabel('By which day?').fill('2026-11-30')
    await page.getByRole('button', { name: 'Save' }).click()
    await seen(page.getByRole('list', { name: 'On the way' }).getByText('70%')).toBeVisible()
    await page.close()
  })

  it('lets somebody stand in for the owner, who can then check in', async () => {
    const noahBefore = await s.open(s.cast.noah, place)
    await seen(noahBefore.getByRole('heading', { level: 1, name: title })).toBeVisible()
    await seen(noahBefore.getByLabel('Value today')).toHaveCount(0)
    await noahBefore.close()

    const page = await s.open(s.cast.mia, place)
    await page.getByRole('button', { name: 'Edit: Who has to do with it' }).click()
    await page.getByRole('combobox', { name: 'Who stands in for the owner' }).selectOption('Noah Nkemelu')
    await seen(dialog(page).getByRole('button', { name: 'Take off: Noah Nkemelu' })).toBeVisible()
    await picture(page, 'key-result-people')
    expect(await flaws(page)).toEqual([])
    await page.getByRole('button', { name: 'Save' }).click()
    await seen(page.getByText('delegate')).toBeVisible()
    await page.close()

    const noah = await s.open(s.cast.noah, place)
    await seen(noah.getByLabel('Value today')).toBeVisible()
    await noah.close()
  })

  it('is closed with the score that is proposed', async () => {
    const page = await s.open(s.cast.mia, place)
    await page.getByLabel('Value today').fill('81')
    await page.getByRole('button', { name: 'Check in' }).click()
    await seen(page.getByRole('img', { name: /: 60%/ })).toBeVisible()
    await page
      .getByRole('button', { name: /^More for/ })
      .first()
      .click()
    await page.getByRole('menuitem', { name: 'Close …' }).click()
    await seen(page.getByLabel('How did it end, from 0 to 1?')).toHaveValue('0.6')
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    await seen(page.getByText('Closed today, score 0.6')).toBeVisible()
    await page.getByRole('button', { name: /^Undo: Closed/ }).click()
    await seen(page.getByText('Closed today, score 0.6')).toHaveCount(0)
    await page.close()
  })

  it.each([280, 320, 1280])('fits %i px without scrolling sideways, its forms too', async (width) => {
    const page = await s.open(s.cast.dana, place, { width })
    await seen(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
    await seen(page.getByText('Check-ins so far')).toBeVisible()
    expect(await overflow(page)).toBe(0)
    await picture(page, `key-result-whole-${width}`)
    await page.getByRole('button', { name: 'Edit', exact: true }).click()
    expect(await dialog(page).evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0)
    await page.close()
  })

  it.each(['light', 'dark'] as const)('has no flaw that axe finds in %s', async (colorScheme) => {
    const page = await s.open(s.cast.dana, place, { colorScheme })
    await seen(page.getByText('Check-ins so far')).toBeVisible()
    await picture(page, `key-result-${colorScheme}`)
    expect(await flaws(page)).toEqual([])
    await page.close()
  })
})
