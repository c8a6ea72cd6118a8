import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from '@formatjs/icu-messageformat-parser'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { build } from 'esbuild'
import type { Browser, Page } from 'playwright-core'
import { languages, sayIn } from '../../api/strings/say.ts'
import { launchBrowser } from '../support/browser.ts'
import { flaws, overflow } from '../support/flaws.ts'
import { picture } from '../support/screen.ts'
import { root, textOf } from '../support/sources.ts'
import { type Drawn, partsOf } from './chat.ts'
import { everyCard, five } from './every-card.ts'

const english = Object.entries(JSON.parse(textOf('api/strings/en.json')) as Record<string, string>)

/** Everything wrong with a card, by the rules that hold for all of them. */
function faults(card: Drawn): string[] {
  const parts = partsOf(card)
  const wrong: string[] = []
  const rule = (holds: boolean, what: string) => holds || wrong.push(what)
  rule(card.version === '1.5' && Boolean(card.fallbackText) && languages.includes(card.lang), 'head')
  rule(Buffer.byteLength(JSON.stringify(card)) <= 25 * 1024, 'larger than 25 KB')
  // What is filled in comes back as it is; everything else is drawn.
  const drawn = JSON.stringify(card, (key, part) => (key === 'value' ? undefined : part))
  rule(!/\{\{|\$\{/.test(drawn), 'a template')
  for (const part of parts) {
    const { type } = part
    if (type === 'TextBlock')
      rule(part.wrap === true && !part.text.includes('evil.example'), `text: ${part.text}`)
    if (type === 'Image') rule(Boolean(part.altText), 'an image without words')
    rule(type !== 'ColumnSet' && type !== 'Table', 'more than one column')
    if (String(type).startsWith('Input.')) {
      rule('value' in part && Boolean(part.label) && Boolean(part.errorMessage), `input ${part.id}`)
      if (type === 'Input.ChoiceSet')
        rule(
          part.choices.some(({ value }: Drawn) => value === part.value),
          `choice ${part.id}`,
        )
    }
    if (type === 'Action.Execute') {
      const { fallback } = part
      const same = fallback.data?.verb === part.verb && fallback.data?.card === part.data.card
      // Where submitting would leave a trace, a client that knows nothing else is led to the tab.
      const led = fallback.type === 'Action.OpenUrl' && /^https:/.test(fallback.url)
      rule(fallback.title === part.title, `no fallback: ${part.title}`)
      rule(led || (fallback.type === 'Action.Submit' && same), `fallback differs: ${part.title}`)
      rule(part.title.length <= 60, `a long button: ${part.title}`)
    }
    if (type === 'Action.OpenUrl') rule(/^https:\/\//.test(part.url), `address ${part.url}`)
    for (const actions of [part.actions].filter(Boolean)) {
      rule(actions.length <= 6, 'more than six buttons')
      rule(
        actions.filter(({ mode }: Drawn) => mode !== 'secondary').length <= 3,
        'more than three buttons shown',
      )
    }
  }
  const ids = parts.filter(({ type }) => String(type).startsWith('Input.')).map(({ id }) => id)
  rule(new Set(ids).size === ids.length, 'an input twice')
  return wrong
}

describe.each(languages)('every card in %s', (language) => {
  it('keeps the rules', async () => {
    const found = Object.entries(await everyCard(sayIn(language))).flatMap(([name, card]) =>
      faults(card).map((fault) => `${name}: ${fault}`),
    )
    expect(found).toEqual([])
  })
})

describe('the texts of the cards', () => {
  const german = JSON.parse(textOf('api/strings/de.json')) as Record<string, string>

  it('have the same keys in both languages, in alphabetical order, and none is empty', () => {
    const keys = english.map(([key]) => key)
    expect(Object.keys(german)).toEqual(keys)
    expect(keys).toEqual([...keys].sort())
    expect(
      [...english.map(([, words]) => words), ...Object.values(german)].filter((words) => !words.trim()),
    ).toEqual([])
  })

  it('can all be read', () => {
    for (const words of [...english.map(([, each]) => each), ...Object.values(german)])
      expect(() => parse(words)).not.toThrow()
  })

  it('take a workspace’s own words, and nothing that a card would read as more', () => {
    const say = sayIn('en', { step: 'move', steps: '[moves](https://evil.example)' })
    expect(say.t('step.mine')).toBe('My move')
    expect(say.t('bot.do.step')).not.toContain('[')
  })

  it.each([
    ['en', 'impediment', 'Impediment', 'In the way'],
    ['de', 'hindernis', 'Hindernis', 'Im Weg'],
  ])(
    'call what is in the way as the workspace does, in %s, on every card of a barrier',
    async (language, own, word, plain) => {
      const text = async (renamed?: Record<string, string>) => {
        const cards = Object.entries(await everyCard(sayIn(language, renamed)))
        return JSON.stringify(cards.filter(([name]) => /^(asked|raised|raise)/.test(name)))
      }
      const [renamed, kept] = [await text({ barrier: own, barriers: `${own}s` }), await text()]
      expect([renamed.includes(word), renamed.includes(plain)]).toEqual([true, false])
      expect(kept).toContain(plain)
    },
  )
})

// Card, Moran & Newell's keystroke-level model: a key, pointing, a click, to the keyboard and back, a thought.
const seconds = { K: 0.28, P: 1.1, B: 0.2, H: 0.4, M: 1.35 }

describe('the effort of a check-in, by the keystroke-level model', () => {
  const card = everyCard
  const number = (digits: number) =>
    seconds.M + seconds.P + 2 * seconds.B + 2 * seconds.H + digits * seconds.K
  const chip = seconds.M + 2 * (seconds.P + seconds.B)
  const tap = seconds.M + seconds.P + seconds.B

  it('is within ten seconds for three numbers that look right, and thirty for two changes and something in the way', async () => {
    const form = (await card(sayIn('en')))['check-in-reminder']!
    const parts = partsOf(form)
    const items = parts.filter(({ id }) => /^value\d$/.test(id ?? ''))
    const ways = parts.filter(({ id }) => /^way\d$/.test(id ?? ''))
    const right = parts.filter(({ verb, type }) => type === 'Action.Execute' && verb === 'right')
    expect([items.length, ways.length, right.length]).toEqual([3, 3, 1])
    const reading = items.length * seconds.M
    expect(reading + tap).toBeLessThanOrEqual(10)
    const longest = Math.max(...five.map(({ value }) => String(value ?? '').length))
    expect(reading + 2 * number(longest) + chip + tap + tap).toBeLessThanOrEqual(30)
  })
})

describe('every card, drawn by the real renderer', () => {
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    const entry = join(root, 'infra/hosts/card-renderer.ts')
    const options = {
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'drawing',
      platform: 'browser',
    } as const
    const { outputFiles } = await build({ ...options, entryPoints: [entry], loader: { '.css': 'empty' } })
    browser = await launchBrowser()
    page = await (await browser.newContext()).newPage()
    const css = await readFile(join(root, 'infra/hosts/chat.css'), 'utf8')
    await page.setContent(
      `<!doctype html><html lang="en"><head><title>Cards</title><style>${css}</style></head><body><main class="chat"><h1>Cards</h1><div id="messages"></div></main></body></html>`,
    )
    await page.addScriptTag({ content: outputFiles[0]!.text })
  })
  afterAll(() => browser?.close())

  const draw = (cards: Drawn, look: { theme: string; width: number; language: string }) =>
    page.evaluate(
      ({ cards, look }) => {
        document.documentElement.dataset.theme = look.theme
        document.documentElement.lang = look.language
        const messages = document.getElementById('messages')!
        const { drawCard } = (
          globalThis as unknown as { drawing: { drawCard(card: object, press: () => void): HTMLElement } }
        ).drawing
        messages.replaceChildren(
          ...Object.entries(cards as Record<string, object>).map(([name, card]) => {
            const box = document.createElement('section')
            box.className = 'message bot'
            box.setAttribute('aria-label', name)
            box.append(drawCard(card, () => undefined))
            return box
          }),
        )
      },
      { cards, look },
    )

  const wide = (of: Page) =>
    of.evaluate(() =>
      [...document.querySelectorAll('#messages *')]
        .filter((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
        .slice(0, 5)
        .map((each) => each.outerHTML.slice(0, 300)),
    )
  const themes = ['default', 'dark', 'contrast']
  const looks = themes.flatMap((theme) =>
    [320, 600].flatMap((width) => languages.map((language) => ({ theme, width, language }))),
  )

  it.each(looks)('in $theme, $width wide, in $language', async (look) => {
    await page.setViewportSize({ width: look.width, height: 900 })
    await draw(await everyCard(sayIn(look.language)), look)
    expect(await wide(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
    const links = await page.$$eval(
      '#messages a, #messages b, #messages strong, #messages h1',
      (found) => found.length,
    )
    expect(links).toBe(0)
    const words = await page.innerText('#messages')
    expect(words).toContain('**Bold** [here](https://evil.example) <at>Mia</at>')
    expect(words.replaceAll('\u2060', '')).toContain('{{DATE(2020-01-01T00:00:00Z)}}')
  })

  it.each(themes)('has nothing that axe finds, in %s', async (theme) => {
    const look = { theme, width: 320, language: 'en' as const }
    await page.setViewportSize({ width: 320, height: 900 })
    const all = await everyCard(sayIn('en'))
    // One after the other, as people see them: two cards on one page share the ids of their fields.
    for (const name of [
      'check-in-reminder',
      'receipt',
      'asked-open',
      'morning',
      'ask-first-said',
      'half-time',
      'mention',
      'commit',
    ]) {
      await draw({ [name]: all[name] }, look)
      const wrong = (await flaws(page)).filter((flaw) => !flaw.startsWith('heading-order'))
      expect([name, ...wrong]).toEqual([name])
    }
  })

  it.each([
    ['check-in', 'check-in'],
    ['receipt', 'receipt'],
    ['step', 'step'],
    ['asked-open', 'barrier'],
    ['morning', 'morning'],
    ['win', 'win'],
    ['ask-first', 'ask-first'],
    ['ask-first-anonymous', 'ask-first-anonymous'],
    ['commit', 'commit'],
    ['half-time-invalid', 'half-time'],
    ['half-time-pulse', 'half-time-pulse'],
    ['mention', 'mention'],
    ['step-suggested', 'step-suggested'],
  ])('has its picture: %s', async (name, file) => {
    for (const [theme, language, width] of [
      ['default', 'en', 600],
      ['dark', 'de', 320],
      ['contrast', 'en', 320],
    ] as const) {
      await page.setViewportSize({ width, height: 400 })
      const all = await everyCard(sayIn(language))
      await draw({ [name]: all[name] }, { theme, width, language })
      await picture(page, `card-${file}-${theme}-${language}-${width}`)
    }
  })
})
