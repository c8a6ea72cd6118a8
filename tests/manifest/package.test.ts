import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Ajv } from 'ajv'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { meaningOf } from '../../api/bot/commands.ts'
import {
  BadConfig,
  checkPackageConfig,
  type PackageConfig,
  readPackageConfig,
} from '../../manifest/config.ts'
import { outlookManifest } from '../../manifest/outlook.ts'
import { main, pack, teamsPackage } from '../../manifest/pack.ts'
import { languages, texts } from '../../manifest/strings.ts'
import { teamsManifest, translation } from '../../manifest/teams.ts'
import { root } from '../support/sources.ts'

const config = readPackageConfig(join(root, 'manifest/example.json'))
const schemas = join(
  createRequire(import.meta.url).resolve('@microsoft/app-manifest/package.json'),
  '../build/json-schemas/teams/v1.25',
)

describe('the configuration of the packages', () => {
  const refused = (change: object) => {
    try {
      checkPackageConfig({ ...config, ...change })
      return []
    } catch (problem) {
      return (problem as BadConfig).lines
    }
  }

  it.each([
    ['host', { host: 'https://footbridge.contoso.com' }],
    ['host', { host: 'localhost' }],
    ['host', { host: 'Footbridge.contoso.com:443' }],
    ['clientId', { clientId: 'my app' }],
    ['botId', { botId: undefined }],
    ['version', { version: '1.0' }],
    ['developer.privacyUrl', { developer: { ...config.developer, privacyUrl: 'http://contoso.com' } }],
    ['developer.name', { developer: { ...config.developer, name: 'x'.repeat(33) } }],
    ['secret', { secret: 'abc' }],
    ['outlookId', { outlookId: config.appId }],
  ])('is refused with the name of the field: %s', (field, change) => {
    expect(refused(change)).toEqual([expect.stringMatching(new RegExp(`^${field.replace('.', '\\.')}: \\S`))])
  })

  it('is refused with every wrong field at once, and with a cure when there is no file', () => {
    expect(refused({ host: '', version: '' })).toHaveLength(2)
    expect(() => readPackageConfig(join(root, 'manifest/none.json'))).toThrow(
      /^manifest\/none\.json: .*example\.json/,
    )
  })
})

describe('the package for Teams', () => {
  it('is what Microsoft’s schema of the manifest and of its translations asks for', async () => {
    await expect(pack(config, mkdtempSync(join(tmpdir(), 'footbridge-')))).resolves.toHaveLength(5)
    const read = (name: string) =>
      JSON.parse(readFileSync(join(schemas, `MicrosoftTeams.${name}schema.json`), 'utf8'))
    for (const [name, value] of [
      ['', teamsManifest(config)],
      ['Localization.', translation(config, 'de')],
    ] as const) {
      const { $schema, id, ...schema } = read(name)
      const fits = new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false }).compile(schema)
      expect([name, fits(value), fits.errors ?? []]).toEqual([name, true, []])
    }
  })

  it('refuses what the schema refuses, and writes nothing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'footbridge-'))
    const wrong: PackageConfig = { ...config, appId: 'one' }
    await expect(pack(wrong, folder)).rejects.toThrow(BadConfig)
    expect(() => readFileSync(join(folder, 'footbridge-teams.zip'))).toThrow()
  })

  it('has every text of a person in every language, and none left untranslated by accident', () => {
    const readable: string[] = []
    const walk = (value: unknown, path: string): void => {
      if (typeof value === 'string') {
        if (/(title|description|label|displayName|staticTabs\[\d+\]\.name)$/.test(path)) readable.push(path)
      } else if (value && typeof value === 'object')
        for (const [key, each] of Object.entries(value))
          walk(each, Array.isArray(value) ? `${path}[${key}]` : path ? `${path}.${key}` : key)
    }
    const { staticTabs, bots, composeExtensions, extensions } = teamsManifest(config)
    walk({ staticTabs, bots, composeExtensions, extensions }, '')
    const german = translation(config, 'de')
    expect(readable.length).toBeGreaterThan(30)
    expect(readable.filter((path) => !german[path])).toEqual([])
    expect(languages).toEqual(['en', 'de'])
    expect(german['description.short']).toBe(texts.short.de)
  })

  it('offers only commands that the bot understands, in each language', () => {
    const [bot] = teamsManifest(config).bots
    const german = translation(config, 'de')
    const [list] = bot!.commandLists
    for (const [at, { title }] of list!.commands.entries()) {
      const meant = meaningOf(title)
      expect([title, meant]).toEqual([title, expect.objectContaining({ command: expect.any(String) })])
      const other = german[`bots[0].commandLists[0].commands[${at}].title`]!
      expect([other, meaningOf(other)]).toEqual([other, meant])
    }
  })

  it('asks for no more than it says: one address, one application, one permission', () => {
    const { validDomains, webApplicationInfo, authorization } = teamsManifest(config)
    expect(validDomains).toEqual([config.host])
    expect(webApplicationInfo.resource).toBe(`api://${config.host}/${config.clientId}`)
    expect(authorization.permissions.resourceSpecific).toEqual([
      { name: 'MailboxItem.ReadWrite.User', type: 'Delegated' },
    ])
  })

  it('holds icons of the sizes that Teams asks for', () => {
    const files = teamsPackage(config)
    const size = (name: string) => [files[name]!.readUInt32BE(16), files[name]!.readUInt32BE(20)]
    expect([size('color.png'), size('outline.png'), size('color32x32.png')]).toEqual([
      [192, 192],
      [32, 32],
      [32, 32],
    ])
  })
})

