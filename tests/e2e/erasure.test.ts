import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readArchive } from '../../api/imports/archive.ts'
import { flaws, overflow } from '../support/flaws.ts'
import { picture, type Screen, screen } from '../support/screen.ts'
import { seen } from '../support/seen.ts'

describe('a person’s data, in the settings', () => {
  let s: Screen
  beforeAll(async () => {
    s = await screen()
  }, 120_000)
  afterAll(() => s?.close())

  it('is taken away by everybody in one tap', async () => {
    const page = await s.open(s.cast.mia, '#/settings/me')
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Take your data away' }).click()
    const file = await saved
    expect(file.suggestedFilename()).toMatch(/^footbridge-person-\d{4}-\d\d-\d\d\.zip$/)
    const names: string[] = []
    for await (const { name } of readArchive(await readFile(await file.path()))) names.push(name)
    expect(names).toEqual(expect.arrayContaining(['README.md', 'private_notes.jsonl', 'manifest.json']))
    await page.getByRole('button', { name: 'Take your data away' }).scrollIntoViewIfNeeded()
    await picture(page, 'my-data-1280')
    await page.close()
  })

  it.each([
    [1280, 'en', 'light', 'none'],
    [280, 'en', 'light', 'none'],
    [320, 'de', 'dark', 'none'],
    [1280, 'en', 'dark', 'active'],
  ] as const)('fits %i px (%s, %s, forced colours %s)', async (width, locale, colorScheme, forcedColors) => {
    const look = { width, locale, colorScheme, forcedColors }
    const page = await s.open(s.cast.ada, `#/settings/people/${s.cast.noah.id}`, look)
    const erase = page.getByRole('button', { name: /^(Erase|Löschen) …/ })
    await erase.scrollIntoViewIfNeeded()
    expect([await overflow(page), await flaws(page)]).toEqual([0, []])
    await picture(page, `erasure-${width}-${locale}-${colorScheme}-${forcedColors}`)
    await erase.click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^(Erase for good|Endgültig löschen)$/ })
      .click()
    expect([await overflow(page), await flaws(page)]).toEqual([0, []])
    await picture(page, `erasure-dialog-${width}-${locale}-${colorScheme}-${forcedColors}`)
    await page.close()
  })

  it('goes for good by keyboard, once the name was said', async () => {
    const page = await s.open(s.cast.ada, `#/settings/people/${s.cast.noah.id}`)
    await page.getByRole('button', { name: 'Erase …' }).press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Write the name: Noah Nkemelu').fill('Noah')
    await page.keyboard.press('Enter')
    await seen(dialog.getByText('This is not their name.')).toBeVisible()
    await dialog.getByLabel('Write the name: Noah Nkemelu').fill('noah nkemelu')
    await page.keyboard.press('Enter')
    await seen(page.getByRole('heading', { name: 'Former member' })).toBeVisible()
    await seen(page.getByRole('button', { name: 'Erase …' })).toHaveCount(0)
    await picture(page, 'erased-1280')
    await page.close()
  })
})
