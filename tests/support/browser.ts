import { type Browser, chromium } from 'playwright-core'
import { browserEnvironment } from './find-browser.ts'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
]

/** Starts the browser that the global setup found, with a profile of its own. Close it in afterAll. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.TEST_BROWSER
  if (!executablePath)
    throw new Error('TEST_BROWSER is not set: run this test with jest, whose global setup finds one.')
  return chromium.launch({ executablePath, args: flags, env: browserEnvironment(executablePath) })
}
