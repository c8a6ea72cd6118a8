import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { commentSubjects } from '../../api/boards/comment-subjects.ts'
import { writeComment } from '../../api/comments/comments.ts'
import { createObjective } from '../../api/objectives/objectives.ts'
import { flaws, overflow } from '../support/flaws.ts'
import { picture, type Screen, screen } from '../support/screen.ts'
import { seen } from '../support/seen.ts'

describe('how long things are kept, in the settings', () => {
  let s: Screen
  beforeAll(async () => {
    s = await screen()
    const { dana, mia, teams, cycleId } = s.cast
    const goal = { title: 'Repairs', teamId: teams.service, cycleId }
    await s.by(dana, 800, async (tx, actor) => {
      const { id } = await createObjective(tx, actor, goal)
      const subject = { kind: 'objective' as const, id }
      for (const text of ['One', 'Two']) {
        await writeComment(tx, actor, commentSubjects, { subject, text, mentions: [mia.id] })
      }
    })
  }, 120_000)
  afterAll(() => s?.close())

  it('says what would go tonight before it is said, and can be taken back', async () => {
    const page = await s.open(s.cast.ada, '#/settings/retention')
    await page.getByRole('button', { name: 'Edit: What people wrote' }).click()
    const dialog = page.getByRole('dialog')
    await seen(dialog.getByText('Nothing goes.')).toBeVisible()
    await dialog.getByLabel('How long is it kept?').selectOption('3 years')
    await seen(dialog.getByText('Nothing is that old yet.')).toBeVisible()
    await dialog.getByLabel('How long is it kept?').selectOption('2 years')
    await seen(dialog.getByText('2 comments emptied')).toBeVisible()
    await picture(page, 'retention-dialog-1280')
    expect(await flaws(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Save' }).click()
    const row = page.getByRole('listitem').filter({ hasText: 'What people wrote' })
    await seen(row.getByText('2 years')).toBeVisible()
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await seen(row.getByText('For ever')).toBeVisible()
    await page.close()
  })

  it.each([
    [280, 'en', 'light', 'none'],
    [320, 'de', 'dark', 'none'],
    [1280, 'en', 'dark', 'active'],
  ] as const)('fits %i px (%s, %s, forced colours %s)', async (width, locale, colorScheme, forcedColors) => {
    const look = { width, locale, colorScheme, forcedColors }
    const page = await s.open(s.cast.ada, '#/settings/retention', look)
    await page.getByRole('button', { name: /^(Edit: What people|Bearbeiten: Was Menschen)/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox').selectOption('730')
    await seen(dialog.getByText(/^2 (comments|Kommentare)/)).toBeVisible()
    expect([await overflow(page), await flaws(page)]).toEqual([0, []])
    await picture(page, `retention-dialog-${width}-${locale}-${colorScheme}-${forcedColors}`)
    await page.keyboard.press('Escape')
    await picture(page, `retention-${width}-${locale}-${colorScheme}-${forcedColors}`)
    await page.close()
  })
})
