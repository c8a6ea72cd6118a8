import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { FastifyInstance } from 'fastify'
import type { BrowserContext, Page } from 'playwright-core'
import { buildApp } from '../../api/app.ts'
import { connect } from '../../api/database/connect.ts'
import { tables } from '../../api/tables.ts'
import { type LocalIssuer, localIssuer } from '../../api/tokens/local-issuer.ts'
import { type Cast, harbour } from '../support/cast.ts'
import { flaws } from '../support/flaws.ts'
import { picture, type Screen, screen } from '../support/screen.ts'
import { seen } from '../support/seen.ts'
import { root } from '../support/sources.ts'

describe('signing in inside Teams as a nested app', () => {
  let s: Screen
  beforeAll(async () => {
    s = await screen()
  }, 120_000)
  afterAll(() => s?.close())

  async function inTeams(mode: string, more = '') {
    const context = await s.browser.newContext({
      viewport: { width: 1280, height: 800 },
      reducedMotion: 'reduce',
    })
    const page = await context.newPage()
    await page.goto(`${s.origin}/demo/teams?person=${s.cast.dana.id}&sign-in=${mode}${more}`)
    return { page, tab: page.frameLocator('#app') }
  }
  const stored = (page: Page) =>
    page
      .frames()[1]!
      .evaluate(() => JSON.stringify([{ ...window.localStorage }, { ...window.sessionStorage }]))

  it('needs no tap where the host knows who it is, and keeps the token in memory alone', async () => {
    const { page, tab } = await inTeams('nested')
    await seen(tab.getByRole('heading', { level: 1, name: 'My week' })).toBeVisible()
    await seen(tab.getByRole('link', { name: 'To clear' })).toBeVisible()
    expect(await stored(page)).not.toMatch(/eyJ/)
    await page.context().close()
  })

  it.each([
    ['nobody', /Sign in with your work account/, 'Sign in'],
    ['consent', /has not yet allowed Footbridge/, 'Try again'],
  ])(
    'asks first where it has to (%s), says why, and lets people in after one tap',
    async (mode, why, action) => {
      const { page, tab } = await inTeams(mode)
      await seen(tab.getByText(why)).toBeVisible()
      await picture(page, `sign-in-${mode}`)
      expect(await flaws(page, '#app')).toEqual([])
      await tab.getByRole('button', { name: action }).click()
      await seen(tab.getByRole('heading', { level: 1, name: 'My week' })).toBeVisible()
      await page.context().close()
    },
  )

  it('says that the window was closed, and can be tried again', async () => {
    const { page, tab } = await inTeams('cancel', '&locale=de-de&width=280&theme=dark')
    await tab.getByRole('button', { name: 'Anmelden' }).click()
    await seen(tab.getByText(/Das Anmeldefenster wurde geschlossen/)).toBeVisible()
    await seen(tab.getByRole('button', { name: 'Noch einmal versuchen' })).toBeVisible()
    await picture(page, 'sign-in-cancelled-280')
    await page.context().close()
  })
})

