import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { FrameLocator, Page } from 'playwright-core'
import { raiseBarrier } from '../../api/barriers/barriers.ts'
import { addKnownBy } from '../../api/members/identities.ts'
import type { Person } from '../support/cast.ts'
import { flaws } from '../support/flaws.ts'
import { picture, type Screen, screen } from '../support/screen.ts'
import { seen } from '../support/seen.ts'

const hostile = '<img src=x onerror=alert(1)> the key & the door'

describe('the panel in the stand-in of Outlook', () => {
  let s: Screen
  const addressOf = ({ name }: Person) => `${name.split(' ')[0]?.toLowerCase()}@harbour.example`

  beforeAll(async () => {
    s = await screen()
    const { ada, dana, mia, noah } = s.cast
    for (const who of [dana, mia, noah])
      await s.by(ada, 1, (tx, actor) =>
        addKnownBy(tx, actor, who.id, { kind: 'email', value: addressOf(who) }),
      )
    const asked = { kind: 'access', title: hostile, askedOf: dana.id, teamId: s.cast.teams.service } as const
    await s.by(mia, 1, (tx, actor) => raiseBarrier(tx, actor, asked))
  }, 120_000)
  afterAll(() => s?.close())

  interface InOutlook {
    page: Page
    panel: FrameLocator
    asked: string[]
  }

  async function inOutlook(
    who: Person,
    given: Record<string, string> = {},
    people: string[] = [],
  ): Promise<InOutlook> {
    const context = await s.browser.newContext({
      viewport: { width: 1280, height: 900 },
      reducedMotion: 'reduce',
    })
    const page = await context.newPage()
    const asked: string[] = []
    page.on('request', (request) => {
      const { pathname } = new URL(request.url())
      if (pathname.startsWith('/v1/')) asked.push(`${request.method()} ${pathname}`)
    })
    const chosen = new URLSearchParams({ person: who.id, ...given })
    for (const address of people) chosen.append('with', address)
    await page.goto(`${s.origin}/demo/outlook?${chosen}`)
    return { page, panel: page.frameLocator('#app'), asked }
  }
  const heading = (panel: FrameLocator, name: string) => panel.getByRole('heading', { level: 1, name })

  it('opens on the one-on-one with whom the invitation names, room or not, in one request after one’s own', async () => {
    const { dana, mia } = s.cast
    const { page, panel, asked } = await inOutlook(dana, { room: 'true' }, [addressOf(mia)])
    await seen(heading(panel, '1:1 with Mia Moreau')).toBeVisible()
    await seen(panel.getByText(hostile).first()).toBeVisible()
    expect(asked).toEqual(['GET /v1/me', 'POST /v1/one-on-ones/meet'])
    await picture(page, 'outlook-appointment')
    expect(await flaws(page)).toEqual([])
    const kept = await page
      .frames()[1]!
      .evaluate(() => [typeof window.history.pushState, typeof window.history.replaceState])
    expect(kept).toEqual(['function', 'function'])
    await page.context().close()
  })

  it('puts the summary into the invitation on a tap alone, and what people wrote stays text', async () => {
    const { dana, mia } = s.cast
    const { page, panel } = await inOutlook(dana, {}, [addressOf(mia)])
    await seen(heading(panel, '1:1 with Mia Moreau')).toBeVisible()
    await seen(page.getByLabel('Text', { exact: true })).toBeEmpty()
    await panel.getByRole('button', { name: 'Insert summary' }).click()
    const text = page.getByLabel('Text', { exact: true })
    await seen(text).toContainText('1:1 with Mia Moreau')
    await seen(text).toContainText(hostile)
    await seen(text.locator('img')).toHaveCount(0)
    await seen(panel.getByText('Nothing was sent.')).toBeVisible()
    await page.locator('#mode').selectOption('attendee')
    await seen(panel.getByRole('button', { name: 'Insert summary' })).toHaveCount(0)
    await page.context().close()
  })

  it('walks a 1:1 from opening to the inserted summary: a promise taken, a note written, the meeting closed', async () => {
    const { dana, mia } = s.cast
    const { page, panel } = await inOutlook(dana, {}, [addressOf(mia)])
    await seen(heading(panel, '1:1 with Mia Moreau')).toBeVisible()
    await panel
      .getByRole('button', { name: /^Take it/ })
      .first()
      .click()
    await seen(panel.getByText(/You/).first()).toBeVisible()
    await panel.getByRole('textbox', { name: 'Shared notes' }).fill('The key comes on Friday.')
    await seen(panel.getByText('Saved.', { exact: true })).toBeVisible()
    await panel.getByRole('button', { name: 'Insert summary' }).click()
    const text = page.getByLabel('Text', { exact: true })
    await seen(text).toContainText(hostile)
    // What the two write for themselves stays out of what others may read.
    await seen(text).not.toContainText('The key comes on Friday.')
    await picture(page, 'outlook-summary')
    await panel.getByRole('button', { name: 'Close the meeting' }).click()
    await seen(panel.getByRole('heading', { name: 'Earlier meetings' })).toBeVisible()
    await page.context().close()
  })

  it.each([
    ['dark', 'de-DE', '280', 1280],
    ['default', 'en-US', '450', 1280],
    ['default', 'de-DE', '320', 360],
  ] as const)(
    'stands without a flaw in %s, %s, a panel of %s px, a window of %i px',
    async (theme, locale, width, window) => {
      const { dana, mia } = s.cast
      const { page, panel } = await inOutlook(dana, { theme, locale, width }, [addressOf(mia)])
      await page.setViewportSize({ width: window, height: 900 })
      await seen(
        heading(panel, locale === 'de-DE' ? '1:1 mit Mia Moreau' : '1:1 with Mia Moreau'),
      ).toBeVisible()
      const room = await panel
        .locator('html')
        .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)
      expect([room, await flaws(page)]).toEqual([0, []])
      await picture(page, `outlook-${theme}-${width}-${window}`)
      await page.context().close()
    },
  )

  it('asks with whom it is when several are invited, and offers the team’s weekly', async () => {
    const { dana, mia, noah } = s.cast
    const people = [addressOf(mia), addressOf(noah), 'someone@elsewhere.example']
    const { page, panel } = await inOutlook(dana, { width: '280' }, people)
    await seen(heading(panel, 'With whom is this?')).toBeVisible()
    await seen(panel.getByRole('link', { name: /Service: the weekly/ })).toBeVisible()
    await seen(panel.getByText('Not in Footbridge: someone@elsewhere.example')).toBeVisible()
    await picture(page, 'outlook-several-280')
    await panel.getByRole('button', { name: '1:1 with Noah Nkemelu' }).click()
    await seen(heading(panel, '1:1 with Noah Nkemelu')).toBeVisible()
    await page.context().close()
  })

  it('follows the item, and stands when nothing is open or nobody is known', async () => {
    const { dana, mia } = s.cast
    const { page, panel } = await inOutlook(dana, { room: 'false' }, ['nobody@elsewhere.example'])
    await seen(panel.getByText('Nobody of these addresses is in Footbridge yet.')).toBeVisible()
    await seen(panel.getByLabel('With whom?')).toBeVisible()
    await page.locator('#with').selectOption([addressOf(mia)])
    await seen(heading(panel, '1:1 with Mia Moreau')).toBeVisible()
    await page.locator('#mode').selectOption('none')
    await seen(heading(panel, '1:1s')).toBeVisible()
    await page.context().close()
  })

  it('keeps private notes shut in somebody else’s calendar', async () => {
    const { dana, mia } = s.cast
    const own = await inOutlook(dana, {}, [addressOf(mia)])
    await seen(own.panel.getByRole('textbox', { name: 'Private notes' })).toBeVisible()
    await own.page.context().close()
    const { page, panel } = await inOutlook(dana, { shared: 'true' }, [addressOf(mia)])
    await seen(heading(panel, '1:1 with Mia Moreau')).toBeVisible()
    await seen(panel.getByRole('textbox', { name: 'Private notes' })).toHaveCount(0)
    await page.context().close()
  })

  it('turns a mail into a barrier: the subject at once, the text on a tap alone', async () => {
    const { dana, mia } = s.cast
    const { page, panel } = await inOutlook(mia, { mode: 'message', locale: 'de-DE', theme: 'dark' }, [
      addressOf(dana),
    ])
    await seen(heading(panel, '1:1 mit Dana Diaz')).toBeVisible()
    await panel.getByRole('button', { name: 'Aus dieser Mail ein Hindernis machen' }).click()
    const dialog = panel.getByRole('dialog')
    await seen(dialog.getByRole('textbox').first()).toHaveValue('The order is stuck at legal')
    await seen(dialog.locator('textarea').first()).toHaveValue('')
    await picture(page, 'outlook-mail-dark-de')
    await dialog.getByRole('button', { name: 'Auch den Text der Mail übernehmen' }).click()
    await seen(dialog.locator('textarea').first()).toHaveValue(/Legal has had our order/)
    await dialog.getByRole('button', { name: /Dana/ }).click()
    await seen(panel.getByText(/#2/).first()).toBeVisible()
    await page.context().close()
  })
})
