import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { logWin } from '../../api/wins/wins.ts'
import { changeWorkspace } from '../../api/workspaces/workspaces.ts'
import { flaws } from '../support/flaws.ts'
import { type OpenOptions, picture, type Screen, screen } from '../support/screen.ts'
import { seen } from '../support/seen.ts'

const moving: OpenOptions = { reducedMotion: 'no-preference' }
const longest = 1500

describe('the small effect beside a celebrated win', () => {
  let s: Screen
  let wins = 0

  beforeAll(async () => {
    s = await screen()
    await s.showAll()
  }, 120_000)
  afterAll(() => s?.close())

  /** Dana celebrates one more win; says how many effects were drawn in all. */
  const celebrated = async (options: OpenOptions): Promise<{ page: Page; drawn: number }> => {
    wins += 1
    const what = `Shelf ${wins} is labelled`
    await s.by(s.cast.mia, 0, (tx, actor) => logWin(tx, actor, { what, teamId: s.cast.teams.service }))
    const page = await s.open(s.cast.dana, '#/wins', options)
    await page.evaluate(() => {
      const drawn: number[] = []
      Object.assign(window, { drawn })
      new MutationObserver(() => {
        const stand = document.querySelector('[data-celebration]')
        if (!stand) return
        for (const { effect } of stand.getAnimations({ subtree: true })) {
          drawn.push(Number(effect?.getComputedTiming().endTime))
        }
      }).observe(document.body, { childList: true, subtree: true })
    })
    await page.getByRole('button', { name: `Celebrate: ${what}` }).click()
    await seen(page.getByText(new RegExp(`Celebrated.*${what}|${what}.*elebrated`)).first()).toBeVisible()
    const ends = await page.evaluate(() => (window as unknown as { drawn: number[] }).drawn)
    expect(ends.filter((end) => end > longest)).toEqual([])
    return { page, drawn: ends.length }
  }

  it('is drawn once the win is stored, over everything and in nobody’s way, and is gone by itself', async () => {
    const { page, drawn } = await celebrated(moving)
    expect(drawn).toBeGreaterThan(0)
    const stand = page.locator('[data-celebration]')
    await seen(stand).toHaveCount(0)
    expect(await flaws(page)).toEqual([])
    await page.close()
  })

  it('stays away where people want less motion', async () => {
    const { page, drawn } = await celebrated({})
    expect(drawn).toBe(0)
    await page.close()
  })

  it('stays away for a person who switched it off', async () => {
    const settings = await s.open(s.cast.dana, '#/settings')
    await settings.getByLabel('A small effect beside good news').click()
    await seen(settings.getByText('Saved', { exact: false }).first()).toBeVisible()
    await settings.close()
    const { page, drawn } = await celebrated(moving)
    expect(drawn).toBe(0)
    await page.close()
  })

  it('stays away in a workspace that switched it off, where an admin also shows every part at once', async () => {
    const page = await s.open(s.cast.ada, '#/settings/workspace')
    const effect = page.getByLabel(/^Show a small effect/)
    await effect.click()
    await seen(effect).not.toBeChecked()
    await seen(page.getByLabel('Show every part now, instead of when it is first of use')).toBeChecked()
    await picture(page, 'settings-screens')
    expect(await flaws(page)).toEqual([])
    const me = await s.by(s.cast.ada, 0, (tx, actor) => changeWorkspace(tx, actor, {}, null))
    expect(me.celebrations).toBe(false)
    await page.close()
  })
})
