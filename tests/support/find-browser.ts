import { spawnSync } from 'node:child_process'
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { delimiter, dirname, join, resolve } from 'node:path'
import sparticuz from '@sparticuz/chromium'

const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge']
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
]
const unpacked = resolve('node_modules/.cache/chromium-147.0.0')
const cure = 'Install Chrome or Chromium, or set CHROMIUM_PATH to one.'

/** The browser for the tests: CHROMIUM_PATH, else an installed one, else the one inside an npm package (Linux x64). */
export async function findBrowser(): Promise<string> {
  const path = process.env.CHROMIUM_PATH ?? (await installed()) ?? (await packaged())
  const tried = spawnSync(path, ['--version'], { env: browserEnvironment(path), encoding: 'utf8' })
  if (tried.status === 0) return path
  throw new Error(
    `The browser ${path} does not start (${tried.error?.message ?? tried.stderr.trim()}). ${cure}`,
  )
}

/** The packaged browser brings its fonts, so that a machine without any draws text all the same. */
export function browserEnvironment(path: string): Record<string, string> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => !!entry[1]),
  )
  return path.startsWith(unpacked) ? { ...env, FONTCONFIG_PATH: join(dirname(path), 'fonts') } : env
}

async function installed(): Promise<string | undefined> {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  for (const path of [...candidates, ...places]) if (await exists(path)) return path
  return undefined
}

/**
 * The package unpacks into the temporary folder and trusts whatever stands there already, so it gets a temporary
 * folder of its own, which is moved into place when whole.
 */
async function packaged(): Promise<string> {
  const path = join(unpacked, 'chromium')
  if (await exists(path)) return path
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error(`No browser was found. ${cure}`)
  const draft = `${unpacked}.${process.pid}`
  await mkdir(draft, { recursive: true })
  const { TMPDIR } = process.env
  process.env.TMPDIR = draft
  try {
    await sparticuz.executablePath()
  } finally {
    process.env.TMPDIR = TMPDIR
    if (TMPDIR === undefined) delete process.env.TMPDIR
  }
  // Its own list of font folders names places of a cloud; without any font, text has no size and Chromium ends itself.
  await writeFile(join(draft, 'fonts', 'fonts.conf'), fontsConf)
  await rename(draft, unpacked).catch(() => rm(draft, { recursive: true, force: true }))
  return path
}

const fontsConf = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(unpacked, 'fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(unpacked, 'fonts-cache')}</cachedir>
</fontconfig>
`

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )
