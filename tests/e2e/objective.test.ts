import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { flaws, overflow } from '../support/flaws.ts'
import { picture, type Screen, screen } from '../support/screen.ts'
import { seen } from '../support/seen.ts'
import { statement } from '../support/server.ts'
import { writeKeyResult, writeObjective } from '../support/write-goals.ts'

const title = 'Repairs done when promised'
const dialog = (page: Page) => page.getByRole('dialog')

describe("a goal's page", () => {
  let s: Screen
  let id: string
  let place: string

  beforeAll(async () => {
    s = await screen()
    await s.showAll()
    id = await writeObjective(s, s.cast.dana)
    place = `#/objectives/${id}`
    await writeKeyResult(s, s.cast.dana, { objectiveId: id })
  }, 120_000)
  afterAll(() => s?.close())

  it('says first who is better off, then how it stands and why', async () => {
    const page = await s.open(s.cast.noah, place)
    await seen(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
    await seen(page.getByText('Riders who rely on their bike leave the car at home.')).toBeVisible()
    await seen(page.getByRole('img', { name: `${title}: not known` })).toBeVisible()
    await seen(page.getByText('unknown because none of its items is known')).toBeVisible()
    await seen(page.getByRole('link', { name: 'Repairs done by the promised day' })).toBeVisible()
    await seen(page.getByRole('button', { name: 'Edit' })).toHaveCount(0)
    await page.close()
  })

  it('is noted as seen, once and in silence', async () => {
    const page = await s.open(s.cast.mia, place)
    const said = await page.waitForResponse((reply) => reply.url().endsWith('/v1/seen'))
    expect(said.status()).toBe(204)
    const noted = `SELECT subject_kind FROM seen WHERE subject_id = '${id}' AND member_id = '${s.cast.mia.id}'`
    expect((await statement(s.database.adminUrl, noted)).rows).toEqual([{ subject_kind: 'objective' }])
    await page.close()
  })

  it('takes a measure in plain words, with what is usual filled in', async () => {
    const page = await s.open(s.cast.dana, place)
    await page.getByRole('button', { name: 'Add a measure' }).click()
    await dialog(page).getByRole('button', { name: 'Add it' }).click()
    await seen(dialog(page).getByText('This is still missing.')).toBeVisible()
    await page.getByLabel('What will we see?').fill('Mechanics who phone before noon')
    await page.getByText('People who now do it', { exact: true }).click()
    await page.getByLabel('People we want').fill('8')
    await page.getByLabel('Of how many people?').fill('10')
    await picture(page, 'key-result-write')
    expect(await flaws(page)).toEqual([])
    await dialog(page).getByRole('button', { name: 'Add it' }).click()
    await seen(page.getByText('Added: Mechanics who phone before noon')).toBeVisible()
    await seen(page.getByRole('link', { name: 'Mechanics who phone before noon' })).toBeVisible()
    await page.close()
  })

  it('is edited, and the edit is taken back', async () => {
    const page = await s.open(s.cast.dana, place)
    await page.getByRole('button', { name: 'Edit', exact: true }).click()
    await page.getByLabel('What do we want to reach?').fill('Every repair on its day')
    await page.getByRole('button', { name: 'Save' }).click()
    await seen(page.getByRole('heading', { level: 1, name: 'Every repair on its day' })).toBeVisible()
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await seen(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
    await page.close()
  })

  it('shows who was quicker, loses nothing typed, and saves at the second try', async () => {
    const page = await s.open(s.cast.dana, place)
    const other = await s.open(s.cast.ada, place)
    await page.getByRole('button', { name: 'Edit', exact: true }).click()
    await page.getByLabel('Who is better off?').fill('Riders who need the bike on Monday.')
    await other.getByRole('button', { name: 'Edit', exact: true }).click()
    await other.getByLabel('Who is better off?').fill('Everyone who waits in the rain.')
    await other.getByRole('button', { name: 'Save' }).click()
    await seen(other.getByText('Everyone who waits in the rain.')).toBeVisible()

    await page.getByRole('button', { name: 'Save' }).click()
    await seen(dialog(page).getByText(/^Someone else changed this/)).toBeVisible()
    await seen(dialog(page).getByText(/meanwhile: Everyone who waits in the rain/)).toBeVisible()
    await seen(page.getByLabel('Who is better off?')).toHaveValue('Riders who need the bike on Monday.')
    await picture(page, 'objective-conflict')
    await page.getByRole('button', { name: 'Save' }).click()
    await seen(dialog(page)).toHaveCount(0)
    await seen(page.getByText('Riders who need the bike on Monday.')).toBeVisible()
    await page.close()
    await other.close()
  })

  it('is overridden by hand with the reason, and goes by the figures again', async () => {
    const page = await s.open(s.cast.dana, place)
    await menu(page, 'Say how it stands …')
    await dialog(page).getByText('At risk', { exact: true }).click()
    await page.getByRole('button', { name: 'Set', exact: true }).click()
    await seen(dialog(page).getByText('Pick how it stands, and say why.')).toBeVisible()
    await page.getByLabel('What do you know that the figures do not?').fill('The lift is broken.')
    await page.getByRole('button', { name: 'Set', exact: true }).click()
    await seen(page.getByText('Set by hand: The lift is broken.')).toBeVisible()
    await menu(page, 'Go by the figures again')
    await seen(page.getByText('Set by hand: The lift is broken.')).toHaveCount(0)
    await page.close()
  })

  it('serves a larger goal once its owner confirms, and never itself in a circle', async () => {
    const { boris, dana, teams } = s.cast
    const above = await writeObjective(s, boris, { title: 'A city that cycles', teamId: teams.company })
    const page = await s.open(dana, place)
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByLabel('Search by a word of the title').fill('city')
    await dialog(page).getByText('A city that cycles').click()
    await page.getByLabel('How does the one help the other?').fill('Bikes that work are ridden.')
    await picture(page, 'align')
    await page.getByRole('button', { name: 'Contribute', exact: true }).click()
    await seen(page.getByText('not confirmed yet')).toBeVisible()
    await page.close()

    const owner = await s.open(boris, `#/objectives/${above}`)
    await owner.getByRole('button', { name: `Confirm the contribution: ${title}` }).click()
    await seen(owner.getByText(`Confirmed: ${title} contributes.`)).toBeVisible()
    await owner.getByRole('button', { name: 'Add', exact: true }).click()
    await dialog(owner).getByText(title).click()
    await owner.getByRole('button', { name: 'Contribute', exact: true }).click()
    await seen(dialog(owner).getByText(/^This would close a circle/)).toBeVisible()
    await owner.close()
  })

  it('is set aside, taken up, closed with a score, and opened again', async () => {
    const page = await s.open(s.cast.dana, place)
    const status = (word: string) => page.getByRole('main').getByText(word, { exact: true }).first()
    await menu(page, 'Set aside')
    await seen(status('Postponed')).toBeVisible()
    await menu(page, 'Take up again')
    await seen(status('Not started')).toBeVisible()
    await menu(page, 'Close …')
    await page.getByLabel('How did it end, from 0 to 1?').fill('7')
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    await seen(dialog(page).getByText(/Type a number from 0 to 1/)).toBeVisible()
    await page.getByLabel('How did it end, from 0 to 1?').fill('0,7')
    await page.getByLabel('What did you learn?').fill('Phone first.')
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    await seen(page.getByText(/Closed today, score 0.7/)).toBeVisible()
    await seen(page.getByText('Phone first.')).toBeVisible()
    await seen(page.getByRole('button', { name: 'Edit' })).toHaveCount(0)
    await menu(page, 'Open again')
    await seen(page.getByText(/Closed today/)).toHaveCount(0)
    await page.close()
  })

  it('is followed by hand where no measure tells', async () => {
    const byHand = await writeObjective(s, s.cast.dana, { title: 'A calmer workshop' })
    const page = await s.open(s.cast.dana, `#/objectives/${byHand}`)
    await page.getByRole('button', { name: 'Edit', exact: true }).click()
    await page.getByText('More settings').click()
    await page.getByText('Said by hand', { exact: true }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByLabel('Value today').fill('140')
    await page.getByRole('button', { name: 'Check in' }).click()
    await seen(page.getByText('Type a number from 0 to 100.')).toBeVisible()
    await page.getByLabel('Value today').fill('40')
    await page.getByRole('button', { name: 'Check in' }).click()
    await seen(page.getByRole('img', { name: 'A calmer workshop: 40%' })).toBeVisible()
    await page.getByRole('button', { name: /^Undo: A calmer workshop/ }).click()
    await seen(page.getByRole('img', { name: 'A calmer workshop: not known' })).toBeVisible()
    await page.close()
  })

  it.each([280, 320, 1280])('fits %i px without scrolling sideways, its forms too', async (width) => {
    const page = await s.open(s.cast.dana, place, { width })
    await seen(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
    expect(await overflow(page)).toBe(0)
    await picture(page, `objective-${width}`)
    await page.getByRole('button', { name: 'Add a measure' }).click()
    await seen(dialog(page)).toBeVisible()
    expect(await dialog(page).evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0)
    await picture(page, `key-result-write-${width}`)
    await page.close()
  })

  it.each([
    ['light', {}],
    ['dark', { colorScheme: 'dark' }],
    ['German', { locale: 'de' }],
  ] as const)('has no flaw that axe finds in %s', async (name, how) => {
    const page = await s.open(s.cast.dana, place, how)
    await seen(page.getByRole('link', { name: 'Repairs done by the promised day' })).toBeVisible()
    await picture(page, `objective-${name}`)
    expect(await flaws(page)).toEqual([])
    await page.close()
  })

  it('is not published before the team was asked, unless somebody writes why, which everybody reads', async () => {
    const draft = await writeObjective(s, s.cast.dana, {
      title: 'No bike waits for a part',
      lifecycle: 'draft',
    })
    const page = await s.open(s.cast.dana, `#/objectives/${draft}`)
    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    await seen(dialog(page).getByText(/^The team was not asked in this quarter/)).toBeVisible()
    expect(await flaws(page)).toEqual([])
    await picture(page, 'objective-waive')
    await dialog(page).getByLabel('Or publish all the same: why?').fill('The law asks for it.')
    await dialog(page).getByRole('button', { name: 'Publish all the same' }).click()
    await seen(
      page.getByText('Published without all that publishing asks for: “The law asks for it.”'),
    ).toBeVisible()
    await page.close()
    const kept = `SELECT w.reason, (SELECT count(*)::int FROM audit_log a WHERE a.operation = 'publishObjective'
      AND a.subject_id = w.objective_id AND a.status = 200) AS audited
      FROM publish_waivers w WHERE w.objective_id = '${draft}'`
    const found = await statement(s.database.adminUrl, kept)
    expect(found.rows).toEqual([{ reason: 'The law asks for it.', audited: 1 }])
  })

  it('has no flaw that axe finds in the contrast theme of Teams', async () => {
    const context = await s.browser.newContext({ reducedMotion: 'reduce' })
    const page = await context.newPage()
    await page.goto(
      `${s.origin}/demo/teams?person=${s.cast.dana.id}&theme=contrast&open=${place.replace('#/', '')}`,
    )
    const tab = page.frameLocator('#app')
    await seen(tab.getByRole('link', { name: 'Repairs done by the promised day' })).toBeVisible()
    await picture(page, 'objective-contrast')
    expect(await flaws(page)).toEqual([])
    await context.close()
  })
})

/** Picks from the menu of the page's goal. */
async function menu(page: Page, offer: string): Promise<void> {
  await page
    .getByRole('button', { name: /^More for/ })
    .first()
    .click()
  await page.getByRole('menuitem', { name: offer }).click()
}
