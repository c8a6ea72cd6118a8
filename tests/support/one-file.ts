import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from './sources.ts'

/**
 * Typebox is hundreds of modules of a few lines, which every test file would load anew, for half a second each: it is
 * given to tests as the one file that jest.config.js names.
 */
export async function bundleTypebox(): Promise<void> {
  const whole = join(root, 'dist', 'tests', 'typebox.cjs')
  const written = `${whole}.${process.pid}`
  const options = { bundle: true, format: 'cjs', platform: 'node', absWorkingDir: join(root, 'api') } as const
  await build({ ...options, entryPoints: ['typebox'], outfile: written })
  await rename(written, whole) // another run may be reading it
}
