import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { flaws, overflow } from '../support/flaws.ts'
import { picture, type Screen, screen } from '../support/screen.ts'
import { seen } from '../support/seen.ts'
import { writeObjective } from '../support/write-goals.ts'

describe('wins on the screen', () => {
  let s: Screen
  let objective: string

  beforeAll(async () => {
    s = await screen()
    objective = `#/objectives/${await writeObjective(s, s.cast.dana)}`
  }, 120_000)
  afterAll(() => s?.close())

  it('have no place in the navigation before there is one', async () => {
    const page = await s.open(s.cast.mia, '#/wins')
    await seen(page.getByText('No wins yet')).toBeVisible()
    await seen(page.getByRole('link', { name: 'Wins' })).toHaveCount(0)
    await page.close()
  })

  it('are logged from the goal they serve, and their place appears', async () => {
    const page = await s.open(s.cast.mia, objective)
    await page.getByRole('button', { name: /^More for/ }).click()
    await page.getByRole('menuitem', { name: 'Log a win' }).click()
    await page.getByRole('button', { name: 'Log it' }).click()
    await seen(page.getByRole('dialog').getByText('This is still missing.')).toBeVisible()
    await page.getByLabel('What happened?').fill('A whole week without a late repair')
    await page.getByRole('button', { name: 'Log it' }).click()
    await page.getByRole('link', { name: 'Wins' }).click()
    await seen(page.getByRole('heading', { level: 1, name: 'Wins' })).toBeVisible()
    await seen(page.getByText('A whole week without a late repair', { exact: true })).toBeVisible()
    await seen(page.getByText('Riders who rely on their bike leave the car at home.')).toBeVisible()
    await page.close()
  })

  it('are celebrated in one tap, or with words, and that is taken back', async () => {
    const dana = await s.open(s.cast.dana, '#/wins')
    await dana.getByLabel('A few words (optional)').fill('Well done, Mia.')
    await dana.getByRole('button', { name: /^Celebrate/ }).click()
    await seen(dana.getByText('Dana Diaz: “Well done, Mia.”')).toBeVisible()
    await seen(dana.getByRole('button', { name: /^Celebrate/ })).toHaveCount(0)
    await dana.close()

    const noah = await s.open(s.cast.noah, '#/wins')
    await noah.getByRole('button', { name: /^Celebrate/ }).click()
    await seen(noah.getByText('Noah Nkemelu celebrates')).toBeVisible()
    await noah.getByRole('button', { name: 'Undo', exact: true }).click()
    await seen(noah.getByText('Noah Nkemelu celebrates')).toHaveCount(0)
    await noah.close()
  })

  it.each([
    ['280', { width: 280 }],
    ['320-de', { width: 320, locale: 'de' }],
    ['1280', { width: 1280 }],
    ['dark', { colorScheme: 'dark' }],
  ] as const)('fit and have no flaw that axe finds: %s', async (name, how) => {
    const page = await s.open(s.cast.otto, '#/wins', how)
    await seen(page.getByText('A whole week without a late repair', { exact: true })).toBeVisible()
    expect(await overflow(page)).toBe(0)
    await picture(page, `wins-${name}`)
    expect(await flaws(page)).toEqual([])
    await page.close()
  })
})
