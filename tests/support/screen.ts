import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { buildApp } from '../../api/app.ts'
import { connect, type Database } from '../../api/database/connect.ts'
import { tables } from '../../api/tables.ts'
import { localIssuer } from '../../api/tokens/local-issuer.ts'
import { buildAddin } from '../../infra/build-addin.ts'
import { launchBrowser } from './browser.ts'
import { type Cast, harbour, type Person } from './cast.ts'
import { type TestDatabase, testDatabase } from './database.ts'

const top = resolve(fileURLToPath(import.meta.url), '../../..')

export interface Screen {
  origin: string
  app: FastifyInstance
  db: Database
  database: TestDatabase
  cast: Cast
  browser: Browser
  /** Opens a place of the tab (`#/my-week`) in a plain browser, signed in as the person. */
  open(who: Person, place: string, options?: OpenOptions): Promise<Page>
  close(): Promise<void>
}

export interface OpenOptions {
  width?: number
  height?: number
  locale?: string
  colorScheme?: 'light' | 'dark'
  forcedColors?: 'active' | 'none'
}

/** The built add-in on a real server in demo mode, with the cast as its demo people, and a browser to look at it. */
export async function screen(): Promise<Screen> {
  await buildAddin()
  const database = await testDatabase()
  const db = await connect({ url: database.apiUrl, entities: tables, poolSize: 4 }).initialize()
  const demo = await localIssuer('footbridge-demo')
  const app = await buildApp({
    db,
    identity: demo.identity,
    demo,
    rememberActors: 0,
    addin: join(top, 'dist', 'addin'),
  })
  const origin = (await app.listen({ port: 0, host: '127.0.0.1' })).replace('[::1]', '127.0.0.1')
  const browser = await launchBrowser()
  return {
    origin,
    app,
    db,
    database,
    cast: await harbour(db, { demo: true }),
    browser,
    open: async (who, place, options = {}) => {
      const context = await newContext(browser, options)
      const page = await context.newPage()
      await page.goto(`${origin}/tab.html${place}`)
      await page.getByRole('button', { name: new RegExp(who.name) }).click()
      await page.locator('main').waitFor()
      return page
    },
    close: async () => {
      await browser.close()
      await app.close()
      await database.drop()
    },
  }
}

function newContext(browser: Browser, options: OpenOptions): Promise<BrowserContext> {
  const { width = 1280, height = 900, locale = 'en', colorScheme = 'light', forcedColors = 'none' } = options
  return browser.newContext({
    viewport: { width, height },
    locale,
    colorScheme,
    forcedColors,
    reducedMotion: 'reduce',
    timezoneId: 'Europe/Berlin',
  })
}

/** Keeps a picture of the page beside the built files, for people to look at: dist/pictures/<name>.png. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = join(top, 'dist', 'pictures')
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}
