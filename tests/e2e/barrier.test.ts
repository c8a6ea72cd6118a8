import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { offerHelp, takeBarrier } from '../../api/barriers/answers.ts'
import { raiseBarrier } from '../../api/barriers/barriers.ts'
import { turnBarriers } from '../../api/barriers/jobs.ts'
import { createKeyResult } from '../../api/key-results/key-results.ts'
import { changeWorkspace } from '../../api/workspaces/workspaces.ts'
import { flaws, overflow } from '../support/flaws.ts'
import { picture, type Screen, screen } from '../support/screen.ts'
import { seen } from '../support/seen.ts'
import { statement } from '../support/server.ts'

describe('a barrier on the screen', () => {
  let s: Screen
  let missed: string
  let keyResultId: string

  beforeAll(async () => {
    s = await screen()
    const { dana, mia, noah, otto, ada, teams, cycleId } = s.cast
    // Nothing is missed on a day off: here there is none, whatever day it is.
    await s.by(ada, 9, (tx, actor) =>
      changeWorkspace(tx, actor, { workingWeekdays: [1, 2, 3, 4, 5, 6, 7] }, null),
    )
    const measure = (title: string, teamId: string) =>
      s.by(ada, 9, (tx, actor) =>
        createKeyResult(tx, actor, {
          ...{ title, teamId, cycleId, ownerId: mia.id, target: 90, lifecycle: 'published' },
          why: 'A late repair is a broken promise.',
        }),
      )
    const keyResult = await measure('Repairs done by the promised day', teams.service)
    keyResultId = keyResult.id
    await measure('Parts in stock', teams.shop)
    const raise = (title: string, kind: 'access' | 'decision') =>
      s.by(mia, 8, (tx, actor) => raiseBarrier(tx, actor, { kind, title, keyResultIds: [keyResult.id] }))
    missed = (await raise('No key to the workshop', 'access')).id
    await s.by(dana, 8, (tx, actor) => takeBarrier(tx, actor, missed, 'today'))
    await s.by(noah, 7, (tx, actor) => offerHelp(tx, actor, missed, 'I know the locksmith.'))
    await s.by(otto, 7, (tx, actor) => offerHelp(tx, actor, missed, null))
    await s.by(ada, 0, (tx, actor) => turnBarriers(tx, { ...actor, memberId: null, zone: 'Europe/Berlin' }))
    await raise('Blue or green racks?', 'decision')
  }, 120_000)
  afterAll(() => s?.close())

  it('asks whoever missed a date for a new one, shows who can help, and is handed over in one tap', async () => {
    const page = await s.open(s.cast.dana, '#/to-clear')
    await seen(page.getByText('Noah Nkemelu can help')).toBeVisible()
    await seen(page.getByRole('button', { name: /^New date/ })).toBeVisible()
    await picture(page, 'to-clear-offers')
    await page.getByRole('button', { name: /^Hand it to Noah Nkemelu/ }).click()
    await seen(page.getByText(/No key to the workshop is handed on/)).toBeVisible()
    await page.close()
  })

  it('takes a decision in words, which everybody reads', async () => {
    const page = await s.open(s.cast.dana, '#/to-clear')
    await page.getByRole('button', { name: /^More for #2/ }).click()
    await page.getByRole('menuitem', { name: 'Decide …' }).click()
    await page.getByLabel('The decision, as everybody will read it').fill('We take the blue ones.')
    await page.getByRole('button', { name: 'Decide', exact: true }).click()
    await seen(page.getByText(/^Decided: #2/)).toBeVisible()
    await page.close()
    const mia = await s.open(s.cast.mia, '#/my-week')
    await mia.getByRole('link', { name: /^#2/ }).click()
    await seen(mia.getByText('Decided: We take the blue ones.')).toBeVisible()
    await mia.close()
  })

  it('is called what the workspace calls it: in the queue, on the board, where it is raised, in both languages', async () => {
    const call = (words: { barrier?: string; barriers?: string }) =>
      s.by(s.cast.ada, 0, (tx, actor) => changeWorkspace(tx, actor, { words }, null))
    await call({ barrier: 'impediment', barriers: 'impediments' })
    const page = await s.open(s.cast.dana, '#/to-clear')
    await seen(
      page.getByText('Impediments that your people ask you to clear, the most costly first.'),
    ).toBeVisible()
    await page.goto(`${s.origin}/tab.html#/team/${s.cast.teams.service}`)
    await seen(page.getByText(/^Impediment: #\d/).first()).toBeVisible()
    await seen(page.getByText(/in the way/i)).toHaveCount(0)
    await picture(page, 'team-own-word-1280')
    await page.goto(`${s.origin}/tab.html#/key-results/${keyResultId}`)
    await page.getByRole('button', { name: 'Impediment', exact: true }).click()
    await seen(page.getByRole('dialog', { name: 'What is the impediment?' })).toBeVisible()
    await page.close()
    const german = { width: 320, colorScheme: 'dark', locale: 'de' } as const
    const queue = await s.open(s.cast.dana, '#/to-clear', german)
    await seen(queue.getByText(/^Impediments, zu denen Ihre Leute Sie fragen/)).toBeVisible()
    await picture(queue, 'to-clear-own-word-320-dark-de')
    expect(await overflow(queue)).toBe(0)
    await queue.close()
    await call({})
  })

  it('shows a picture of what is in the way, which whoever added it takes away again', async () => {
    const page = await s.open(s.cast.mia, `#/barriers/${missed}`)
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Add a picture' }).click(),
    ])
    await chooser.setFiles({ name: 'door.png', mimeType: 'image/png', buffer: await page.screenshot() })
    await page.getByLabel('What is to be seen? (optional)').fill('The shut door')
    await page.getByRole('button', { name: 'Show it' }).click()
    const shown = page.getByRole('img', { name: 'The shut door' })
    await seen(shown).toBeVisible()
    expect(await shown.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(100)
    await picture(page, 'barrier-picture')
    expect(await flaws(page)).toEqual([])
    await page.getByRole('button', { name: /^Take it away/ }).click()
    await seen(shown).toHaveCount(0)
    await page.close()
  })

  it('is cleared with one optional chip that says how', async () => {
    const page = await s.open(s.cast.noah, `#/barriers/${missed}`)
    await page.getByRole('button', { name: /^More for #1/ }).click()
    await page.getByRole('menuitem', { name: 'Cleared, and how …' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Simplified').click()
    await picture(page, 'barrier-cleared-how')
    expect(await flaws(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Cleared', exact: true }).click()
    await seen(dialog).toHaveCount(0)
    const read = `SELECT cleared_how AS how FROM barriers WHERE id = '${missed}'`
    expect((await statement(s.database.adminUrl, read)).rows).toEqual([{ how: 'simplified' }])
    await page.close()
  })

  it('is said otherwise and holds up a key result of another team too', async () => {
    const page = await s.open(s.cast.mia, `#/barriers/${missed}`)
    await page.getByRole('button', { name: 'Say it otherwise' }).click()
    await page.getByText('Urgent: an answer in 1 working day').click()
    await page.getByRole('button', { name: 'Add a link' }).click()
    await page.getByLabel('Link 1').fill('https://keys.example/cut')
    await page.getByRole('button', { name: 'Save' }).click()
    await seen(page.getByRole('link', { name: 'https://keys.example/cut' })).toBeVisible()
    await page.getByRole('button', { name: 'It also holds up …' }).click()
    await page.getByText('Parts in stock').click()
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await seen(page.getByText('measure of Shop')).toBeVisible()
    await page.close()
  })

  it.each([
    ['280', { width: 280 }],
    ['320-de-dark', { width: 320, locale: 'de', colorScheme: 'dark' }],
    ['1280', { width: 1280 }],
    ['contrast', { forcedColors: 'active', colorScheme: 'dark' }],
  ] as const)('fits and has no flaw that axe finds: %s', async (name, how) => {
    const page = await s.open(s.cast.mia, `#/barriers/${missed}`, how)
    await seen(page.getByRole('heading', { level: 1 })).toBeVisible()
    await seen(page.getByText('Otto Olsen', { exact: false }).first()).toBeVisible()
    expect(await overflow(page)).toBe(0)
    await picture(page, `barrier-${name}`)
    expect(await flaws(page)).toEqual([])
    await page.close()
  })
})