describe('the add-in for Outlook on Mac', () => {
  const xml = outlookManifest({ ...config, developer: { ...config.developer, name: 'R&D <"Nord">' } })
  // biome-ignore lint/suspicious/noExplicitAny: a parsed document has any shape.
  const parsed: any = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' }).parse(xml)

  it('is well-formed, whatever the name of the company', () => {
    expect(XMLValidator.validate(xml)).toBe(true)
    expect(parsed.OfficeApp.ProviderName).toBe('R&D <"Nord">')
  })

  it('keeps the order of elements that Microsoft’s schema prescribes', () => {
    expect(
      Object.keys(parsed.OfficeApp).filter((key) => !key.startsWith('xmlns') && key !== 'xsi:type'),
    ).toEqual(
      'Id Version ProviderName DefaultLocale DisplayName Description IconUrl HighResolutionIconUrl SupportUrl AppDomains Hosts Requirements FormSettings Permissions Rule DisableEntityHighlighting VersionOverrides'.split(
        ' ',
      ),
    )
    const outer = parsed.OfficeApp.VersionOverrides
    expect([outer['xsi:type'], outer.VersionOverrides['xsi:type']]).toEqual([
      'VersionOverridesV1_0',
      'VersionOverridesV1_1',
    ])
  })

  it('defines every text, picture and address that it refers to, within the lengths Outlook shows', () => {
    for (const part of xml.split(/<VersionOverrides /).slice(1)) {
      const ids = [...part.matchAll(/<bt:(?:Image|Url|String) id="(\w+)"/g)].map(([, id]) => id)
      const used = [...part.matchAll(/resid="(\w+)"/g)].map(([, id]) => id)
      expect(new Set(used)).toEqual(new Set(ids))
      expect(Math.max(...ids.map((id) => id!.length))).toBeLessThanOrEqual(32)
    }
    const { bt } = { bt: parsed.OfficeApp.VersionOverrides.Resources }
    const values = (list: string) =>
      bt[`bt:${list}Strings`]['bt:String'].flatMap(
        (each: { DefaultValue: string; 'bt:Override': { Value: string } }) => [
          each.DefaultValue,
          each['bt:Override'].Value,
        ],
      )
    expect(Math.max(...values('Short').map((text: string) => text.length))).toBeLessThanOrEqual(125)
    expect(Math.max(...values('Long').map((text: string) => text.length))).toBeLessThanOrEqual(250)
  })

  it('opens the same panel for appointments and mails, by https from our host alone', () => {
    const addresses = [...xml.matchAll(/="(https:\/\/[^"]+)"/g)].map(([, url]) => new URL(url!))
    expect(new Set(addresses.map(({ host }) => host))).toEqual(new Set([config.host, 'www.contoso.com']))
    expect(xml.match(/ExtensionPoint xsi:type="\w+"/g)).toHaveLength(6)
  })
})

describe('npm run package', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'footbridge-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('says the field that is wrong and fails, or where the two packages lie', async () => {
    const said: string[] = []
    const path = join(folder, 'config.json')
    writeFileSync(path, JSON.stringify({ ...config, host: 'nowhere' }))
    expect(await main([path], (line) => said.push(line))).toBe(1)
    expect(said).toEqual([expect.stringContaining('host: has to be a host name')])
  })
})
