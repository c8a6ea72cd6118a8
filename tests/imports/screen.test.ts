import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { v7 } from 'uuid'
import { demoTenant } from '../../api/members/demo-sign-in.ts'
import { foundWorkspace } from '../../api/members/sign-up.ts'
import { flaws, overflow } from '../support/flaws.ts'
import { picture, type Screen, screen } from '../support/screen.ts'
import { seen } from '../support/seen.ts'
import { statement } from '../support/server.ts'
import { testWorker } from '../support/worker.ts'
import { zipName } from './viva-files.ts'

const file = join(import.meta.dirname ?? __dirname, 'samples', zipName)

describe('the import page', () => {
  let s: Screen
  beforeAll(async () => {
    s = await screen()
    // A member of the same name as somebody in the file: an admin has to say whether it is the same person.
    await statement(s.database.adminUrl, `UPDATE members SET name = 'Jun Li' WHERE id = '${s.cast.noah.id}'`)
  }, 120_000)
  afterAll(() => s?.close())

  const tryFile = async (page: Page, button = 'Try it first') => {
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByRole('button', { name: button }).click()
  }

  it('is for admins alone', async () => {
    const page = await s.open(s.cast.mia, '#/import')
    await seen(page.locator('input[type=file]')).toHaveCount(0)
    await page.close()
  })

  it.each([
    [280, 'light'],
    [320, 'dark'],
    [1280, 'light'],
  ] as const)('tries a file at %i px, %s, without scrolling sideways', async (width, colorScheme) => {
    const page = await s.open(s.cast.ada, '#/import', { width, colorScheme })
    await seen(page.getByLabel('File', { exact: true })).toBeVisible()
    await seen(page.getByText('From Viva Goals, or from the archive of a workspace.')).toBeVisible()
    await picture(page, `import-pick-${width}-${colorScheme}`)
    await tryFile(page)
    await seen(page.getByRole('heading', { name: 'What it would bring' })).toBeVisible()
    await seen(page.getByText('21 new')).toBeVisible()
    await seen(page.getByText('An export of Viva Goals.')).toBeVisible()
    await seen(page.getByText(/“EUR”/).first()).toBeVisible()
    expect(await overflow(page)).toBe(0)
    const edges = await page.getByLabel('Jun Li is').evaluate((select) => {
      const right = (element: Element) => element.getBoundingClientRect().right
      return right(select.closest('li')!) - right(select)
    })
    expect(edges).toBeGreaterThan(0)
    expect(await flaws(page)).toEqual([])
    await picture(page, `import-tried-${width}-${colorScheme}`)
    await page.close()
  })

  it('asks who is who, imports, and leads to the boards', async () => {
    const page = await s.open(s.cast.ada, '#/import')
    await tryFile(page)
    const go = page.getByRole('button', { name: 'Import', exact: true })
    await seen(page.getByText('Say first who 1 person is.')).toBeVisible()
    await page.getByLabel('Jun Li is').selectOption({ label: 'Jun Li (same name)' })
    await seen(page.getByText(/Everything is ready/)).toBeVisible()
    await go.click()
    await seen(page.getByText('It is all here')).toBeVisible({ timeout: 20_000 })
    await seen(page.getByText('21 new')).toBeVisible()
    await picture(page, 'import-done-1280')
    await page.getByText('Row by row').click()
    await seen(page.getByText('The team “Workshop” is new.')).toBeVisible()
    await page.getByRole('link', { name: 'Workshop' }).click()
    await seen(page.getByRole('heading', { level: 1, name: /Workshop/ })).toBeVisible()
    await page.close()
  })

  it('shows what was brought before, and the same file changes nothing', async () => {
    const page = await s.open(s.cast.ada, '#/import')
    await page
      .getByRole('button', { name: `Show ${zipName}` })
      .first()
      .click()
    await seen(page.getByRole('heading', { name: 'Look at the boards' })).toBeVisible()
    await tryFile(page)
    await seen(page.getByText('21 here already')).toBeVisible()
    await page.close()
  })

  it('speaks German, and says why a file is none', async () => {
    const page = await s.open(s.cast.ada, '#/import', { locale: 'de', width: 320 })
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('Name\nAna\n') })
    await page.getByRole('button', { name: 'Erst prüfen' }).click()
    await seen(page.getByRole('alert').first()).toBeVisible()
    await tryFile(page, 'Erst prüfen')
    await seen(page.getByRole('heading', { name: 'Was übernommen würde' })).toBeVisible()
    await seen(page.getByText('Die Einheit widerspricht dem Namen').first()).toBeVisible()
    await picture(page, 'import-tried-320-de')
    await page.close()
  })

  describe('of an archive, in an empty workspace', () => {
    let archive: { name: string; mimeType: string; buffer: Buffer }
    const zoe = { oid: v7(), name: 'Zoe Zimmer' }

    beforeAll(async () => {
      const page = await s.open(s.cast.ada, '#/settings/exports')
      await page.getByRole('button', { name: 'Make an archive' }).click()
      await seen(page.getByText('Being made')).toBeVisible()
      const worker = await testWorker({ adminUrl: s.database.adminUrl, clock: { now: new Date() } })
      await worker.drain()
      await worker.stop()
      const saved = page.waitForEvent('download')
      await page.getByRole('button', { name: /^Download: Archive of/ }).click()
      const buffer = await readFile(await (await saved).path())
      archive = { name: 'harbour.zip', mimeType: 'application/zip', buffer }
      await page.close()
      // From now on the demo's tenant is Zoe's, who has nothing yet.
      await statement(s.database.adminUrl, `UPDATE workspaces SET tid = '${v7()}'`)
      const place = { tid: demoTenant, name: 'New', zone: 'UTC', locale: 'en' as const, admin: zoe }
      await foundWorkspace(s.db, place, new Date())
    }, 60_000)

    it.each([
      [280, 'de', 'light', 'none'],
      [320, 'de', 'dark', 'none'],
      [1280, 'en', 'light', 'none'],
      [1280, 'en', 'dark', 'active'],
    ] as const)(
      'asks who looks after it then, at %i px, %s, %s, %s',
      async (width, locale, colorScheme, forcedColors) => {
        const page = await s.open(zoe, '#/import', { width, locale, colorScheme, forcedColors })
        await page.locator('input[type=file]').setInputFiles(archive)
        await page.getByRole('button', { name: locale === 'de' ? 'Erst prüfen' : 'Try it first' }).click()
        const [lead, me] =
          locale === 'de'
            ? ['Admins im Archiv: Ada Admin.', 'Niemand außer mir']
            : ['Admins in the archive: Ada Admin.', 'Nobody but me']
        await seen(page.getByText(lead)).toBeVisible()
        await seen(page.getByLabel(me)).toBeChecked()
        await seen(page.getByText(/Viva/)).toHaveCount(0)
        await picture(page, `import-archive-${width}-${locale}-${colorScheme}-${forcedColors}`)
        expect([await overflow(page), await flaws(page)]).toEqual([0, []])
        await page.close()
      },
    )

    it('makes the admins of the archive admins only where that is chosen', async () => {
      const page = await s.open(zoe, '#/import')
      await page.locator('input[type=file]').setInputFiles(archive)
      await page.getByRole('button', { name: 'Try it first' }).click()
      await page.getByLabel('Me and the archive’s admins').check()
      await page.getByRole('button', { name: 'Import', exact: true }).click()
      await seen(page.getByText('It is all here')).toBeVisible({ timeout: 20_000 })
      await seen(page.getByText(/Comes as an admin/)).toBeVisible()
      await page.close()
    })
  })
})
