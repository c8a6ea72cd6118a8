import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { sections } from '../../addin/pages/settings-sections.ts'
import { first, rows, transaction } from '../../api/database/transaction.ts'
import { demoTenant } from '../../api/members/demo-sign-in.ts'
import { loadDemo } from '../../infra/demo/demo.ts'
import { flaws, overflow } from '../support/flaws.ts'
import { type Look, look, type OpenOptions, picture } from '../support/screen.ts'
import { seen } from '../support/seen.ts'

const looks: [string, OpenOptions][] = [
  ['1280', { width: 1280 }],
  ['320-dark-de', { width: 320, colorScheme: 'dark', locale: 'de' }],
  ['280', { width: 280 }],
  ['1280-contrast', { width: 1280, colorScheme: 'dark', forcedColors: 'active' }],
]

describe('every screen, with the demo workspace', () => {
  let s: Look
  const places: Record<string, { who: string; place: string }> = {
    'my-week': { who: 'Mia', place: '#/my-week' },
    'to-clear': { who: 'Dana', place: '#/to-clear' },
    team: { who: 'Dana', place: '#/team' },
  }

  const settings: string[] = []
  const pages = new Map<string, Promise<Page>>()
  /** One page per person and look: each place is gone to within the app, as people do. */
  function pageOf(who: string, label: string, options: OpenOptions): Promise<Page> {
    const key = `${who} ${label}`
    const page = pages.get(key) ?? s.open({ name: who }, '#/my-week', options)
    pages.set(key, page)
    return page
  }

  beforeAll(async () => {
    s = await look((database) => loadDemo({ databaseUrl: database.adminUrl }, () => undefined))
    const workspaceId = await transaction(s.db, { tid: demoTenant }, async (tx) => {
      const found = await first<{ id: string }>(tx, 'SELECT id FROM workspaces WHERE tid = $1', [demoTenant])
      return found!.id
    })
    const idOf = (statement: string) =>
      transaction(s.db, { workspaceId }, async (tx) => (await rows<{ id: string }>(tx, statement))[0]!.id)
    const keyResult = await idOf(`SELECT id FROM key_results WHERE title LIKE 'Breads sold%'`)
    const objective = await idOf(`SELECT id FROM objectives WHERE title LIKE 'No regular%'`)
    const barrier = await idOf(`SELECT id FROM barriers WHERE title LIKE 'The second oven%'`)
    places['key-result'] = { who: 'Mia', place: `#/key-results/${keyResult}` }
    places.objective = { who: 'Dana', place: `#/objectives/${objective}` }
    places.barrier = { who: 'Omar', place: `#/barriers/${barrier}` }
    const team = await idOf(`SELECT id FROM teams WHERE name = 'Shops'`)
    const dana = await idOf(`SELECT id FROM members WHERE name LIKE 'Dana %'`)
    const pair = await transaction(s.db, { workspaceId, memberId: dana }, async (tx) => {
      const found = await first<{ id: string }>(tx, 'SELECT id FROM one_on_ones') // theirs alone in the database, too
      return found!.id
    })
    places['one-on-one'] = { who: 'Dana', place: `#/one-on-ones/${pair}` }
    places['one-on-ones'] = { who: 'Dana', place: '#/one-on-ones' }
    places.weekly = { who: 'Dana', place: `#/weekly/${team}` }
    places.review = { who: 'Dana', place: `#/review/${team}` }
    places['review-pack'] = { who: 'Dana', place: `#/review-pack/${team}` }
    places.insights = { who: 'Ada', place: '#/insights' }
    places.import = { who: 'Ada', place: '#/import' }
    const mia = await idOf(`SELECT id FROM members WHERE name LIKE 'Mia %'`)
    settings.push(...Object.keys(sections), `teams/${team}`, `people/${mia}`)
  }, 180_000)
  afterAll(() => s?.close())

  const names = [
    'my-week',
    'to-clear',
    'team',
    'key-result',
    'objective',
    'barrier',
    'one-on-one',
    'one-on-ones',
    'weekly',
    'review',
    'review-pack',
    'insights',
    'import',
  ]
  const cases = names.flatMap((name) => looks.map(([label, options]) => [name, label, options] as const))

  it.each(cases)(
    '%s: %s is whole, readable and without a flaw that axe knows',
    async (name, label, options) => {
      const { who, place } = places[name]!
      const page = await pageOf(who, label, options)
      await goTo(page, place)
      await isWhole(page, `${name}-${label}`)
    },
  )

  it.each(looks)(
    'every part of the settings: %s is whole, readable and without a flaw that axe knows',
    async (label, options) => {
      const page = await pageOf('Ada', label, options)
      for (const part of settings) {
        await goTo(page, `#/settings/${part}`)
        await seen(page.getByRole('heading', { level: 2 }).first()).toBeVisible()
        await isWhole(page, `settings-${part.replace(/\/.*/, '-one')}-${label}`)
      }
    },
    120_000,
  )

  it('has what a leader needs every day within one tap, on the narrowest of them too', async () => {
    const page = await s.open({ name: 'Dana' }, '#/my-week', { width: 280, locale: 'de' })
    const doors = page.getByRole('navigation', { name: 'Footbridge' })
    await doors.getByRole('link', { name: 'Freiräumen' }).click()
    await seen(page.getByRole('heading', { level: 1, name: 'Freiräumen' })).toBeVisible()
    await doors.getByRole('link', { name: 'Team' }).click()
    await seen(page.getByRole('heading', { level: 1, name: 'Shops' })).toBeVisible()
    await page.close()
  })
})

/** Goes to a place within the app and waits until it is drawn in place of the one before. */
async function goTo(page: Page, place: string): Promise<void> {
  await page.evaluate(async (hash) => {
    window.location.hash = hash
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
  }, place)
}

/** Nothing on its way, nothing cut off, nothing that axe knows; and a picture for people to look at. */
async function isWhole(page: Page, name: string): Promise<void> {
  await seen(page.getByRole('heading', { level: 1 })).toBeVisible()
  await seen(page.locator('[aria-busy=true]')).toHaveCount(0)
  expect([name, await overflow(page), await flaws(page)]).toEqual([name, 0, []])
  await picture(page, name)
}
