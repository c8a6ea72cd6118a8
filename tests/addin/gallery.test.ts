import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../support/browser.ts'
import { flaws } from '../support/flaws.ts'
import { seen as within } from '../support/seen.ts'
import { openGallery } from './gallery/open.ts'

let browser: Browser
let gallery: Awaited<ReturnType<typeof openGallery>>

beforeAll(async () => {
  ;[browser, gallery] = await Promise.all([launchBrowser(), openGallery()])
}, 60_000)

afterAll(async () => {
  await browser?.close()
  await gallery?.close()
})

interface Look {
  theme?: string
  locale?: string
  width?: number
}

/** Shows the gallery; whatever the browser complains about fails the test. */
async function show(
  { theme = 'light', locale = 'en', width = 1280 }: Look,
  use: (page: Page) => Promise<void>,
) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await page.goto(`${gallery.url}?theme=${theme}&locale=${locale}`)
  await within(page.getByRole('heading', { level: 1 })).toBeVisible()
  await use(page)
  await context.close()
  expect(complaints).toEqual([])
}

describe('the parts of every screen', () => {
  it.each(['light', 'dark', 'contrast'])('pass axe in %s', async (theme) => {
    await show({ theme }, async (page) => {
      expect(await flaws(page)).toEqual([])
    })
  })

  it.each(['form', 'question'])('pass axe with an open %s', async (kind) => {
    await show({ theme: 'dark' }, async (page) => {
      await page.getByRole('button', { name: `Open ${kind}` }).click()
      await within(page.getByRole(kind === 'form' ? 'dialog' : 'alertdialog')).toBeVisible()
      expect(await flaws(page)).toEqual([])
    })
  })

  it.each([
    [280, 'en'],
    [280, 'de'],
    [280, 'qps-ploc'],
    [320, 'qps-plocm'],
    [1920, 'en'],
  ])('need no sideways scroll at %i px in %s', async (width, locale) => {
    await show({ width, locale }, async (page) => {
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    })
  })

  it('give every target at least 24 px each way', async () => {
    await show({ width: 320 }, async (page) => {
      const targets = page.locator('a, button, input, select, textarea, label:has(input[type=radio])')
      const small = await targets.evaluateAll((elements) =>
        elements
          .filter((element) => !element.matches('input[type=radio]'))
          .map((element) => ({ text: element.outerHTML.slice(0, 80), box: element.getBoundingClientRect() }))
          .filter(({ box }) => box.width < 24 || box.height < 24)
          .map(({ text, box }) => `${box.width} × ${box.height}: ${text}`),
      )
      expect(small).toEqual([])
    })
  })

  it('turn around where people read from right to left', async () => {
    await show({ locale: 'qps-plocm' }, async (page) => {
      const title = await page.getByRole('heading', { level: 1 }).boundingBox()
      const action = await page.getByRole('button', { name: 'Second' }).boundingBox()
      expect(title!.x).toBeGreaterThan(action!.x)
    })
  })

  it('say their figures and drawings in words', async () => {
    await show({}, async (page) => {
      const gauge = 'Customers onboarded: 62%, 31 of 50, 70% expected today, +4 since last time'
      await within(page.getByRole('img', { name: gauge })).toBeVisible()
      await within(
        page.getByRole('img', { name: /^Customers onboarded: from 12 .* 8 values$/ }),
      ).toBeVisible()
      await within(page.getByRole('table', { name: 'Customers onboarded' }).getByRole('row')).toHaveCount(9)
    })
  })
})

it('a place is shared by its link', async () => {
  await show({}, async (page) => {
    await page.getByRole('button', { name: 'Share' }).click()
    await within(page.getByRole('status')).toContainText('The link is copied.')
  })
})

describe('an action', () => {
  const done = (step: string) => `Done: ${step}`
  const step = 'Call the first five customers'

  it('shows at once and can be taken back from its toast', async () => {
    await show({}, async (page) => {
      await page.getByRole('button', { name: done(step) }).click()
      await within(page.getByRole('status').getByText(`Finished: ${step}.`)).toBeVisible()
      await within(page.getByRole('button', { name: done(step) })).toHaveCount(0)
      await page.getByRole('button', { name: 'Undo', exact: true }).click()
      await within(page.getByRole('button', { name: done(step) })).toBeVisible()
      await within(page.getByRole('status')).toContainText('Undone.')
    })
  })

  it('that is refused says what did not happen, and why', async () => {
    await show({}, async (page) => {
      await page.getByRole('button', { name: 'Done: Refuse this one' }).click()
      await within(page.getByRole('status')).toContainText('The step is still open. Someone else was quicker')
    })
  })
})

describe('a form', () => {
  it('opens where one types, keeps what was typed when saving fails, and closes with Escape', async () => {
    await show({}, async (page) => {
      await page.getByRole('button', { name: 'Open form' }).press('Enter')
      const field = page.getByRole('textbox', { name: 'What is in the way?' })
      await within(field).toBeFocused()
      await page.keyboard.type('Legal has not signed')
      await page.keyboard.press('Enter')
      await within(page.getByRole('alert').filter({ hasText: 'Someone else changed this' })).toBeVisible()
      await within(field).toHaveValue('Legal has not signed')
      await page.keyboard.press('Escape')
      await within(page.getByRole('dialog')).toHaveCount(0)
      await within(page.getByRole('button', { name: 'Open form' })).toBeFocused()
    })
  })

  it('lets one pick a chip with the arrow keys', async () => {
    await show({}, async (page) => {
      await page.getByRole('radio', { name: 'Nothing' }).focus()
      await page.keyboard.press('ArrowRight')
      await within(page.getByRole('radio', { name: 'Waiting on someone' })).toBeChecked()
    })
  })
})
