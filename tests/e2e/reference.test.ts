import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { buildApp } from '../../api/app.ts'
import { connect } from '../../api/database/connect.ts'
import { tables } from '../../api/tables.ts'
import { localIssuer } from '../../api/tokens/local-issuer.ts'
import { launchBrowser } from '../support/browser.ts'
import { picture } from '../support/screen.ts'

describe('the reference', () => {
  let browser: Browser
  let app: Awaited<ReturnType<typeof buildApp>>
  let origin: string

  beforeAll(async () => {
    const db = connect({ url: 'postgres://nowhere', entities: tables })
    app = await buildApp({ db, identity: (await localIssuer('reference')).identity })
    origin = await app.listen({ port: 0, host: '127.0.0.1' })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await app?.close()
  })

  it('works without the internet: an operation is found, opened and read, with its real reply, and nobody else is asked', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } })
    const foreign: string[] = []
    const wrong: string[] = []
    page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(origin))
        foreign.push(request.url())
    })
    page.on('console', (message) => {
      if (message.type() === 'error') wrong.push(message.text())
    })
    page.on('pageerror', (error) => wrong.push(String(error)))
    await page.goto(`${origin}/docs`)
    const chapter = page.locator('#operations-tag-check-ins')
    await chapter.waitFor()
    expect(await page.locator('.opblock-tag').count()).toBeGreaterThan(25)
    await picture(page, 'reference')
    await chapter.click()
    const operation = page.locator('.opblock', { hasText: 'Say where a key result stands' }).first()
    await operation.locator('.opblock-summary').click()
    await operation.getByText('"undoUntil"').first().waitFor()
    expect(await operation.textContent()).toContain('keys with check-ins:write')
    await picture(page, 'reference-operation')
    expect({ foreign, wrong }).toEqual({ foreign: [], wrong: [] })
  })
})
