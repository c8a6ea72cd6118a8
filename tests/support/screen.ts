import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { buildApp } from '../../api/app.ts'
import { connect, type Database } from '../../api/database/connect.ts'
import { type Tx, transaction } from '../../api/database/transaction.ts'
import type { Actor } from '../../api/http/actor.ts'
import { actorFor } from '../../api/members/find-actor.ts'
import { tables } from '../../api/tables.ts'
import { localChannel } from '../../api/tokens/local-channel.ts'
import { localIssuer } from '../../api/tokens/local-issuer.ts'
import { changeWorkspace } from '../../api/workspaces/workspaces.ts'
import { buildAddin } from '../../infra/build-addin.ts'
import { launchBrowser } from './browser.ts'
import { type Cast, harbour, type Person } from './cast.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { testOutgoing } from './receiver.ts'

const top = resolve(fileURLToPath(import.meta.url), '../../..')

/** A real server in demo mode with the built add-in, and a browser to look at it. */
export interface Look {
  origin: string
  app: FastifyInstance
  db: Database
  database: TestDatabase
  browser: Browser
  /** Opens a place of the tab (`#/my-week`) in a plain browser, signed in as the person. Close the page when done. */
  open(who: { name: string }, place: string, options?: OpenOptions): Promise<Page>
  close(): Promise<void>
}

/** The same with the cast as its demo people. */
export interface Screen extends Look {
  cast: Cast
  /** Does something as a person of the cast, some days ago, through the API's own functions. */
  by<T>(who: Person, daysAgo: number, work: (tx: Tx, actor: Actor) => Promise<T>): Promise<T>
  /** Shows every part of the product, as an admin may, and has explained none of it yet. */
  showAll(): Promise<void>
}

export interface OpenOptions {
  width?: number
  height?: number
  locale?: string
  colorScheme?: 'light' | 'dark'
  forcedColors?: 'active' | 'none'
  /** For what moves by itself; screens stand still otherwise. */
  reducedMotion?: 'reduce' | 'no-preference'
  /** With a browser profile of its own, as where the network is taken away. */
  alone?: boolean
}

/** The built add-in with the cast as the people one can be. */
export async function screen(): Promise<Screen> {
  const shown = await look()
  const cast = await harbour(shown.db, { demo: true })
  const { workspaceId } = cast
  const by: Screen['by'] = (who, daysAgo, work) => {
    const now = new Date(Date.now() - daysAgo * 86_400_000)
    const place = { workspaceId, surface: 'tab' as const, now, traceId: 'test' }
    return transaction(shown.db, { workspaceId, memberId: who.id }, async (tx) =>
      work(tx, await actorFor(tx, place, who.id)),
    )
  }
  return {
    ...shown,
    cast,
    by,
    showAll: async () => {
      await by(cast.ada, 0, (tx, actor) => changeWorkspace(tx, actor, { showAll: true }, null))
    },
  }
}

/** The built add-in on a database that `fill` may fill first. */
export async function look(fill?: (database: TestDatabase) => Promise<void>): Promise<Look> {
  await buildAddin()
  const database = await testDatabase()
  await fill?.(database)
  const db = await connect({ url: database.apiUrl, entities: tables, poolSize: 4 }).initialize()
  const demo = await localIssuer('footbridge-demo')
  const addin = join(top, 'dist', 'addin')
  const channel = await localChannel('footbridge')
  const bot = { identity: channel.identity, tab: (place: string) => `/demo/teams?open=${place}` }
  const app = await buildApp({
    ...{ db, identity: demo.identity, demo, bot, channel, rememberActors: 0, addin },
    outgoing: testOutgoing(),
  })
  const origin = (await app.listen({ port: 0, host: '127.0.0.1' })).replace('[::1]', '127.0.0.1')
  const browser = await launchBrowser()
  const profiles: Profile[] = []
  return {
    origin,
    app,
    db,
    database,
    browser,
    open: async (who, place, { locale = 'en', alone = false, ...options } = {}) => {
      const page = await (await profileFor(browser, alone ? [] : profiles, locale)).newPage()
      await dress(page, options)
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

interface Profile {
  locale: string
  context: BrowserContext
}

// Each page holds one connection open for what changes, and a browser has six for one address.
const pagesAtOnce = 3

/** Pages of one language share what the browser keeps of the app's files; who is signed in, each page knows for itself. */
async function profileFor(browser: Browser, profiles: Profile[], locale: string): Promise<BrowserContext> {
  const known = profiles.find(
    ({ locale: spoken, context }) => spoken === locale && context.pages().length < pagesAtOnce,
  )
  if (known) return known.context
  const context = await browser.newContext({ locale, timezoneId: 'Europe/Berlin' })
  profiles.push({ locale, context })
  context.on('close', () =>
    profiles.splice(
      profiles.findIndex((one) => one.context === context),
      1,
    ),
  )
  return context
}

async function dress(page: Page, options: OpenOptions): Promise<void> {
  const {
    width = 1280,
    height = 900,
    colorScheme = 'light',
    forcedColors = 'none',
    reducedMotion = 'reduce',
  } = options
  await page.setViewportSize({ width, height })
  await page.emulateMedia({ colorScheme, forcedColors, reducedMotion })
}

/** Keeps a picture of the page beside the built files, for people to look at: dist/pictures/<name>.png. None in CI. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env.CI) return
  const folder = join(top, 'dist', 'pictures')
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}
