import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { filesOf, handWritten, parts, root, textOf } from '../support/sources.ts'

const topFiles = [
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'LICENSE',
  'README.md',
  'SECURITY.md',
  'biome.json',
  'jest.config.js',
  'package-lock.json',
  'package.json',
  'tsconfig.base.json',
  'tsconfig.json',
]
const made = ['node_modules', 'dist', 'coverage']

describe('the project', () => {
  it('has only the listed folders and files at its top', () => {
    const seen = readdirSync(root).filter((name) => !name.startsWith('.') && !made.includes(name))
    expect(
      seen.filter((name) => ![...parts, ...topFiles].includes(name) && !name.endsWith('.tsbuildinfo')),
    ).toEqual([])
  })

  it('explains every part in a README', () => {
    expect(['.', ...parts].filter((part) => !existsSync(join(root, part, 'README.md')))).toEqual([])
  })

  it('keeps every file that people write within 300 lines', () => {
    const long = handWritten().filter((path) => textOf(path).trimEnd().split('\n').length > 300)
    expect(long).toEqual([])
  })

  it('keeps every file within one megabyte', () => {
    expect(everyFile().filter((path) => statSync(join(root, path)).size > 2 ** 20)).toEqual([])
  })

  it('leaves nothing for later and skips or focuses no test', () => {
    // Put together here, so that this file does not find itself.
    const later = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'HA' + 'CK'].join('|')})\\b`)
    const skipped = /\b(it|test|describe)\.(skip|only|todo|failing)\b|\b(xit|xdescribe|fit|fdescribe)\(/
    expect(handWritten().filter((path) => later.test(textOf(path)) || skipped.test(textOf(path)))).toEqual([])
  })

  it('names no folder of somebody’s own machine', () => {
    const own = /(^|[\s'"`(=])\/(home|Users|root|work|mnt)\/[\w.-]+/m
    expect(written().filter((path) => own.test(textOf(path)))).toEqual([])
  })
})

const everyFile = () => parts.flatMap(filesOf)
const written = () =>
  [...everyFile(), ...topFiles.filter((name) => existsSync(join(root, name)))].filter(isText)
const isText = (path: string) => /\.(md|ts|tsx|js|mjs|json|ya?ml|html|css|sql)$|(file|LICENSE)$/i.test(path)
