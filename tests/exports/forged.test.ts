import { describe, expect, it } from '@jest/globals'
import { archiveBounds, fitsBounds } from '../../api/imports/workspace/format.ts'
import { readWorkspaceArchive } from '../../api/imports/workspace/read.ts'
import { refusalOf } from '../imports/refusal.ts'
import { zip } from '../imports/viva-files.ts'

/** What reading an archive says that somebody made by hand. */
const told = (table: string, text: string) =>
  refusalOf(readWorkspaceArchive(zip([{ name: `${table}.jsonl`, bytes: Buffer.from(text) }])))

describe('an archive that somebody made by hand', () => {
  it.each([
    ['members', '{"zone":"Mars/Olympus"}'],
    ['workspace_settings', '{"zone":7}'],
    ['barriers', '{"due_zone":"+02:00"}'],
    ['member_identities', '{"kind":"entra","value":"not an account"}'],
    ['members', '[]'],
  ])('is refused where a row of %s is %s', async (table, line) => {
    const fine = '{"kind":"mail","zone":"Europe/Berlin"}'
    const refusal = await told(table, `${fine}\n${line}\n`)
    expect(refusal).toMatchObject({ status: 422, code: 'archive-row', pointer: `/${table}.jsonl` })
    expect(refusal.detail).toMatch(/^Line 2 /)
  })

  it('is refused before its rows are read where there are too many (413)', async () => {
    expect(await told('members', '\n'.repeat(200_001))).toMatchObject({ status: 413, code: 'archive-rows' })
  })

  it('is no larger than what an export says fits', () => {
    const { bytes, rows } = archiveBounds
    expect(fitsBounds(bytes, { members: rows })).toBe(true)
    expect(fitsBounds(bytes + 1, {})).toBe(false)
    expect(fitsBounds(0, { wins: 1, members: rows + 1 })).toBe(false)
  })

  it('is refused where it unpacks to far more than it is (413)', async () => {
    expect(await told('members', ' '.repeat(600_000))).toMatchObject({ status: 413, code: 'archive-ratio' })
  })
})
