import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from '@jest/globals'
import { Ajv } from 'ajv'
import { readPackageConfig } from '../../manifest/config.ts'
import {
  connectorDefinition,
  connectorFiles,
  connectorProperties,
  everyday,
} from '../../manifest/connector.ts'
import { pack } from '../../manifest/pack.ts'
import { root, textOf } from '../support/sources.ts'

const config = readPackageConfig(join(root, 'manifest/example.json'))
const definition = connectorDefinition(config)
// biome-ignore lint/suspicious/noExplicitAny: a document may hold anything
type Part = Record<string, any>
const operations = Object.values<Part>(definition.paths)
  .flatMap((methods) => Object.values<Part>(methods))
  .map((operation): [string, Part] => [operation.operationId, operation])
const contract = JSON.parse(textOf('api/openapi.json'))

describe('the custom connector for Power Automate', () => {
  it('is valid OpenAPI 2.0, without a flaw (spectral:oas), which would notice one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'footbridge-connector-'))
    const rules = join(folder, 'rules.yaml')
    writeFileSync(
      rules,
      'extends: ["spectral:oas"]\nrules: { operation-tag-defined: off, info-contact: off }\n',
    )
    const lint = async (name: string, document: object) => {
      const file = join(folder, name)
      writeFileSync(file, JSON.stringify(document))
      const asked = ['spectral', 'lint', file, '--ruleset', rules, '--fail-severity', 'warn']
      const { stdout } = await promisify(execFile)('npx', asked).catch((failure) => failure)
      return stdout as string
    }
    const [good, bad] = [
      lint('good.json', definition),
      lint('bad.json', { ...definition, schemes: ['pigeon'] }),
    ]
    expect(await good).toContain('No results')
    expect(await bad).toContain('oas2-schema')
  }, 240_000)

  it('has every everyday operation, with an id, a summary and words of its own', () => {
    expect(operations.map(([id]) => id).sort()).toEqual(
      Object.keys(everyday)
        .map((id) => id[0]!.toUpperCase() + id.slice(1))
        .sort(),
    )
    for (const [id, { summary, description }] of operations) {
      expect([id, summary.length <= 80, /[.]$/.test(summary), summary === description]).toEqual([
        id,
        true,
        false,
        false,
      ])
    }
    expect(new Set(operations.map(([, { summary }]) => summary)).size).toBe(operations.length)
  })

  it('offers only what keys may do', () => {
    const all = Object.values<Part>(contract.paths).flatMap((methods) => Object.values<Part>(methods))
    const closed = all.filter((one) => one.operationId in everyday && one['x-scopes'].length === 0)
    expect(closed.map((one) => one.operationId)).toEqual([])
  })

  it('leaves nothing of 3.1 behind, and no reference that leads nowhere', () => {
    const text = JSON.stringify(definition)
    expect(text).not.toMatch(/"(anyOf|oneOf|const|nullable|examples)":|"type":\[|#\/components\//)
    const named = [...text.matchAll(/#\/definitions\/(\w+)/g)].map((found) => found[1]!)
    expect(named.filter((name) => !(name in definition.definitions))).toEqual([])
  })

  it('describes the real replies: those that are recorded in the contract fit', () => {
    const ajv = new Ajv({ strict: false, validateFormats: false })
    ajv.addSchema({ $id: 'all', definitions: loosened(definition.definitions) })
    let looked = 0
    for (const [path, methods] of Object.entries<Part>(definition.paths)) {
      for (const [method, { responses, operationId }] of Object.entries<Part>(methods)) {
        for (const [status, { schema }] of Object.entries<Part>(responses)) {
          const { value } =
            contract.paths[path][method].responses[status]?.content?.['application/json']?.examples?.real ??
            {}
          if (!value || !schema) continue
          const fits = ajv.compile(JSON.parse(JSON.stringify(loosened(schema)).replaceAll('"#/', '"all#/')))
          expect([operationId, fits(value), fits.errors]).toEqual([operationId, true, null])
          looked++
        }
      }
    }
    expect(looked).toBeGreaterThanOrEqual(Object.keys(everyday).length)
  })

  it('asks for the key alone and sends it as every client does', () => {
    const { connectionParameters, policyTemplateInstances } = connectorProperties(config).properties
    expect(connectionParameters.api_key.type).toBe('securestring')
    expect(policyTemplateInstances[0]!.parameters['x-ms-apimTemplateParameter.value']).toContain(
      'Bearer @connection',
    )
  })

  it('is made with the other packages, the same bytes every time, with an icon of a size that is taken', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'footbridge-'))
    const made = await pack(config, folder)
    const files = connectorFiles(config)
    for (const [name, bytes] of Object.entries(files)) {
      const path = join(folder, 'connector', name)
      expect(made).toContain(path)
      expect(readFileSync(path).equals(bytes)).toBe(true)
    }
    const icon = files['icon.png']!
    expect([icon.readUInt32BE(16), icon.readUInt32BE(20), icon.length < 1_048_576]).toEqual([160, 160, true])
  })
})

/** What 2.0 says by x-nullable, in words that Ajv knows; a reference takes null too, as 2.0 has no word for that. */
function loosened<T>(part: T): T {
  if (Array.isArray(part)) return part.map(loosened) as T
  if (typeof part !== 'object' || part === null) return part
  const { 'x-nullable': nullable, ...rest } = part as Record<string, unknown>
  if (typeof rest.$ref === 'string') return { anyOf: [{ $ref: rest.$ref }, { type: 'null' }] } as T
  const all = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, loosened(value)]))
  if (!nullable) return all as T
  const words = Array.isArray(all.enum) ? { enum: [...all.enum, null] } : {}
  return { ...all, ...words, type: [all.type, 'null'] } as T
}
