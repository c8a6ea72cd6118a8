import { readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import { Resvg } from '@resvg/resvg-js'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { isOfPanel } from './strings/panel-keys.ts'
import { keysSaid, sourcesFrom } from './strings/said-by.ts'

const api = 'http://127.0.0.1:3000'

const here = fileURLToPath(new URL('.', import.meta.url))
const hosts = fileURLToPath(new URL('../infra/hosts/', import.meta.url))

/**
 * The stand-ins of the hosts live in ../infra/hosts and are built along as `hosts/<name>.html`. Vite names a page
 * after its path below the root, so the root pretends to hold them.
 */
function hostPages(): Plugin {
  const page = /[/]hosts[/]\w+\.html$/
  return {
    name: 'host-pages',
    enforce: 'pre',
    apply: 'build',
    resolveId: (id, importer) => {
      if (page.test(id)) return id
      if (importer && page.test(importer) && id.endsWith('.ts')) return join(hosts, basename(id))
      return undefined
    },
    load: (id) => (page.test(id) ? readFile(join(hosts, basename(id)), 'utf8') : undefined),
  }
}

/** The stand-in of Office.js is loaded by its address, as the real one is: `hosts/office.js`. */
function officeStandIn(): Plugin {
  return {
    name: 'office-stand-in',
    apply: 'build',
    buildStart() {
      this.emitFile({ type: 'chunk', id: join(hosts, 'office.ts'), fileName: 'hosts/office.js' })
    },
  }
}

/** Outlook shows our icon as PNG in five sizes, under addresses that stay: `icons/icon-<size>.png`. */
function icons(): Plugin {
  return {
    name: 'icons',
    apply: 'build',
    async generateBundle() {
      const svg = await readFile(join(here, 'icon.svg'))
      for (const size of [16, 32, 64, 80, 128]) {
        const source = new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render().asPng()
        this.emitFile({ type: 'asset', fileName: `icons/icon-${size}.png`, source })
      }
    },
  }
}

/** Beside every text its smaller copies, so that the server need not make them for each reader, and can be thorough. */
function smaller(): Plugin {
  const ways = { br: promisify(brotliCompress), gz: promisify(gzip) }
  return {
    name: 'smaller',
    apply: 'build',
    async writeBundle({ dir = '' }, bundle) {
      const texts = Object.keys(bundle).filter((name) => /\.(js|css|html)$/.test(name))
      for (const name of texts) {
        const whole = await readFile(join(dir, name))
        for (const [ending, way] of Object.entries(ways)) {
          const less = await way(whole)
          if (less.length < whole.length) await writeFile(join(dir, `${name}.${ending}`), less)
        }
      }
    },
  }
}

/**
 * A part of a catalogue: `en.json?panel` is what the panel says at once, `en.json?first` what the first screen and all
 * that opens from it say. The whole follows.
 */
function fewTexts(): Plugin {
  const panel = (keys: string[]) => keys.filter(isOfPanel)
  const first = (keys: string[]) => {
    // The fields are in one file with the first screen: so many parts use them.
    const entries = ['main.tsx', 'pages/my-week.tsx', 'ui/people-field.tsx', 'ui/team-field.tsx'].map(
      (file) => join(here, file),
    )
    // Where the other pages begin.
    const routes = join(here, 'pages/routes.ts')
    return keysSaid([...sourcesFrom(entries, (file) => file === routes), routes], keys)
  }
  return {
    name: 'few-texts',
    enforce: 'pre',
    load: async (id) => {
      const [, path, part] = /^(.+\.json)\?(panel|first)$/.exec(id) ?? []
      if (!path) return undefined
      const texts = JSON.parse(await readFile(path, 'utf8')) as Record<string, string>
      const keys = (part === 'first' ? first : panel)(Object.keys(texts))
      const few = Object.fromEntries(keys.map((key) => [key, texts[key]]))
      return { code: `export default ${JSON.stringify(few)}`, moduleType: 'js' }
    },
  }
}

export default defineConfig(({ command }) => {
  // Whoever builds (a test, too) gets React as people get it: without its development checks, at half the size.
  if (command === 'build') process.env.NODE_ENV = 'production'
  return {
    plugins: [react(), hostPages(), fewTexts(), icons(), officeStandIn(), smaller()],
    build: {
      outDir: '../dist/addin',
      emptyOutDir: true,
      target: 'es2022',
      manifest: true,
      // A data: address would need its own exception in the content security policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: [
          join(here, 'tab.html'),
          join(here, 'panel.html'),
          join(here, 'signed-in.html'),
          join(here, 'hosts/teams.html'),
          join(here, 'hosts/chat.html'),
          join(here, 'hosts/outlook.html'),
        ],
        // What many parts share comes in one piece: a browser asks for 27 files at first instead of 86, in fewer bytes.
        output: { codeSplitting: { groups: [{ name: 'base', minShareCount: 6 }] } },
      },
    },
    server: { proxy: { '/v1': api, '/demo': api } },
  }
})
