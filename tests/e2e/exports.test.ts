import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import readExcelFile from 'read-excel-file/node'
import { transaction } from '../../api/database/transaction.ts'
import { audit } from '../../api/http/audit.ts'
import { actorFor } from '../../api/members/find-actor.ts'
import { createObjective } from '../../api/objectives/objectives.ts'
import { flaws, overflow } from '../support/flaws.ts'
import { picture, type Screen, screen } from '../support/screen.ts'
import { seen } from '../support/seen.ts'
import { testWorker } from '../support/worker.ts'

const writes = [
  ['createObjective', 201, null],
  ['changeCycle', 403, 'forbidden'],
  ['takeBarrier', 200, null],
  ['publishObjective', 409, 'no-round'],
] as const
const place = { surface: 'tab' as const, now: new Date(), traceId: 'test' }

describe('taking away, in the settings', () => {
  let s: Screen
  beforeAll(async () => {
    s = await screen()
    const goal = { title: '=Repairs', teamId: s.cast.teams.service, cycleId: s.cast.cycleId }
    await s.by(s.cast.dana, 2, (tx, actor) => createObjective(tx, actor, goal))
    const actor = { workspaceId: s.cast.workspaceId, memberId: s.cast.dana.id }
    await transaction(s.db, actor, async (tx) => {
      for (const [operation, status, code] of writes) {
        const line = { operation, status, code, subject: null }
        audit(tx, await actorFor(tx, { ...place, workspaceId: s.cast.workspaceId }, s.cast.dana.id), line)
      }
    })
  }, 120_000)
  afterAll(() => s?.close())

  it('gives the goals as a workbook in two taps', async () => {
    const page = await s.open(s.cast.mia, '#/settings/exports')
    await page.getByRole('button', { name: 'Download: Goals' }).click()
    const saved = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: 'Excel workbook' }).click()
    const file = await saved
    expect(file.suggestedFilename()).toMatch(/^objectives-\d{4}-\d\d-\d\d\.xlsx$/)
    const [sheet] = await readExcelFile(await readFile(await file.path()))
    expect(sheet!.data.flat()).toContain('=Repairs')
    await page.close()
  })

  it('makes an archive for admins, and gives it', async () => {
    const page = await s.open(s.cast.ada, '#/settings/exports')
    await page.getByRole('button', { name: 'Make an archive' }).click()
    await seen(page.getByText('Being made')).toBeVisible()
    const worker = await testWorker({ adminUrl: s.database.adminUrl, clock: { now: new Date() } })
    await worker.drain()
    await worker.stop()
    await seen(page.getByText('Ready', { exact: true })).toBeVisible()
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: /^Download: Archive of/ }).click()
    expect((await saved).suggestedFilename()).toMatch(/^footbridge-.*\.zip$/)
    await page.close()
  })

  it('gives a list as it is narrowed', async () => {
    const page = await s.open(s.cast.mia, '#/views/all')
    await seen(page.getByText('=Repairs')).toBeVisible()
    await page.getByLabel('Word in the title').fill('nothing like it')
    await page.getByRole('button', { name: 'Download' }).click()
    const saved = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: 'CSV file' }).click()
    expect(await readFile(await (await saved).path(), 'utf8')).not.toContain('Repairs')
    await picture(page, 'views-download-1280')
    await page.close()
  })

  it('shows admins who did what, and finds what was refused', async () => {
    const page = await s.open(s.cast.ada, '#/settings/audit-log')
    await seen(page.getByText('Goal written')).toBeVisible()
    await page.getByLabel('How it went').selectOption('Refused')
    await seen(page.getByText('Goal written')).toHaveCount(0)
    await seen(page.getByText('Not done – Quarter changed')).toBeVisible()
    await seen(page.getByText('It was not theirs to do. forbidden')).toBeVisible()
    await page.getByLabel('Who', { exact: true }).selectOption('Ada Admin')
    await seen(page.getByText('Nothing like that was done')).toBeVisible()
    await page.getByRole('button', { name: 'Leave out the filters' }).click()
    await seen(page.getByText('Goal written')).toBeVisible()
    await page.close()
  })

  it('says in German, too, what was done and why not, and finds it by its name', async () => {
    const page = await s.open(s.cast.ada, '#/settings/audit-log', { locale: 'de' })
    await seen(page.getByText('Ziel geschrieben')).toBeVisible()
    await seen(page.getByText('Dazu fehlte das Recht. forbidden')).toBeVisible()
    await seen(page.getByText('„Das Team wurde in diesem Zyklus nicht gefragt.“ no-round')).toBeVisible()
    await page.getByLabel('Was', { exact: true }).fill('quartal')
    await seen(page.getByText('Ziel geschrieben')).toHaveCount(0)
    await seen(page.getByText('Nicht geschehen – Quartal geändert')).toBeVisible()
    await page.close()
  })

  it.each([
    [1280, 'en', 'light', 'none'],
    [320, 'de', 'dark', 'none'],
    [280, 'de', 'light', 'none'],
    [1280, 'en', 'dark', 'active'],
  ] as const)('fits %i px (%s, %s, forced colours %s)', async (width, locale, colorScheme, forcedColors) => {
    const page = await s.open(s.cast.ada, '#/settings/exports', { width, locale, colorScheme, forcedColors })
    for (const part of ['exports', 'audit-log']) {
      await page.goto(`${s.origin}/tab.html#/settings/${part}`)
      await seen(page.getByRole('heading', { level: 2 }).first()).toBeVisible()
      await seen(page.getByRole('button', { name: /Download|Herunterladen/ }).first()).toBeVisible()
      await seen(page.locator('[aria-busy=true]')).toHaveCount(0)
      await picture(page, `${part}-${width}-${locale}-${colorScheme}-${forcedColors}`)
      expect([part, await overflow(page), await flaws(page)]).toEqual([part, 0, []])
    }
    await page.close()
  })
})
