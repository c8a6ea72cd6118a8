// Bundles the API's programs into dist/api, or the folder that is named. Packages stay outside: some of them read files of their own.
import { copyFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const top = dirname(dirname(fileURLToPath(import.meta.url)))
const outdir = join(top, process.argv[2] ?? 'dist/api')

rmSync(outdir, { recursive: true, force: true })
await build({
  absWorkingDir: top,
  entryPoints: { server: 'api/server.ts', worker: 'api/worker.ts', migrate: 'infra/migrate.ts' },
  outdir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  chunkNames: 'shared-[hash]',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  sourcemap: true,
})
copyFileSync(join(top, 'api', 'openapi.json'), join(outdir, 'openapi.json'))
