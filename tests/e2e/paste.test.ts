import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { recordCheckIn } from '../../api/check-ins/check-ins.ts'
import { createKeyResult } from '../../api/key-results/key-results.ts'
import { flaws, overflow } from '../support/flaws.ts'
import { picture, type Screen, screen } from '../support/screen.ts'
import { seen } from '../support/seen.ts'

const titles = ['Repairs done by the promised day', 'Calls answered the same day', 'Tyres in stock']

describe('pasting a column into my week', () => {
  let s: Screen

  beforeAll(async () => {
    s = await screen()
    const { dana, mia, teams, cycleId } = s.cast
    for (const title of titles) {
      const { id } = await s.by(dana, 20, (tx, actor) =>
        createKeyResult(tx, actor, {
          title,
          teamId: teams.service,
          cycleId,
          ownerId: mia.id,
          kind: 'percent',
          unit: '%',
          target: 90,
          lifecycle: 'published',
        }),
      )
      await s.by(mia, 9, (tx, actor) => recordCheckIn(tx, actor, id, { value: 60, confidence: 'high' }))
    }
  }, 120_000)
  afterAll(() => s?.close())

  const values = `${titles[0]}\t61,5 %\n${titles[1]}\t72,5\n${titles[2]}\t80 %\nUmbrellas lent\t7`

  it('fits a narrow dark screen in German', async () => {
    const page = await s.open(s.cast.mia, '#/my-week', { width: 320, locale: 'de', colorScheme: 'dark' })
    await page.getByRole('button', { name: 'Spalte einfügen' }).click()
    await page.getByLabel('Zeilen hier einfügen').fill(values)
    await seen(page.getByText('60 % → 61,5 %')).toBeVisible()
    await seen(page.getByRole('button', { name: '3 Werte eintragen' })).toBeVisible()
    expect(await overflow(page)).toBe(0)
    await picture(page, 'paste-320-dark-de')
    expect(await flaws(page)).toEqual([])
    await page.close()
  }, 60_000)

  it.each([
    ['280', { width: 280 }],
    ['280-contrast', { width: 280, colorScheme: 'dark', forcedColors: 'active' }],
  ] as const)(
    'says what is missing when no row can be recorded: %s',
    async (name, how) => {
      const page = await s.open(s.cast.mia, '#/my-week', how)
      await page.getByRole('button', { name: 'Paste a column' }).click()
      await page.getByLabel('Paste the rows here').fill('Umbrellas lent\t7')
      await seen(page.getByRole('alert').getByText(/^No row can be recorded yet/)).toBeVisible()
      expect(await overflow(page)).toBe(0)
      await picture(page, `paste-none-${name}`)
      expect(await flaws(page)).toEqual([])
      await page.getByLabel('Paste the rows here').fill(values)
      await seen(page.getByRole('alert')).toHaveCount(0)
      await seen(page.getByRole('button', { name: 'Record 3 values' })).toBeVisible()
      expect(await overflow(page)).toBe(0)
      await picture(page, `paste-${name}`)
      await page.close()
    },
    60_000,
  )

  it('shows old and new of every row and what is wrong, records the good ones and says so', async () => {
    const page = await s.open(s.cast.mia, '#/my-week')
    await page.getByRole('button', { name: 'Paste a column' }).click()
    await page.getByLabel('Paste the rows here').fill(values)
    await seen(page.getByText(/60\s?% → 61\.5\s?%/)).toBeVisible()
    await seen(page.getByText(/60\s?% → 72\.5\s?%/)).toBeVisible()
    await seen(page.getByText('No such name among what you keep up to date')).toBeVisible()
    await picture(page, 'paste-1280')
    expect(await flaws(page)).toEqual([])
    await page.getByRole('button', { name: 'Record 3 values' }).click()
    await seen(page.getByRole('heading', { name: '3 of 4 recorded' })).toBeVisible()
    await seen(page.getByText('Recorded', { exact: true })).toHaveCount(3)
    await picture(page, 'paste-results-1280')
    expect(await flaws(page)).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
    await seen(page.getByRole('button', { name: 'Paste a column' })).toHaveCount(0)
    await page.close()
  }, 60_000)
})