describe('signing in in a plain browser', () => {
  let s: Screen
  let app: FastifyInstance
  let issuer: LocalIssuer
  let cast: Cast
  let origin: string

  beforeAll(async () => {
    s = await screen()
    issuer = await localIssuer('8d2f4a61-7c3b-4e5d-9f01-6b8a2c4d5e12')
    const db = await connect({ url: s.database.apiUrl, entities: tables, poolSize: 2 }).initialize()
    cast = await harbour(db)
    const addin = join(root, 'dist', 'addin')
    app = await buildApp({ db, identity: issuer.identity, rememberActors: 0, addin })
    await app.listen({ port: 0, host: '127.0.0.1' })
    origin = `http://localhost:${(app.server.address() as AddressInfo).port}`
  }, 120_000)
  afterAll(async () => {
    await app?.close()
    await s?.close()
  })

  /** A window whose Entra is ours: the real MSAL asks it for a code and then for a token, as it would ask Microsoft's. */
  async function plain(
    answer: { error: string } | { who: { oid: string } },
  ): Promise<{ page: Page; asked: URL[] }> {
    const context = await s.browser.newContext({ reducedMotion: 'reduce', ignoreHTTPSErrors: true })
    const asked: URL[] = []
    await entra(context, answer, asked)
    const page = await context.newPage()
    await page.goto(`${origin}/tab.html`)
    return { page, asked }
  }

  async function entra(
    context: BrowserContext,
    answer: { error: string } | { who: { oid: string } },
    asked: URL[],
  ) {
    const nonces = new Map<string, string>()
    await context.route('https://login.microsoftonline.com/**', async (route) => {
      const url = new URL(route.request().url())
      if (url.pathname.endsWith('/authorize')) {
        asked.push(url)
        const back = new URL(url.searchParams.get('redirect_uri')!)
        const said =
          'error' in answer
            ? { error: answer.error }
            : { code: 'a-code', client_info: clientInfo(answer.who.oid) }
        nonces.set('a-code', url.searchParams.get('nonce')!)
        back.hash = new URLSearchParams({ ...said, state: url.searchParams.get('state')! }).toString()
        return route.fulfill({
          contentType: 'text/html',
          body: `<script>location.replace(${JSON.stringify(back.href)})</script>`,
        })
      }
      if (url.pathname.endsWith('/token') && 'who' in answer) {
        const { oid } = answer.who
        const claims = { tid: cast.mia.tid, oid }
        const access_token = await issuer.sign(claims)
        const id_token = await issuer.sign({
          ...claims,
          nonce: nonces.get('a-code')!,
          preferred_username: 'mia@harbour.example',
        })
        return route.fulfill({
          headers: { 'access-control-allow-origin': '*' },
          json: {
            token_type: 'Bearer',
            expires_in: 3600,
            scope: scope(),
            access_token,
            id_token,
            client_info: clientInfo(oid),
          },
        })
      }
      return route.fulfill({ status: 404, headers: { 'access-control-allow-origin': '*' }, body: '' })
    })
  }
  const scope = () => `api://localhost/8d2f4a61-7c3b-4e5d-9f01-6b8a2c4d5e12/access_as_user`
  const clientInfo = (uid: string) =>
    Buffer.from(JSON.stringify({ uid, utid: cast.mia.tid })).toString('base64url')

  it('shows a door with one button, and my week after the window of Entra', async () => {
    const { page, asked } = await plain({ who: cast.mia })
    await seen(page.getByText('Sign in with your work account')).toBeVisible()
    await page.getByRole('button', { name: 'Sign in' }).click()
    await seen(page.getByRole('heading', { level: 1, name: 'My week' })).toBeVisible()
    expect(asked).toHaveLength(1)
    expect(asked[0]!.searchParams.get('scope')).toContain(scope())
    expect(asked[0]!.searchParams.get('redirect_uri')).toBe(`${origin}/signed-in.html`)
    expect(asked[0]!.searchParams.get('code_challenge_method')).toBe('S256')
    expect(await page.evaluate(() => JSON.stringify({ ...window.localStorage }))).not.toMatch(/eyJ|secret/)
    await page.reload()
    await seen(page.getByRole('heading', { level: 1, name: 'My week' })).toBeVisible()
    expect(asked).toHaveLength(1)
    await page.context().close()
  })

  it('says when somebody declined, and stays where it was', async () => {
    const { page } = await plain({ error: 'access_denied' })
    await page.getByRole('button', { name: 'Sign in' }).click()
    await seen(page.getByText('The sign-in window was closed before you were signed in.')).toBeVisible()
    await page.context().close()
  })

  it('offers this very window where the browser holds the pop-up back', async () => {
    const { page, asked } = await plain({ who: cast.mia })
    await page.evaluate(() => {
      window.open = () => null
    })
    await page.getByRole('button', { name: 'Sign in' }).click()
    await seen(page.getByText('The browser held back the sign-in window.')).toBeVisible()
    await page.getByRole('button', { name: 'Sign in in this window' }).click()
    await seen(page.getByRole('heading', { level: 1, name: 'My week' })).toBeVisible()
    expect(asked).toHaveLength(1)
    await page.context().close()
  })
})
