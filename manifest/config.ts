import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { Ajv, type ErrorObject } from 'ajv'

/** What a customer decides about the packages; everything else follows from it. */
export interface PackageConfig {
  /** The name under which Footbridge is reached by https, without scheme, port or path. */
  host: string
  /** The package's own id in Teams. */
  appId: string
  /** The application that people sign in to: `ENTRA_CLIENT_ID` of the API. */
  clientId: string
  /** The bot's application: `BOT_ID` of the API; may be the same application. */
  botId: string
  /** The id of the separate Outlook add-in (Outlook on Mac and for iOS and Android). */
  outlookId: string
  /** Three numbers; has to grow with every upload. */
  version: string
  developer: { name: string; websiteUrl: string; privacyUrl: string; termsOfUseUrl: string }
}

/** A configuration that cannot become a package; each line names a field and what it has to be. */
export class BadConfig extends Error {
  readonly lines: string[]
  constructor(lines: string[]) {
    super(lines.join('\n'))
    this.lines = lines
  }
}

const guid = { type: 'string', pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' }
const address = { type: 'string', maxLength: 2048, pattern: '^https://[^\\s/]+' }
const schema = {
  type: 'object',
  additionalProperties: false,
  required: ['host', 'appId', 'clientId', 'botId', 'outlookId', 'version', 'developer'],
  properties: {
    host: {
      type: 'string',
      maxLength: 253,
      pattern: '^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$',
    },
    appId: guid,
    clientId: guid,
    botId: guid,
    outlookId: guid,
    version: { type: 'string', pattern: '^(0|[1-9]\\d{0,4})(\\.(0|[1-9]\\d{0,4})){2}$' },
    developer: {
      type: 'object',
      additionalProperties: false,
      required: ['name', 'websiteUrl', 'privacyUrl', 'termsOfUseUrl'],
      properties: {
        name: { type: 'string', minLength: 1, maxLength: 32 },
        websiteUrl: address,
        privacyUrl: address,
        termsOfUseUrl: address,
      },
    },
  },
}
const meant: Record<string, string> = {
  host: 'a host name like footbridge.contoso.com, in lower case, without https:// and port',
  version: 'three numbers like 1.0.0',
  name: 'the name of the company, 1 to 32 characters',
  websiteUrl: 'an https:// address',
  privacyUrl: 'an https:// address',
  termsOfUseUrl: 'an https:// address',
}
const fits = new Ajv({ allErrors: true }).compile<PackageConfig>(schema)

/** Reads the configuration of the packages from a file; throws BadConfig with a line per wrong field. */
export function readPackageConfig(path: string): PackageConfig {
  return checkPackageConfig(parsed(path))
}

/** Checks what was written; throws BadConfig with a line per wrong field. */
export function checkPackageConfig(written: unknown): PackageConfig {
  if (!fits(written)) throw new BadConfig([...new Set(fits.errors?.map(lineOf))])
  if (written.appId === written.outlookId)
    throw new BadConfig(['outlookId: has to differ from appId; Outlook and Teams keep them apart by id'])
  return written
}

function parsed(path: string): unknown {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    throw new BadConfig([`${shown(path)}: cannot be read; copy manifest/example.json there and fill it in`])
  }
  try {
    return JSON.parse(text)
  } catch (problem) {
    throw new BadConfig([`${shown(path)}: is no JSON (${(problem as Error).message})`])
  }
}

const shown = (path: string) => relative(process.cwd(), path) || path

function lineOf({ instancePath, keyword, params }: ErrorObject): string {
  const at = instancePath.slice(1).replaceAll('/', '.')
  const inside = (name: unknown) => [at, name].filter(Boolean).join('.')
  if (keyword === 'required') return `${inside(params.missingProperty)}: is missing`
  if (keyword === 'additionalProperties')
    return `${inside(params.additionalProperty)}: is no field of this file`
  if (!at) return 'the file: has to hold one object in braces'
  return `${at}: has to be ${meant[at.split('.').at(-1)!] ?? 'an id like 6c2f0f6e-4c0a-4f6b-9d0e-0d4f6f1a7b10, in lower case'}`
}
