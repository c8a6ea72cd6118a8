import { createWriteStream } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { AppManifestUtils } from '@microsoft/app-manifest'
import { ZipFile } from 'yazl'
import { BadConfig, type PackageConfig, readPackageConfig } from './config.ts'
import { connectorFiles } from './connector.ts'
import { packageIcons } from './icons.ts'
import { outlookManifest } from './outlook.ts'
import { languages } from './strings.ts'
import { teamsManifest, translation } from './teams.ts'

/** The files of the package for Teams and new Outlook, by name. The same configuration yields the same bytes. */
export function teamsPackage(config: PackageConfig): Record<string, Buffer> {
  const json = (value: unknown) => Buffer.from(`${JSON.stringify(value, null, 2)}\n`)
  const translations = languages
    .filter((language) => language !== 'en')
    .map((language) => [`${language}.json`, json(translation(config, language))] as const)
  return {
    'manifest.json': json(teamsManifest(config)),
    ...Object.fromEntries(translations),
    ...packageIcons(),
  }
}

/**
 * Writes `footbridge-teams.zip`, `footbridge-outlook.xml` and the files of `connector` into `folder` and tells their paths.
 * Throws BadConfig when Microsoft's own schema refuses what came out.
 */
export async function pack(config: PackageConfig, folder: string): Promise<string[]> {
  const flaws = await AppManifestUtils.validateAgainstSchema(teamsManifest(config) as never)
  if (flaws.length) throw new BadConfig(flaws)
  await mkdir(folder, { recursive: true })
  const zip = join(folder, 'footbridge-teams.zip')
  const xml = join(folder, 'footbridge-outlook.xml')
  await rm(zip, { force: true })
  const file = new ZipFile()
  for (const [name, bytes] of Object.entries(teamsPackage(config)))
    file.addBuffer(bytes, name, { mtime: new Date('2020-01-01T00:00:00Z'), forceDosTimestamp: true })
  file.end()
  await pipeline(file.outputStream, createWriteStream(zip))
  await writeFile(xml, outlookManifest(config))
  return [zip, xml, ...(await packConnector(config, join(folder, 'connector')))]
}

async function packConnector(config: PackageConfig, folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  const files = Object.entries(connectorFiles(config)).map(([name, bytes]) => ({
    path: join(folder, name),
    bytes,
  }))
  for (const { path, bytes } of files) await writeFile(path, bytes)
  return files.map(({ path }) => path)
}

/** `npm run package [-- path/to/config.json]` */
export async function main([path]: string[], say: (line: string) => void): Promise<number> {
  const here = fileURLToPath(new URL('.', import.meta.url))
  try {
    const config = readPackageConfig(path ? resolve(path) : join(here, 'config.json'))
    for (const made of await pack(config, join(here, '..', 'dist', 'package'))) say(made)
    return 0
  } catch (problem) {
    if (!(problem instanceof BadConfig)) throw problem
    for (const line of problem.lines) say(line)
    return 1
  }
}
