import { afterAll, beforeAll, describe, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { type Screen, screen } from '../support/screen.ts'
import { seen } from '../support/seen.ts'

const dialog = (page: Page) => page.getByRole('dialog')

describe('settings', () => {
  let s: Screen
  beforeAll(async () => {
    s = await screen()
  }, 120_000)
  afterAll(() => s?.close())

  const menu = async (page: Page, of: string | RegExp, offer: string) => {
    await page.getByRole('button', { name: of }).click()
    await page.getByRole('menuitem', { name: offer }).click()
  }

  it('wait behind More, and show a member only their own', async () => {
    const page = await s.open(s.cast.mia, '#/my-week')
    await menu(page, 'More places', 'Settings')
    await seen(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
    await seen(page.getByRole('link', { name: 'Workspace' })).toHaveCount(0)
    await page.goto(`${s.origin}/tab.html#/settings/workspace`)
    await seen(page.getByText('This is not shared with you')).toBeVisible()
    await page.context().close()
  })

  it('tell an admin whom messages reach, and why not', async () => {
    const page = await s.open(s.cast.ada, '#/settings/reach')
    await seen(page.getByRole('heading', { name: 'Whom messages reach' })).toBeVisible()
    await seen(
      page.getByText('not reached · has never met the bot · nothing has arrived yet').first(),
    ).toBeVisible()
    await page.context().close()
  })

  it('take time away, and take it back', async () => {
    const page = await s.open(s.cast.mia, '#/settings/me')
    await page.getByRole('button', { name: 'Enter time away' }).click()
    await dialog(page).getByRole('button', { name: 'Enter' }).click()
    await seen(dialog(page).getByText(/^Pick a first day/)).toBeVisible()
    await page.getByLabel('First day away').fill('2099-12-21')
    await page.getByLabel('Last day away').fill('2099-12-31')
    await dialog(page).getByRole('button', { name: 'Enter' }).click()
    const row = page.getByText('Monday, December 21, 2099 to Thursday, December 31, 2099')
    await seen(row).toBeVisible()
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await seen(row).toHaveCount(0)
    await page.context().close()
  })

  it('let a leader name who stands in, and say who is in the team', async () => {
    const { dana, mia, otto, teams } = s.cast
    const page = await s.open(dana, '#/settings/me')
    await page.getByLabel('In Service').selectOption(mia.name)
    await seen(page.getByText('Named for Service.')).toBeVisible()
    await page.goto(`${s.origin}/tab.html#/settings/teams/${teams.service}`)
    await seen(page.getByText('Mia Moreau stands in')).toBeVisible()
    await page.getByRole('button', { name: 'Add a person' }).click()
    await page.getByLabel('Whom?').selectOption(otto.name)
    await dialog(page).getByRole('button', { name: 'Add', exact: true }).click()
    await seen(page.getByText('Otto Olsen is a member of Service.')).toBeVisible()
    await menu(page, 'More for Otto Olsen', 'Let them lead')
    await seen(page.getByText('Otto Olsen leads Service.')).toBeVisible()
    await menu(page, 'More for Otto Olsen', 'Take out of the team')
    await seen(page.getByText('Otto Olsen is no longer in Service.')).toBeVisible()
    await page.context().close()
  })

  it('let an admin say what matters, when people work, and in which words; every screen follows', async () => {
    const page = await s.open(s.cast.ada, '#/settings/workspace')
    await page.getByRole('button', { name: 'Edit: Workspace' }).click()
    await page.getByLabel('Mission').fill('A city that cycles.')
    await page.getByLabel('Saturday').check()
    await dialog(page).getByRole('button', { name: 'Save' }).click()
    await seen(page.getByText('A city that cycles.')).toBeVisible()
    await page.getByRole('button', { name: 'Edit: Priorities' }).click()
    await page.getByLabel('Priority 1', { exact: true }).fill('Riders come back')
    await dialog(page).getByRole('button', { name: 'Save' }).click()
    await seen(page.getByText('Riders come back')).toBeVisible()
    await page.getByRole('button', { name: 'Edit: Days off' }).click()
    await page.getByLabel('Day', { exact: true }).fill('2099-12-25')
    await page.getByLabel('What is it called?').fill('Christmas')
    await dialog(page).getByRole('button', { name: 'Save' }).click()
    await seen(page.getByText('Christmas')).toBeVisible()

    await page.getByRole('link', { name: 'Words' }).click()
    await page.getByRole('button', { name: 'Use your own words' }).click()
    await page.getByLabel('Several “goals” are called').fill('objectives')
    await page.getByLabel('One “goal” is called').fill('objective')
    await dialog(page).getByRole('button', { name: 'Save' }).click()
    await seen(page.getByText('objective, objectives')).toBeVisible()
    await page.goto(`${s.origin}/tab.html#/team/${s.cast.teams.shop}`)
    await seen(page.getByText('No objectives yet')).toBeVisible()
    await page.goto(`${s.origin}/tab.html#/settings/words`)
    await page.getByRole('button', { name: 'Back to plain words' }).click()
    await seen(page.getByText('goal, goals')).toBeVisible()
    await page.context().close()
  })

  it('let an admin make teams and cycles, and move a cycle on', async () => {
    const page = await s.open(s.cast.ada, '#/settings/teams')
    await page.getByRole('button', { name: 'New team' }).click()
    await page.getByLabel('Name').fill('Repairs')
    await page.getByLabel('Below which team?').selectOption('Service (in Harbour)')
    await page.getByRole('button', { name: 'Create' }).click()
    await page.getByRole('link', { name: 'Repairs' }).click()
    await page.getByRole('button', { name: 'Edit', exact: true }).click()
    await page.getByLabel('Name').fill('Workshop')
    await dialog(page).getByRole('button', { name: 'Save' }).click()
    await seen(page.getByRole('heading', { level: 1, name: 'Workshop' })).toBeVisible()
    await menu(page, 'More for Workshop', 'Close …')
    await page.getByRole('button', { name: 'Close it' }).click()
    await seen(page.getByRole('link', { name: 'Workshop' })).toHaveCount(0)

    await page.getByRole('link', { name: 'Quarters' }).click()
    await page.getByRole('button', { name: 'New quarter' }).click()
    await seen(page.getByLabel('First day')).toHaveValue('2027-01-01')
    await seen(page.getByLabel('Last day')).toHaveValue('2027-03-31')
    await page.getByLabel('Name').fill('Q1 2027')
    await page.getByRole('button', { name: 'Create' }).click()
    await page.getByRole('button', { name: 'Begin Q1 2027' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Begin' }).click()
    await seen(page.getByText('Q1 2027 has begun.')).toBeVisible()
    await page.context().close()
  })

  it('let an admin invite people and say who a name really is', async () => {
    const page = await s.open(s.cast.ada, '#/settings/people')
    await page.getByRole('button', { name: 'Invite a person' }).click()
    await dialog(page).getByLabel(/^Name/).fill('M. Moreau')
    await page.getByRole('button', { name: 'Invite', exact: true }).click()
    await seen(dialog(page).getByText('Say an address or an object ID.')).toBeVisible()
    await page.getByLabel('E-mail address').fill('m@harbour.example')
    await page.getByRole('button', { name: 'Invite', exact: true }).click()
    await page.getByLabel('Search by the beginning of a name').fill('M. M')
    await page.getByRole('link', { name: 'M. Moreau' }).click()
    await seen(page.getByText(/invited · m@harbour.example/)).toBeVisible()
    await menu(page, 'More for M. Moreau', 'This is somebody who is here …')
    await page.getByLabel('Who is it?').selectOption('Mia Moreau')
    await page.getByRole('button', { name: 'It is them' }).click()
    await seen(page.getByRole('heading', { level: 1, name: 'Mia Moreau' })).toBeVisible()
    await menu(page, 'More for Mia Moreau', 'Make admin')
    await seen(page.getByText(/here · admin/)).toBeVisible()
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await seen(page.getByText(/here · admin/)).toHaveCount(0)
    await page.context().close()
  })
})
