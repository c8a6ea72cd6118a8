import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { putInTeam } from '../../api/teams/people.ts'
import { flaws } from '../support/flaws.ts'
import { picture, type Screen, screen } from '../support/screen.ts'
import { seen } from '../support/seen.ts'

describe('keys, in the settings', () => {
  let s: Screen
  beforeAll(async () => {
    s = await screen()
  }, 120_000)
  afterAll(() => s?.close())

  it('are the admins’ affair', async () => {
    const page = await s.open(s.cast.dana, '#/settings/keys')
    await seen(page.getByText('This is not shared with you')).toBeVisible()
    await page.close()
  })

  it('are made, shown once, used, and ended', async () => {
    const page = await s.open(s.cast.ada, '#/settings/keys')
    await seen(page.getByText('No program has a key')).toBeVisible()
    await page.getByRole('button', { name: 'Make a key' }).click()
    await page.getByRole('button', { name: 'Make it' }).click()
    await seen(page.getByText('This is still missing.')).toBeVisible()
    await page.getByLabel('What is it for?').fill('Sales figures from Excel')
    await page.getByText('Let me pick').click()
    await seen(page.getByRole('checkbox', { name: 'report numbers' })).toBeChecked()
    await picture(page, 'keys-dialog-1280')
    await page.getByRole('button', { name: 'Make it' }).click()
    const secret = await page.getByRole('textbox', { name: 'Key' }).inputValue()
    await picture(page, 'keys-secret-1280')
    expect(secret).toMatch(/^fb_live_\w{36}$/)
    await page.getByRole('button', { name: 'I have kept it' }).click()
    const me = () => fetch(`${s.origin}/v1/me`, { headers: { authorization: `Bearer ${secret}` } })
    expect((await me()).status).toBe(200)
    await seen(page.getByText('Sales figures from Excel')).toBeVisible()
    expect(await page.content()).not.toContain(secret)
    await picture(page, 'keys-1280')
    await page.getByRole('button', { name: 'End the key: Sales figures from Excel' }).click()
    await page.getByRole('button', { name: 'End it', exact: true }).last().click()
    await seen(page.getByText('Ended', { exact: true })).toBeVisible()
    expect((await me()).status).toBe(401)
    await page.close()
  })

  it('are given to an application of the directory, and to private teams of one’s own', async () => {
    const { ada, boris, teams } = s.cast
    await s.by(boris, 0, (tx, actor) => putInTeam(tx, actor, teams.board, { memberId: ada.id }))
    const admin = await s.open(ada, '#/settings/keys')
    await admin.getByRole('button', { name: 'Make a key' }).click()
    await admin.getByLabel('What is it for?').fill('The planner')
    await admin.getByText('As an application of Entra').click()
    await admin.getByRole('button', { name: 'Make it' }).click()
    await seen(admin.getByText(/An id looks like/)).toBeVisible()
    await admin.getByLabel('Application (client) id').fill('0F1E2D3C-aaaa-4bbb-8ccc-123456789012')
    await admin.getByRole('checkbox', { name: 'Board' }).check()
    expect(await flaws(admin)).toEqual([])
    await picture(admin, 'keys-application-1280')
    await admin.getByRole('button', { name: 'Make it' }).click()
    await seen(admin.getByText('application 0f1e2d3c-aaaa-4bbb-8ccc-123456789012')).toBeVisible()
    await admin.close()
  })

  it.each([
    [280, 'de', 'dark', 'none'],
    [320, 'de', 'dark', 'none'],
    [1280, 'en', 'light', 'active'],
  ] as const)('fit %i px (%s, %s, forced colours %s)', async (width, locale, colorScheme, forcedColors) => {
    const page = await s.open(s.cast.ada, '#/settings/keys', { width, locale, colorScheme, forcedColors })
    await seen(page.getByText('Sales figures from Excel')).toBeVisible()
    await picture(page, `keys-${width}-${locale}-${colorScheme}-${forcedColors}`)
    await page.getByRole('button', { name: /Make a key|Schlüssel erstellen/ }).click()
    await seen(page.getByRole('dialog')).toBeVisible()
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect([overflow, await flaws(page)]).toEqual([0, []])
    await picture(page, `keys-dialog-${width}-${locale}-${colorScheme}-${forcedColors}`)
    await page.close()
  })
})
