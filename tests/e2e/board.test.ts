import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { recordCheckIn } from '../../api/check-ins/check-ins.ts'
import { commit } from '../../api/commitments/commitments.ts'
import { createKeyResult } from '../../api/key-results/key-results.ts'
import { storeRungs } from '../../api/ladder/store.ts'
import { createObjective } from '../../api/objectives/objectives.ts'
import type { Person } from '../support/cast.ts'
import { type OpenOptions, picture, type Screen, screen } from '../support/screen.ts'
import { seen } from '../support/seen.ts'

describe('the team board on the screen', () => {
  let s: Screen

  beforeAll(async () => {
    s = await screen()
    const { dana, mia, teams, cycleId } = s.cast
    const objective = await s.by(dana, 28, (tx, actor) =>
      createObjective(tx, actor, {
        title: 'Repairs done when promised',
        why: 'Riders who rely on their bike leave the car at home.',
        teamId: teams.service,
        cycleId,
        lifecycle: 'published',
      }),
    )
    const keyResult = await s.by(dana, 28, (tx, actor) =>
      createKeyResult(tx, actor, {
        title: 'Repairs done by the promised day',
        objectiveId: objective.id,
        ownerId: mia.id,
        kind: 'percent',
        unit: '%',
        baseline: 60,
        target: 90,
        lifecycle: 'published',
      }),
    )
    for (const [daysAgo, value] of [
      [21, 62],
      [14, 66],
      [7, 71],
      [1, 75],
    ] as const) {
      await s.by(mia, daysAgo, (tx, actor) =>
        recordCheckIn(tx, actor, keyResult.id, { value, confidence: 'high' }),
      )
    }
  }, 120_000)
  afterAll(() => s?.close())

  it('shows the why first, how far it is and what comes next', async () => {
    const page = await s.open(s.cast.dana, `#/team/${s.cast.teams.service}`)
    await seen(page.getByText('Riders who rely on their bike leave the car at home.')).toBeVisible()
    await seen(page.getByRole('link', { name: 'Repairs done by the promised day' }).first()).toBeVisible()
    await seen(page.getByText('No next step')).toBeVisible()
    // Ours may be white on white where the system sets its own.
    await page.emulateMedia({ forcedColors: 'active', colorScheme: 'light' })
    await seen(page.locator('main svg line').first()).toBeAttached()
    const colours = await page.evaluate(coloursOfLines)
    expect(colours.length).toBeGreaterThan(0)
    expect(colours).not.toContain('rgb(255, 255, 255)')
    await page.close()
  })

  it('says of what is unmoved how many said yes, be it nobody, some or all', async () => {
    const { dana, mia, noah, teams, cycleId } = s.cast
    const words = { title: 'Everyone feels welcome', why: 'Newcomers stay.', teamId: teams.service, cycleId }
    const { id } = await s.by(dana, 28, (tx, actor) =>
      createObjective(tx, actor, { ...words, lifecycle: 'published' }),
    )
    const yes = (who: Person) =>
      s.by(who, 20, (tx, actor) =>
        commit(tx, actor, { subject: { kind: 'objective', id }, cue: 'Monday comes', text: 'greet them' }),
      )
    const said = async (words: string, locale: string) => {
      await s.by(dana, 0, (tx, actor) => storeRungs(tx, actor, [id], 'Europe/Berlin'))
      const page = await s.open(dana, `#/team/${teams.service}`, {
        locale,
        width: locale === 'de' ? 320 : 1280,
      })
      await seen(page.getByText(words, { exact: true })).toBeVisible()
      await picture(page, `board-unmoved-${locale}`)
      await page.close()
    }
    await said('none of 3 said yes yet', 'en')
    await yes(mia)
    await said('1 von 3 hat Ja gesagt', 'de')
    await yes(dana)
    await yes(noah)
    await said('3 of 3 said yes', 'en')
  })

  it('lets a leader write a goal, which then stands on it', async () => {
    const page = await s.open(s.cast.dana, `#/team/${s.cast.teams.service}`)
    await page.getByRole('button', { name: 'Write a goal' }).click()
    await page.getByLabel('What do we want to reach?').fill('No bike waits for a part')
    await page.getByLabel('Who is better off?').fill('Riders get their bike back the same week.')
    await page.getByRole('button', { name: 'Publish' }).click()
    await seen(page.getByRole('heading', { name: 'No bike waits for a part' })).toBeVisible()
    await page.close()
  })

  it.each<[string, OpenOptions]>([
    ['1280', { width: 1280 }],
    ['320-dark', { width: 320, colorScheme: 'dark' }],
    ['280', { width: 280 }],
    ['768-contrast', { width: 768, forcedColors: 'active', colorScheme: 'dark' }],
  ])('fits and can be read: %s', async (name, options) => {
    const page = await s.open(s.cast.dana, `#/team/${s.cast.teams.service}`, options)
    await seen(page.getByText('Riders who rely on their bike leave the car at home.')).toBeVisible()
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBe(0)
    await picture(page, `board-${name}`)
    await page.close()
  })
})

/** The colours of lines that are drawn: of the ground, none would be seen. */
function coloursOfLines(): string[] {
  const lines = [...document.querySelectorAll('svg :is(line, path, polyline)')]
  const drawn = lines.map((line) => getComputedStyle(line).stroke).filter((colour) => colour !== 'none')
  return [...new Set(drawn)]
}
