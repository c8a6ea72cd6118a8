import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, extname, join } from 'node:path'
import { root } from '../../support/sources.ts'

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

// Stricter than what the API sends: not even inline styles. The hash is that of an empty <style>, which Fluent fills
// rule by rule.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
  "connect-src 'self'",
].join('; ')

/** Builds the gallery of addin/ui and serves it on a port of its own. */
export async function openGallery(): Promise<{ url: string; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'footbridge-gallery-'))
  build(folder)
  const server = createServer(async ({ url }, reply) => {
    const path = join(folder, new URL(url ?? '/', 'http://localhost').pathname)
    const body = await readFile(path).catch(() => undefined)
    const type = types[extname(path)] ?? 'application/octet-stream'
    reply.writeHead(body ? 200 : 404, { 'content-type': type, 'content-security-policy': policy })
    reply.end(body)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/gallery.html`,
    close: async () => {
      await new Promise((closed) => server.close(closed))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function build(folder: string): void {
  const vite = join(
    dirname(createRequire(join(root, 'addin', 'x')).resolve('vite/package.json')),
    'bin',
    'vite.js',
  )
  const args = [vite, 'build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'error']
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: join(root, 'tests', 'addin', 'gallery'),
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`The gallery could not be built:\n${stderr}`)
}
