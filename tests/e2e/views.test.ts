import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { recordCheckIn } from '../../api/check-ins/check-ins.ts'
import { flaws, overflow } from '../support/flaws.ts'
import { picture, type Screen, screen } from '../support/screen.ts'
import { seen } from '../support/seen.ts'
import { writeKeyResult, writeObjective } from '../support/write-goals.ts'

describe('lists, and what one follows', () => {
  let s: Screen
  let repairs: string

  beforeAll(async () => {
    s = await screen()
    await s.showAll()
    const { dana, otto, noah } = s.cast
    const objectiveId = await writeObjective(s, dana)
    repairs = await writeKeyResult(s, dana, { objectiveId })
    await writeKeyResult(s, dana, { objectiveId, title: 'Calls answered the same day', ownerId: noah.id })
    await writeObjective(s, otto, { title: 'A shop that is ready at nine', teamId: s.cast.teams.shop })
  }, 120_000)
  afterAll(() => s?.close())

  it('are opened behind More, sorted by a heading, narrowed, and kept under a name', async () => {
    const page = await s.open(s.cast.dana, '#/my-week')
    await page.getByRole('button', { name: 'More places' }).click()
    await page.getByRole('menuitem', { name: 'Lists' }).click()
    await seen(page.getByRole('link', { name: 'Repairs done when promised' })).toBeVisible()
    await seen(page.getByRole('link', { name: 'A shop that is ready at nine' })).toHaveCount(0)
    await page.getByRole('navigation', { name: 'Lists' }).getByRole('link', { name: 'All' }).click()
    await seen(page.getByRole('link', { name: 'A shop that is ready at nine' })).toBeVisible()
    const titles = () => page.getByRole('rowheader').allInnerTexts()
    const up = await titles()
    await page.getByRole('button', { name: 'Title' }).press('Enter')
    await seen(page.getByRole('columnheader', { name: 'Title' })).toHaveAttribute('aria-sort', 'descending')
    await seen(page.getByRole('rowheader').first()).toHaveText(up.at(-1)!)
    expect(await titles()).toEqual([...up].reverse())
    await page.getByLabel('Goals or measures').selectOption({ label: 'Measures' })
    await seen(page.getByRole('rowheader')).toHaveCount(2)
    await page.getByRole('button', { name: 'Save as a list' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Our numbers')
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await seen(page.getByRole('link', { name: 'Our numbers' })).toHaveAttribute('aria-current', 'page')
    await seen(page.getByRole('rowheader')).toHaveCount(2)
    const place = new URL(page.url()).hash
    await page.close()

    const again = await s.open(s.cast.dana, place)
    await seen(again.getByRole('rowheader').first()).toHaveText('Repairs done by the promised day')
    await again.getByRole('button', { name: 'More for Our numbers' }).click()
    await again.getByRole('menuitem', { name: 'Rename' }).click()
    await again.getByRole('textbox', { name: 'Name' }).fill('The numbers of Service')
    await again.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await seen(again.getByRole('link', { name: 'The numbers of Service' })).toBeVisible()
    await again.getByRole('button', { name: 'More for The numbers of Service' }).click()
    await again.getByRole('menuitem', { name: 'Remove this list' }).click()
    await seen(again.getByRole('link', { name: 'The numbers of Service' })).toHaveCount(0)
    await again.getByRole('button', { name: 'Undo' }).first().click()
    await seen(again.getByRole('link', { name: 'The numbers of Service' })).toBeVisible()
    await again.close()
  }, 60_000)

  it('offer one thing to do when they are empty', async () => {
    const page = await s.open(s.cast.otto, '#/views/overdue', { width: 280 })
    await seen(page.getByRole('link', { name: 'See all', exact: true })).toBeVisible()
    await picture(page, 'views-empty-280')
    expect(await flaws(page)).toEqual([])
    await page.getByLabel('Word in the title').fill('zeppelin')
    await page.getByRole('button', { name: 'Leave out the filters' }).click()
    await seen(page.getByLabel('Word in the title')).toHaveValue('')
    await page.getByRole('link', { name: 'See all', exact: true }).click()
    await seen(page.getByRole('link', { name: 'A shop that is ready at nine' })).toBeVisible()
    await page.close()
  })

  it('of somebody else are explained, not blank', async () => {
    const page = await s.open(s.cast.mia, '#/views/0190e4a0-0000-7000-8000-000000000000')
    await seen(page.getByText('There is nothing at this address')).toBeVisible()
    await seen(page.getByRole('navigation', { name: 'Lists' })).toBeVisible()
    await page.close()
  })

  it('tell in my week what moved that I follow, until I have seen it', async () => {
    const item = await s.open(s.cast.dana, `#/key-results/${repairs}`)
    await item.getByRole('button', { name: 'Follow', exact: true }).click()
    await seen(item.getByRole('button', { name: 'Following' })).toBeVisible()
    await item.close()
    await s.by(s.cast.mia, 0, (tx, actor) =>
      recordCheckIn(tx, actor, repairs, { value: 72, confidence: 'high' }),
    )
    const page = await s.open(s.cast.dana, '#/my-week')
    const moved = page.getByRole('region', { name: 'What you follow moved' })
    await seen(moved.getByText('40%', { exact: false })).toBeVisible()
    await picture(page, 'follows-1280')
    await moved.getByRole('button', { name: 'Seen' }).click()
    await seen(moved).toHaveCount(0)
    await page.getByRole('button', { name: 'Undo' }).first().click()
    await seen(moved).toBeVisible()
    await page.close()
  })

  it.each([
    ['280', { width: 280 }],
    ['320-dark-de', { width: 320, locale: 'de', colorScheme: 'dark' }],
    ['1280', { width: 1280 }],
    ['1280-contrast', { width: 1280, forcedColors: 'active', colorScheme: 'dark' }],
  ] as const)('fit and have no flaw that axe finds: %s', async (name, how) => {
    const page = await s.open(s.cast.dana, '#/views/all', how)
    await seen(page.getByText('A shop that is ready at nine')).toBeVisible()
    expect(await overflow(page)).toBe(0)
    await picture(page, `views-${name}`)
    expect(await flaws(page)).toEqual([])
    await page.goto(`${s.origin}/tab.html#/key-results/${repairs}`)
    await seen(page.getByRole('heading', { level: 1, name: /Repairs done/ })).toBeVisible()
    expect(await overflow(page)).toBe(0)
    await picture(page, `views-item-${name}`)
    await page.close()
  })
})
