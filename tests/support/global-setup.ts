import { readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { GlobalConfig } from 'jest'
import { buildAddin } from '../../infra/build-addin.ts'
import { findBrowser } from './find-browser.ts'
import { reachedFrom } from './imports.ts'
import { bundleTypebox } from './one-file.ts'
import { startTestServer, type TestServer } from './server.ts'

/** Starts, once for the whole run, what the selected tests reach: the database, the browser. */
export default async function setup(config: GlobalConfig): Promise<void> {
  // The default on a signal is to end without the exit event, on which the database is stopped.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
  await bundleTypebox()
  const needed = reachedFrom(await selectedTests(config))
  const needs = (name: string) => needed.has(resolve(config.rootDir, 'tests/support', name))
  if (needs('database.ts')) {
    const server = await startTestServer()
    Object.assign(globalThis as { testServer?: TestServer }, { testServer: server })
    process.env.TEST_SERVER = server.url
    process.env.TEST_RUN = server.run
  }
  if (!needs('browser.ts')) return
  process.env.TEST_BROWSER = await findBrowser()
  await buildAddin((line) => console.error(line))
}

async function selectedTests(config: GlobalConfig): Promise<string[]> {
  const tests = join(config.rootDir, 'tests')
  const wanted = config.testPathPatterns.toExecutor({ rootDir: config.rootDir })
  return (await readdir(tests, { recursive: true }))
    .map((name) => join(tests, name))
    .filter((path) => /\.test\.tsx?$/.test(path) && wanted.isMatch(path))
}
