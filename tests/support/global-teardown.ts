import type { TestServer } from './server.ts'

/** Stops what the global setup started. */
export default async function teardown(): Promise<void> {
  await (globalThis as { testServer?: TestServer }).testServer?.stop()
}
