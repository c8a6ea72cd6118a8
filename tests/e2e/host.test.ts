import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { FrameLocator, Page } from 'playwright-core'
import type { Person } from '../support/cast.ts'
import { flaws } from '../support/flaws.ts'
import { picture, type Screen, screen } from '../support/screen.ts'
import { seen } from '../support/seen.ts'

interface InTeams {
  page: Page
  tab: FrameLocator
}

describe('the tab in the stand-in of Teams', () => {
  let s: Screen

  beforeAll(async () => {
    s = await screen()
  }, 120_000)
  afterAll(() => s?.close())

  /** Opens the tab in the stand-in, signed in by the host alone. */
  async function inTeams(who: Person, chosen = '', place = 'My week'): Promise<InTeams> {
    const context = await s.browser.newContext({
      viewport: { width: 1280, height: 800 },
      reducedMotion: 'reduce',
    })
    const page = await context.newPage()
    await page.goto(`${s.origin}/demo/teams?person=${who.id}${chosen}`)
    const tab = page.frameLocator('#app')
    await seen(tab.getByRole('heading', { level: 1, name: place })).toBeVisible()
    return { page, tab }
  }

  it('is signed in by the token of the host, and offers no other sign-in', async () => {
    const { page, tab } = await inTeams(s.cast.dana)
    await seen(tab.getByRole('link', { name: 'To clear' })).toBeVisible()
    await seen(tab.getByRole('button', { name: /Be somebody else/ })).toHaveCount(0)
    await seen(page.locator('body.loading')).toHaveCount(0)
    await picture(page, 'teams')
    await page.context().close()
  })

  it('asks the API as whoever the host says', async () => {
    const { page, tab } = await inTeams(s.cast.mia)
    await seen(tab.getByRole('link', { name: 'To clear' })).toHaveCount(0)
    const asked = page.waitForRequest((request) => request.url().endsWith('/v1/me'))
    await page.getByLabel('Person').selectOption(s.cast.dana.id)
    const headers = await (await asked).allHeaders()
    expect(headers).toMatchObject({ 'footbridge-surface': 'tab' })
    expect(headers.authorization).toMatch(/^Bearer /)
    await seen(tab.getByRole('link', { name: 'To clear' })).toBeVisible()
    await page.context().close()
  })

  it('changes its colours with the host, without loading anew', async () => {
    const { page, tab } = await inTeams(s.cast.dana)
    await tab.locator('body').evaluate((body) => body.setAttribute('data-same', 'yes'))
    for (const [theme, background] of [
      ['dark', 'rgb(31, 31, 31)'],
      ['contrast', 'rgb(0, 0, 0)'],
      ['default', 'rgb(245, 245, 245)'],
    ] as const) {
      await page.getByLabel('Theme').selectOption(theme)
      await seen(tab.locator('body[data-same]')).toHaveCSS('background-color', background)
      await picture(page, `teams-${theme}`)
    }
    await page.context().close()
  })

  it('changes its language with the host, without loading anew', async () => {
    const { page, tab } = await inTeams(s.cast.dana)
    await tab.locator('body').evaluate((body) => body.setAttribute('data-same', 'yes'))
    await page.getByLabel('Language').selectOption('de-de')
    await seen(tab.getByRole('link', { name: 'Meine Woche' })).toBeVisible()
    await seen(tab.locator('html')).toHaveAttribute('lang', 'de-DE')
    await seen(tab.locator('body[data-same]')).toHaveCount(1)
    await page.context().close()
  })

  it('opens at the place that a deep link names', async () => {
    const context = encodeURIComponent(JSON.stringify({ subEntityId: 'to-clear' }))
    const { page, tab } = await inTeams(s.cast.dana)
    await page
      .getByLabel('Deep link')
      .fill(`https://teams.microsoft.com/l/entity/app/home?context=${context}`)
    await page.getByRole('button', { name: 'Open' }).click()
    await seen(tab.getByRole('heading', { level: 1, name: 'To clear' })).toBeVisible()
    await seen(tab.getByRole('link', { name: 'To clear' })).toHaveAttribute('aria-current', 'page')
    await page.context().close()
  })

  it('shows in a channel the board of the team that was chosen when the tab was added', async () => {
    const { page, tab } = await inTeams(s.cast.dana, '&where=configure', 'Show a team’s board here')
    await seen(tab.getByRole('link', { name: 'My week' })).toHaveCount(0)
    await seen(page.getByRole('button', { name: 'Save' })).toBeDisabled()
    await picture(page, 'teams-configure')
    await tab.getByLabel('Team').selectOption({ label: 'Shop (in Harbour)' })
    await page.getByRole('button', { name: 'Save' }).click()
    await seen(page.getByText('The channel now has a tab “Shop”.')).toBeVisible()
    await seen(tab.getByRole('heading', { level: 1, name: 'Shop' })).toBeVisible()
    await page.context().close()
  })

  it('shows beside a meeting one’s 1:1s and the weekly of the team, which is closed, taken back, and has a history', async () => {
    const { page, tab } = await inTeams(s.cast.dana, '&where=meeting&width=320', '1:1s')
    await picture(page, 'teams-meeting')
    await tab.getByRole('link', { name: 'Service', exact: true }).click()
    await seen(tab.getByRole('heading', { level: 1, name: 'Weekly: Service' })).toBeVisible()
    await tab.getByRole('textbox', { name: 'Notes of the team' }).fill('Blue it is.')
    await seen(tab.getByText('Saved.', { exact: true })).toBeVisible()
    await tab.getByRole('button', { name: 'Close the weekly' }).click()
    await tab.getByRole('button', { name: 'Undo' }).click()
    await seen(tab.getByRole('textbox', { name: 'Notes of the team' })).toHaveValue('Blue it is.')
    await tab.getByRole('button', { name: 'Close the weekly' }).click()
    await tab.getByRole('button', { name: 'Show them' }).click()
    await seen(tab.getByText('Blue it is.')).toBeVisible()
    expect(await flaws(page)).toEqual([])
    await picture(page, 'teams-meeting-weekly')
    await page.context().close()
  })

  it('explains itself when a deep link names nothing', async () => {
    const { page, tab } = await inTeams(s.cast.dana, '&open=nowhere/at-all', 'Page not found')
    await tab.getByRole('link', { name: 'Go to my week' }).click()
    await seen(tab.getByRole('heading', { level: 1, name: 'My week' })).toBeFocused()
    await page.context().close()
  })

  it.each([280, 320, 768])('fits %i px without scrolling sideways', async (width) => {
    const { page, tab } = await inTeams(s.cast.dana, `&width=${width}`)
    for (const place of ['My week', 'Team', 'To clear']) {
      const door = tab.getByRole('link', { name: place, exact: true })
      if (await door.isVisible()) await door.click()
      else {
        await tab.getByRole('button', { name: 'More places' }).click()
        await tab.getByRole('menuitem', { name: place }).click()
      }
      await seen(tab.getByRole('heading', { level: 1 }).first()).toBeVisible()
      const room = await tab
        .locator('html')
        .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)
      expect(room).toBe(0)
    }
    await page.context().close()
  })

  it.each(['default', 'dark', 'contrast'])(
    'has no flaw that axe finds in %s, its frame included',
    async (theme) => {
      const { page } = await inTeams(s.cast.dana, `&theme=${theme}`)
      expect(await flaws(page)).toEqual([])
      await page.context().close()
    },
  )
})

