import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { raiseBarrier } from '../../api/barriers/barriers.ts'
import { logWin } from '../../api/wins/wins.ts'
import { flaws, overflow } from '../support/flaws.ts'
import { picture, type Screen, screen } from '../support/screen.ts'
import { seen } from '../support/seen.ts'
import { root } from '../support/sources.ts'
import { writeKeyResult, writeObjective } from '../support/write-goals.ts'

describe('a one-on-one on the screen', () => {
  let s: Screen
  let place: string

  beforeAll(async () => {
    s = await screen()
    const { dana, mia, teams } = s.cast
    const objective = await writeObjective(s, dana)
    const keyResultId = await writeKeyResult(s, dana, { objectiveId: objective })
    await s.by(mia, 1, (tx, actor) =>
      raiseBarrier(tx, actor, {
        kind: 'access',
        title: 'No key for the crane',
        teamId: teams.service,
        keyResultIds: [keyResultId],
      }),
    )
    await s.by(mia, 1, (tx, actor) =>
      logWin(tx, actor, { what: 'The first week without a late repair', teamId: teams.service }),
    )
  }, 120_000)
  afterAll(() => s?.close())

  /** The panel as Teams and Outlook frame it: a page of its own, narrow. */
  const panel = async (who: { name: string }, options: object = {}) => {
    const page = await s.open(who, '#/my-week', { width: 320, ...options })
    await page.goto(`${s.origin}/panel.html${place}`)
    await seen(page.getByRole('heading', { level: 1, name: /^1:1/ })).toBeVisible()
    return page
  }
  const notes = (page: Page) => page.getByRole('textbox', { name: 'Shared notes' })

  it('is opened by picking the person', async () => {
    const page = await s.open(s.cast.dana, '#/one-on-ones')
    await seen(page.getByText('No 1:1 yet')).toBeVisible()
    await page.getByLabel('With whom?').selectOption({ label: 'Mia Moreau' })
    await page.getByRole('button', { name: 'Open the 1:1' }).click()
    await seen(page.getByRole('heading', { level: 1, name: '1:1 with Mia Moreau' })).toBeVisible()
    place = new URL(page.url()).hash
    await page.close()
  })

  it('takes a barrier in the panel, which then stands in the ledger', async () => {
    const page = await panel(s.cast.dana)
    await seen(page.getByText(/What would it take from you to answer .*No key for the crane/)).toBeVisible()
    await page.getByRole('button', { name: /^Take it/ }).click()
    const ledger = page.getByRole('list', { name: 'You promised' })
    await seen(ledger.getByText('No key for the crane')).toBeVisible()
    await page.getByRole('button', { name: /^Celebrate/ }).click()
    await seen(page.getByText('Celebrated', { exact: true })).toBeVisible()
    await page.close()
  })

  it('reads everything in one request after who one is', async () => {
    const page = await panel(s.cast.mia)
    const asked: string[] = []
    page.on('request', (request) => {
      const { pathname } = new URL(request.url())
      if (pathname.startsWith('/v1/')) asked.push(pathname.replace(/[0-9a-f-]{36}/, ':id'))
    })
    await page.reload()
    await seen(page.getByRole('heading', { name: 'Promised since last time' })).toBeVisible()
    await page.waitForLoadState('networkidle')
    expect(asked).toEqual(['/v1/me', '/v1/one-on-ones/:id'])
    await page.close()
  })

  it('loads at most 200 KB (gzip)', () => {
    const built = join(root, 'dist', 'addin')
    const manifest = JSON.parse(readFileSync(join(built, '.vite', 'manifest.json'), 'utf8'))
    const reached = (name: string, found = new Set<string>()): Set<string> => {
      if (!found.has(name))
        for (const next of [...(manifest[name].imports ?? [])]) reached(next, found.add(name))
      return found.add(name)
    }
    const names = new Set([...reached('panel.html'), ...reached('strings/de.json?panel')])
    const files = new Set([...names].flatMap((name) => [manifest[name].file, ...(manifest[name].css ?? [])]))
    const size = [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(built, file))).length, 0)
    console.info(`the panel: ${(size / 1024).toFixed(1)} KB gzip`)
    expect(size).toBeLessThanOrEqual(200 * 1024)
  })

  it('keeps an agenda that both add to and tick off', async () => {
    const page = await panel(s.cast.mia)
    await page.getByLabel('What do you want to speak about?').fill('Two hours a week')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await seen(page.getByRole('checkbox', { name: 'Two hours a week' })).toBeVisible()
    await page.close()
    const tab = await s.open(s.cast.dana, '#/to-clear')
    await tab.getByRole('link', { name: /No key for the crane/ }).click()
    await tab
      .getByRole('button', { name: /^Add to 1:1/ })
      .first()
      .click()
    await tab.getByLabel('What about it? (optional)').fill('Whom do I call?')
    await tab.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click()
    await seen(tab.getByText('On the agenda with Mia Moreau.')).toBeVisible()
    await tab.goto(`${s.origin}/tab.html${place}`)
    await tab.getByRole('checkbox', { name: 'Two hours a week' }).click()
    await seen(tab.getByRole('checkbox', { name: 'Two hours a week' })).toBeChecked()
    await seen(tab.getByRole('checkbox', { name: 'Whom do I call?' })).toBeVisible()
    await tab.close()
  })

  it('brings together what two open panels write at once, also after a lost connection', async () => {
    const [dana, mia] = [await panel(s.cast.dana, { alone: true }), await panel(s.cast.mia)]
    await notes(mia).fill('Blue paint')
    await seen(mia.getByText('Saved.')).toBeVisible()
    await dana.context().setOffline(true)
    await notes(dana).fill('Red paint')
    await seen(dana.getByText(/^Not saved yet/)).toBeVisible()
    await dana.context().setOffline(false)
    await seen(dana.getByText(/^Somebody wrote at the same time/)).toBeVisible()
    await seen(notes(dana)).toHaveValue('Red paint\nBlue paint')
    await dana.getByRole('textbox', { name: 'Private notes' }).fill('Say thank you')
    await seen(dana.getByText('Saved.')).toBeVisible()
    await mia.reload()
    await seen(notes(mia)).toHaveValue('Red paint\nBlue paint')
    await seen(mia.getByRole('textbox', { name: 'Private notes' })).toHaveValue('')
    await dana.reload()
    await seen(dana.getByRole('textbox', { name: 'Private notes' })).toHaveValue('Say thank you')
    await Promise.all([dana, mia].map((page) => page.close()))
  })

  const looks = [
    ['280', { width: 280 }],
    ['320-dark-de', { width: 320, colorScheme: 'dark', locale: 'de' }],
    ['480-contrast', { width: 480, colorScheme: 'dark', forcedColors: 'active' }],
    ['1280', { width: 1280 }],
  ] as const

  it.each(looks)('is whole and without a flaw that axe knows: %s', async (name, how) => {
    const page = await panel(s.cast.dana, how)
    await seen(page.getByRole('checkbox', { name: 'Two hours a week' })).toBeVisible()
    expect([await overflow(page), await flaws(page)]).toEqual([0, []])
    await picture(page, `one-on-one-${name}`)
    await page.goto(`${s.origin}/tab.html#/one-on-ones`)
    await seen(page.getByRole('link', { name: /Mia Moreau/ })).toBeVisible()
    expect([await overflow(page), await flaws(page)]).toEqual([0, []])
    await picture(page, `one-on-ones-${name}`)
    await page.close()
  })

  it('is closed into the history, with the keyboard alone', async () => {
    const page = await panel(s.cast.mia)
    await page.getByRole('button', { name: 'Close the meeting' }).focus()
    await page.keyboard.press('Enter')
    await seen(page.getByText('The meeting is in the history.')).toBeVisible()
    await seen(notes(page)).toHaveValue('')
    await seen(page.getByText('carried over once', { exact: false })).toBeVisible()
    await page.getByRole('button', { name: 'Show them' }).focus()
    await page.keyboard.press('Enter')
    const history = page.getByRole('list', { name: 'Earlier meetings' })
    await seen(history.getByText('Red paint')).toBeVisible()
    await seen(history.getByText('Spoken about: Two hours a week')).toBeVisible()
    await page.close()
  })
})
