import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createKeyResult } from '../../api/key-results/key-results.ts'
import { picture, type Screen, screen } from '../support/screen.ts'
import { seen } from '../support/seen.ts'

describe('a check-in on the screen', () => {
  let s: Screen
  let place: string

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
    place = `#/key-results/${keyResult.id}`
  }, 120_000)
  afterAll(() => s?.close())

  it('is typed, told with what it changed, and taken back', async () => {
    const page = await s.open(s.cast.mia, place)
    await page.getByLabel('Value today').fill('90') // the target: on track on whatever day this runs
    await page.getByText('Sure', { exact: true }).click()
    await page.getByRole('button', { name: 'Check in' }).click()
    await seen(page.getByText('Repairs done by the promised day: 90%, On track.')).toBeVisible()
    await seen(page.getByRole('img', { name: /Repairs done by the promised day: 100%/ })).toBeVisible()
    await picture(page, 'key-result')
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await seen(page.getByText('Undone.')).toBeVisible()
    await seen(page.getByText('taken back')).toBeVisible()
    await page.close()
  })

  it('takes one tap when nothing changed', async () => {
    const page = await s.open(s.cast.mia, place)
    await page.getByLabel('Value today').fill('78')
    await page.getByRole('button', { name: 'Check in' }).click()
    const looksRight = page.getByRole('button', { name: 'Looks right' })
    await seen(looksRight).toBeVisible()
    await looksRight.click()
    await seen(page.getByRole('list', { name: 'Check-ins so far' }).getByText('78%')).toHaveCount(2)
    await page.close()
  })

  it('says in the field what is no number, and keeps what was typed', async () => {
    const page = await s.open(s.cast.mia, place)
    await page.getByLabel('Value today').fill('seventy')
    await page.getByRole('button', { name: 'Check in' }).click()
    await seen(page.getByText('Type a number, such as 62 or 4.5.')).toBeVisible()
    await seen(page.getByLabel('Value today')).toHaveValue('seventy')
    await page.close()
  })

  it('is offered in German too, and not to a colleague who is not in charge', async () => {
    const german = await s.open(s.cast.mia, place, { locale: 'de', width: 320 })
    await seen(german.getByRole('button', { name: 'Stimmt so' })).toBeVisible()
    await picture(german, 'key-result-320-de')
    await german.close()
    const noah = await s.open(s.cast.noah, place)
    await seen(noah.getByRole('heading', { level: 1 })).toBeVisible()
    await seen(noah.getByLabel('Value today')).toHaveCount(0)
    await noah.close()
  })

  it.each([280, 320, 1280])('fits %i px without scrolling sideways', async (width) => {
    const page = await s.open(s.cast.mia, place, { width })
    await seen(page.getByLabel('Value today')).toBeVisible()
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBe(0)
    await picture(page, `key-result-${width}`)
    await page.close()
  })
})