describe('the tab in a plain browser', () => {
  let s: Screen

  beforeAll(async () => {
    s = await screen()
  }, 120_000)
  afterAll(() => s?.close())

  it('asks who one is, keeps no token, and lets one be somebody else', async () => {
    const page = await s.open(s.cast.mia, '#/my-week')
    await seen(page.getByRole('link', { name: 'To clear' })).toHaveCount(0)
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    )
    expect(kept).not.toMatch(/ey[\w-]+\.[\w-]+\./)
    await page.getByRole('button', { name: /You are Mia Moreau/ }).click()
    await page.getByRole('menuitemradio', { name: /Dana Diaz/ }).click()
    await seen(page.getByRole('link', { name: 'To clear' })).toBeVisible()
    await page.reload()
    await seen(page.getByRole('button', { name: /You are Dana Diaz/ })).toBeVisible()
    await page.close()
  })

  it('goes everywhere by keyboard', async () => {
    const page = await s.open(s.cast.dana, '#/my-week')
    await seen(page.getByRole('heading', { level: 1, name: 'My week' })).toBeVisible()
    await page.reload()
    await seen(page.getByRole('link', { name: 'To clear' })).toBeVisible()
    await page.keyboard.press('Tab')
    await seen(page.getByRole('button', { name: 'Skip to the page' })).toBeFocused()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await seen(page.getByRole('link', { name: 'To clear' })).toBeFocused()
    await page.keyboard.press('Enter')
    await seen(page.getByRole('heading', { level: 1, name: 'To clear' })).toBeFocused()
    await seen(page).toHaveTitle('To clear · Footbridge')
    await page.goBack()
    await seen(page.getByRole('heading', { level: 1, name: 'My week' })).toBeFocused()
    await page.close()
  })
})
