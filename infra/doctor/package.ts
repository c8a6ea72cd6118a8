import { promisify } from 'node:util'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { type Deployment, type Finding, fail, ok, warn, whyNot } from './finding.ts'

interface Manifest {
  manifestVersion?: string
  version?: string
  icons?: { color?: string; outline?: string }
  validDomains?: string[]
  webApplicationInfo?: { id?: string; resource?: string }
  bots?: { botId?: string }[]
  localizationInfo?: { additionalLanguages?: { file?: string }[] }
}

/** Whether the packed app is whole, and is about this deployment and no other. */
export async function checkPackage({ packed, address, clientId, bot }: Deployment): Promise<Finding> {
  const again = 'Mend manifest/config.json, npm run package, and upload it with a higher version.'
  const files = await filesOf(packed).catch((error) => whyNot(error))
  if (typeof files === 'string')
    return warn('package', `${packed} cannot be read (${files})`, 'npm run package')
  const manifest = parsed(files.get('manifest.json'))
  if (!manifest) return fail('package', 'there is no manifest in it', again)
  const named = [
    manifest.icons?.color,
    manifest.icons?.outline,
    ...(manifest.localizationInfo?.additionalLanguages ?? []).map(({ file }) => file),
  ]
  const absent = named.find((name) => !name || !files.has(name))
  if (absent !== undefined || named.length < 2)
    return fail('package', `a file is missing in it: ${absent ?? 'the icons'}`, again)
  const flaw = strangeIn(manifest, { host: address.hostname, clientId, botId: bot?.id })
  return flaw
    ? fail('package', flaw, again)
    : ok('package', `version ${manifest.version} is about ${address.hostname}`)
}

function strangeIn(
  { validDomains = [], webApplicationInfo, bots = [] }: Manifest,
  { host, clientId, botId }: { host: string; clientId: string | undefined; botId: string | undefined },
): string | undefined {
  if (!validDomains.includes(host)) return `it is about ${validDomains.join(', ') || 'no host'}, not ${host}`
  const { id, resource } = webApplicationInfo ?? {}
  if (clientId && id !== clientId) return `people would sign in to ${id}, not to ${clientId}`
  if (resource !== `api://${host}/${id}`) return `its resource is ${resource}, not api://${host}/${id}`
  return botId && bots[0]?.botId !== botId ? `its bot is ${bots[0]?.botId}, not ${botId}` : undefined
}

function parsed(bytes: Buffer | undefined): Manifest | undefined {
  try {
    return bytes && JSON.parse(bytes.toString())
  } catch {
    return undefined
  }
}

const open = promisify<string, yauzl.Options, ZipFile>(yauzl.open)

/** The files of an archive; an app holds a few small ones. */
async function filesOf(path: string): Promise<Map<string, Buffer>> {
  const zip = await open(path, { lazyEntries: true, autoClose: true })
  const read = promisify<Entry, NodeJS.ReadableStream>(zip.openReadStream.bind(zip))
  const files = new Map<string, Buffer>()
  return new Promise((resolve, reject) => {
    zip.on('error', reject)
    zip.on('end', () => resolve(files))
    zip.on('entry', async (entry: Entry) => {
      try {
        const parts: Buffer[] = []
        if (entry.uncompressedSize > 5_000_000) throw new Error('a file in it is too large')
        for await (const part of await read(entry)) parts.push(part as Buffer)
        files.set(entry.fileName, Buffer.concat(parts))
        zip.readEntry()
      } catch (error) {
        reject(error)
      }
    })
    zip.readEntry()
  })
}
