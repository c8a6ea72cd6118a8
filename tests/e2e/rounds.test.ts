import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { flaws, overflow } from '../support/flaws.ts'
import { picture, type Screen, screen } from '../support/screen.ts'
import { seen } from '../support/seen.ts'

const words = 'Repairs done when promised'
const published = 'Repairs are done on the day we promised'

describe('asking the team on the screen', () => {
  let s: Screen
  let place: string
  let goal: string

  beforeAll(async () => {
    s = await screen()
    await s.showAll()
  }, 120_000)
  afterAll(() => s?.close())

  it('begins with a question that is offered, and ends on the page of the round', async () => {
    const page = await s.open(s.cast.dana, '#/planning-rounds')
    await seen(page.getByText('Nobody was asked yet')).toBeVisible()
    await page.getByRole('button', { name: 'Ask the team' }).click()
    await page.getByText('Who should be better off at the end, and how would we notice?').click()
    await page.getByLabel('Where are we going? (optional)').fill('The workshop people trust.')
    await page.getByText('Ten minutes, in a meeting').click()
    expect(await flaws(page)).toEqual([])
    await picture(page, 'round-ask')
    await page.getByRole('button', { name: 'Ask', exact: true }).click()
    await seen(page.getByRole('heading', { level: 1, name: /^Who should be better off/ })).toBeVisible()
    place = new URL(page.url()).hash
    await page.getByLabel('Your draft').fill('More winter tyres')
    await page.getByRole('button', { name: 'Keep it sealed' }).click()
    await seen(page.getByText('More winter tyres', { exact: true })).toBeVisible()
    await page.close()
  })

  it('stands in the week of whoever is asked: two taps and their words', async () => {
    const page = await s.open(s.cast.mia, '#/my-week')
    await page.getByRole('link', { name: 'Say it' }).click()
    await seen(page.getByText('More winter tyres')).toHaveCount(0)
    await page.getByLabel('In your words').fill(words)
    await page.getByLabel('Who is better off?').fill('Riders get home before dark.')
    await page.getByRole('button', { name: 'Propose' }).click()
    await seen(page.getByText('1 of 2 have spoken')).toBeVisible()
    expect(await flaws(page)).toEqual([])
    await page.close()
  })

  it('is revealed, answered side by side, and published', async () => {
    const page = await s.open(s.cast.dana, place)
    await page.getByRole('button', { name: 'Reveal' }).click()
    await seen(page.getByRole('heading', { name: 'What the team says' })).toBeVisible()
    await seen(page.getByRole('heading', { name: 'What the leader says' })).toBeVisible()
    await seen(page.getByText('1 proposal waits for its answer', { exact: false })).toBeVisible()
    await picture(page, 'round-side-by-side')
    await page.getByRole('button', { name: `Agree: ${words}` }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('The goal').fill(published)
    await dialog.getByRole('button', { name: 'Agree' }).click()
    await seen(page.getByRole('heading', { name: 'What grew from it' })).toBeVisible()
    await page.getByRole('button', { name: 'Publish' }).click()
    await seen(page.getByText(/written together · published/)).toBeVisible()
    const figures = page.getByRole('region', { name: 'Asked first?' })
    await seen(figures.getByText('Fewer than five were asked, so no share is shown.')).toBeVisible()
    await seen(figures.getByRole('row', { name: /^written together 1/ })).toBeVisible()
    await seen(figures.getByText('Of fewer than five goals no mean is shown.')).toBeVisible()
    await page.goto(`${s.origin}/tab.html#/team`)
    await seen(page.getByText('The workshop people trust.')).toBeVisible()
    await page.close()
  })

  it('is quoted by the goal that grew from it, both versions where the wording changed', async () => {
    const page = await s.open(s.cast.noah, place)
    await page.getByRole('link', { name: published }).first().click()
    const origin = page.getByRole('region', { name: 'How it came about' })
    await seen(origin.getByText('This goal was written together.')).toBeVisible()
    await seen(origin.getByText(/^Mia Moreau · /)).toBeVisible()
    await seen(origin.getByText(`“${words}”`)).toBeVisible()
    await seen(origin.getByText(/Now it reads:.*the author is asked/)).toBeVisible()
    goal = new URL(page.url()).hash
    await page.close()
  })

  it.each([
    ['280', { width: 280 }],
    ['320-dark-de', { width: 320, locale: 'de', colorScheme: 'dark' }],
    ['1280', { width: 1280 }],
    ['1280-contrast', { width: 1280, forcedColors: 'active', colorScheme: 'dark' }],
  ] as const)('fits and has no flaw that axe finds: %s', async (name, how) => {
    const page = await s.open(s.cast.dana, place, how)
    await seen(page.getByText(words, { exact: true }).first()).toBeVisible()
    await seen(page.getByRole('table')).toBeVisible()
    expect(await overflow(page)).toBe(0)
    await picture(page, `round-${name}`)
    expect(await flaws(page)).toEqual([])
    await page.goto(`${s.origin}/tab.html${goal}`)
    await seen(page.locator('blockquote', { hasText: words })).toBeVisible()
    expect(await overflow(page)).toBe(0)
    await picture(page, `objective-origin-${name}`)
    expect(await flaws(page)).toEqual([])
    await page.close()
  })
})
