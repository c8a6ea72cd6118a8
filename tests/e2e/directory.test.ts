import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v4 } from 'uuid'
import { putInTeam } from '../../api/teams/people.ts'
import { createTeam } from '../../api/teams/teams.ts'
import { picture, type Screen, screen } from '../support/screen.ts'
import { seen } from '../support/seen.ts'
import { statement } from '../support/server.ts'

describe('the directory, in the settings', () => {
  let s: Screen
  beforeAll(async () => {
    s = await screen()
  }, 120_000)
  afterAll(() => s?.close())

  const say = (set: string) =>
    statement(s.database.adminUrl, `UPDATE directory_settings SET ${set}, revision = revision + 1`)

  it('is the admins’ affair', async () => {
    const page = await s.open(s.cast.dana, '#/settings/directory')
    await seen(page.getByText('This is not shared with you')).toBeVisible()
    await page.close()
  })

  it('says what it reads before it is turned on, for a group or for all', async () => {
    const page = await s.open(s.cast.ada, '#/settings/directory')
    await seen(page.getByText('To whom somebody reports')).toBeVisible()
    await picture(page, 'directory-off-1280')
    await page.getByRole('button', { name: 'Follow the directory' }).click()
    await page.getByLabel('Object id of the group').fill('our people')
    await page.getByRole('button', { name: 'Turn on' }).click()
    await seen(page.getByText('This is no object id')).toBeVisible()
    await picture(page, 'directory-dialog-1280')
    await page.getByText('Everybody but guests').click()
    await page.getByRole('button', { name: 'Turn on' }).click()
    await seen(page.getByText('Everybody but guests becomes a member.')).toBeVisible()
    await page.close()
  })

  it('says what is wrong and what to do, and lets many end only when an admin agrees', async () => {
    await say(`trouble = 'held', trouble_at = now(), held = 8, synced_at = now()`)
    const page = await s.open(s.cast.ada, '#/settings/directory')
    await seen(page.getByText('Very many would leave at once')).toBeVisible()
    await picture(page, 'directory-held-1280')
    await page.getByRole('button', { name: 'Let 8 memberships end' }).click()
    await page.getByRole('button', { name: 'Let them end' }).click()
    await seen(page.getByText('They end within a moment.')).toBeVisible()
    await seen(page.getByText('Very many would leave at once')).toBeHidden()
    await page.close()
  })

  it('suggests who could lead, and an admin does it', async () => {
    const { workspaceId, dana, mia, noah, teams, ada } = s.cast
    await s.by(ada, 0, async (tx, actor) => {
      const { id } = await createTeam(tx, actor, { name: 'Returns', parentId: teams.shop })
      for (const person of [mia, noah]) await putInTeam(tx, actor, id, { memberId: person.id })
    })
    const people = [dana, mia, noah].map(
      ({ oid, id }) => `('${workspaceId}', '${oid}', '${id}', '${dana.oid}', false, now())`,
    )
    await statement(
      s.database.adminUrl,
      `INSERT INTO directory_people (workspace_id, object_id, member_id, manager_id, brought, seen_at) VALUES ${people}`,
    )
    const page = await s.open(ada, '#/settings/directory')
    await page.getByRole('button', { name: 'Let Dana Diaz lead' }).click()
    await seen(page.getByText('Dana Diaz leads Returns.')).toBeVisible()
    await page.close()
  })

  it('lets the people of a team of Microsoft Teams into a team here', async () => {
    await statement(
      s.database.adminUrl,
      `INSERT INTO rosters (workspace_id, id, place, name, service_url, installed_at)
        VALUES ('${s.cast.workspaceId}', '${v4()}', '19:x@thread.tacv2', 'Harbour Service', 'https://smba.trafficmanager.net/', now())`,
    )
    const page = await s.open(s.cast.ada, '#/settings/directory')
    await page.getByRole('button', { name: 'Let its people in' }).click()
    await page
      .getByRole('combobox', { name: 'Into which team?' })
      .selectOption({ label: 'Service (in Harbour)' })
    await page.getByRole('dialog').getByRole('button', { name: 'Let its people in' }).click()
    await seen(page.getByText('People come into Service')).toBeVisible()
    await picture(page, 'directory-rosters-1280')
    await page.close()
  })

  it('shows in the list of people whose picture it gave, and initials of the others', async () => {
    const dot =
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
    const { workspaceId, mia } = s.cast
    await statement(
      s.database.adminUrl,
      `INSERT INTO member_photos (workspace_id, member_id, media_type, bytes, looked_at)
        VALUES ('${workspaceId}', '${mia.id}', 'image/png', decode('${dot}', 'base64'), now())`,
    )
    const page = await s.open(s.cast.ada, '#/settings/people')
    const row = (name: string) => page.getByRole('listitem').filter({ hasText: name })
    await seen(row('Mia Moreau').locator('img')).toBeVisible()
    await seen(row('Dana Diaz')).toBeVisible()
    await seen(row('Dana Diaz').locator('img')).toHaveCount(0)
    await picture(page, 'directory-people-1280')
    await page.close()
  })

  it.each([
    [280, 'de', 'dark', 'none'],
    [320, 'de', 'dark', 'none'],
    [1280, 'en', 'light', 'active'],
  ] as const)('fits %i px (%s, %s, forced colours %s)', async (width, locale, colorScheme, forcedColors) => {
    await say(`enabled = true, trouble = 'refused', trouble_at = now(), held = 0, synced_at = now()`)
    const page = await s.open(s.cast.ada, '#/settings/directory', {
      width,
      locale,
      colorScheme,
      forcedColors,
    })
    await seen(page.getByText(/Microsoft Graph (refuses|verweigert)/)).toBeVisible()
    await picture(page, `directory-${width}-${locale}-${colorScheme}-${forcedColors}`)
    await page.getByRole('button', { name: /^(Edit|Bearbeiten)/ }).click()
    await seen(page.getByRole('dialog')).toBeVisible()
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBe(0)
    await picture(page, `directory-dialog-${width}-${locale}-${colorScheme}-${forcedColors}`)
    await page.close()
  })
})
