import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { connect, workerUrl } from '../../api/database/connect.ts'
import { align } from '../../api/objectives/alignments.ts'
import { tables } from '../../api/tables.ts'
import { startWorker } from '../../api/worker.ts'
import { setPriorities } from '../../api/workspaces/workspaces.ts'
import { flaws, overflow } from '../support/flaws.ts'
import { picture, type Screen, screen } from '../support/screen.ts'
import { seen } from '../support/seen.ts'
import { writeKeyResult, writeObjective } from '../support/write-goals.ts'

const looks = [
  ['1280', { width: 1280 }],
  ['320-dark-de', { width: 320, colorScheme: 'dark', locale: 'de' }],
  ['280-contrast', { width: 280, colorScheme: 'dark', forcedColors: 'active' }],
] as const

describe('the map and the search on the screen', () => {
  let s: Screen

  beforeAll(async () => {
    s = await screen()
    const { ada, dana } = s.cast
    const sentences = [{ sentence: 'Keep the promises we make' }]
    const workspace = await s.by(ada, 0, (tx, actor) =>
      setPriorities(tx, actor, { priorities: sentences }, null),
    )
    const priorityId = workspace.priorities[0]!.id
    const top = await writeObjective(s, dana, { title: 'Riders rely on us', priorityId })
    const below = await writeObjective(s, dana, { title: 'Repairs done when promised' })
    await writeObjective(s, dana, { title: 'Größere Häuser' })
    await s.by(dana, 0, (tx, actor) => align(tx, actor, top, { childObjectiveId: below, weight: 60 }))
    await writeKeyResult(s, dana, { objectiveId: below })
    const db = await connect({
      url: workerUrl(s.database.adminUrl),
      entities: tables,
      poolSize: 2,
    }).initialize()
    const worker = startWorker({ db, every: 0 })
    await worker.drain()
    await worker.stop()
    await db.destroy()
  }, 120_000)
  afterAll(() => s?.close())

  it('opens level by level with the keyboard alone, and leads to an item', async () => {
    const page = await s.open(s.cast.mia, '#/map')
    const root = page.getByRole('treeitem', { name: /Keep the promises we make/ })
    await root.focus()
    await page.keyboard.press('ArrowRight')
    await seen(page.getByRole('treeitem', { name: /Riders rely on us/ })).toBeVisible()
    await seen(page.getByRole('treeitem', { name: /Repairs done when promised/ })).toHaveCount(0)
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await seen(page.getByRole('treeitem', { name: /Repairs done when promised.*counts 60%/ })).toBeVisible()
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('End')
    await seen(page.getByRole('treeitem', { name: /Not linked/ })).toBeFocused()
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await seen(page.getByRole('heading', { level: 1, name: 'Riders rely on us' })).toBeVisible()
    await page.close()
  })

  it('finds with the key / and arrows, whatever the accents, unless that key is switched off', async () => {
    const page = await s.open(s.cast.mia, '#/my-week')
    await seen(page.getByRole('button', { name: 'Search' })).toBeVisible()
    await page.keyboard.press('/')
    await page.getByLabel('The beginnings of one or more words').fill('groessere')
    await seen(page.getByRole('dialog').getByRole('link', { name: 'Größere Häuser' })).toBeVisible()
    expect(await flaws(page)).toEqual([])
    await picture(page, 'search-1280')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await seen(page.getByRole('heading', { level: 1, name: 'Größere Häuser' })).toBeVisible()
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByLabel('The key / opens this').click()
    await page.getByRole('button', { name: 'Close' }).click()
    await page.keyboard.press('/')
    await seen(page.getByRole('dialog')).toHaveCount(0)
    await page.close()
  })

  it.each(looks)('fits and has no flaw that axe finds: %s', async (name, how) => {
    const page = await s.open(s.cast.dana, '#/map', how)
    await page.getByRole('treeitem', { name: /Keep the promises/ }).focus()
    await page.keyboard.press('ArrowRight')
    await seen(page.getByRole('treeitem', { name: /Riders rely on us/ })).toBeVisible()
    await page.keyboard.press('ArrowRight')
    await seen(page.getByRole('treeitem', { name: /Riders rely on us/ })).toBeFocused()
    await page.keyboard.press('ArrowRight')
    await seen(page.getByRole('treeitem', { name: /Repairs done when/ })).toBeVisible()
    expect(await overflow(page)).toBe(0)
    expect(await flaws(page)).toEqual([])
    await picture(page, `map-${name}`)
    await page.close()
  })
})
