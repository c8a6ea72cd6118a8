import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Frame, Page } from 'playwright-core'

type Axe = { run(context: string | Document, options: RunOptions): Promise<AxeResults> }

// Of all that axe would load before it looks, what the rules that run by default need: the lengths of sounds and films.
const options: RunOptions = { resultTypes: ['violations'], preload: { assets: ['media'] } }

let script: Promise<string> | undefined

/** What axe finds on a page, frames included, as 'rule: element'; nothing on a good one. Of a part of it, where one is named. */
export async function flaws(page: Page, part?: string): Promise<string[]> {
  for (const frame of page.frames()) await withAxe(frame)
  return page.evaluate(
    async ([only, given]) => {
      const { axe } = window as unknown as { axe: Axe }
      const { violations } = await axe.run(only ?? document, given)
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
    },
    [part, options] as const,
  )
}

/** Half a megabyte of script: a document is given it once, and keeps it for as long as it is shown. */
async function withAxe(frame: Frame): Promise<void> {
  if (await frame.evaluate(() => 'axe' in window)) return
  script ??= readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  await frame.evaluate(`${await script};axe.configure({ allowedOrigins: ['<unsafe_all_origins>'] })`)
}

/** How many pixels a page is wider than its window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
