import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'

const samples = join(import.meta.dirname ?? __dirname, 'samples')
export const zipName = 'Organization_CompleteData_70001_1763633700_001.zip'
export const csvName = 'VivaGoals_70001_all_2025_11_20_1763633700.csv'
export const csvWithoutIdsName = 'VivaGoals_70001_no_ids_2025_11_20_1763633701.csv'

/** The bytes of a file of the invented company Tidewater Cycles. */
export const sample = (name: string) => readFileSync(join(samples, name))

export interface Entry {
  name: string
  bytes: Buffer
  encrypted?: boolean
  /** What the directory claims instead of the truth. */
  claimedSize?: number
}

/** A ZIP written by hand, so that it can also lie. */
export function zip(entries: Entry[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, bytes, encrypted, claimedSize } of entries) {
    const packed = deflateRawSync(bytes)
    const nameBytes = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x800 | (encrypted ? 1 : 0), 2)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(claimedSize ?? bytes.length, 18)
    common.writeUInt16LE(nameBytes.length, 22)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    parts.push(Buffer.from('PK\x03\x04', 'latin1'), common, nameBytes, packed)
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, rest, nameBytes)
    offset += 30 + nameBytes.length + packed.length
  }
  const listing = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(listing.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...parts, listing, Buffer.from('PK\x05\x06', 'latin1'), end])
}

type Rows = Record<string, unknown>[]

/** The name that Viva gives a file of that kind. */
export const vivaName = (kind: string) =>
  `${kind}_export_file_70001_500001_Organization_70001_20251120101500.json`

/** An organisation ZIP of the given rows; files not named are left out. */
export function vivaZip(files: Record<string, Rows>): Buffer {
  return zip(
    Object.entries(files).map(([kind, rows]) => ({
      name: vivaName(kind),
      bytes: Buffer.from(JSON.stringify(rows)),
    })),
  )
}

const ana = { ID: 1, Name: 'Ana Petrov', Email: 'ana.petrov@tidewater-cycles.example' }

/** An objective of the objectives file, as bare as Viva writes one. */
export function objective(
  id: number,
  title: string,
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    ID: id,
    Title: title,
    Type: 'Objective',
    Owner: [ana],
    Status: 'On Track',
    Outcome: { 'Outcome Type': 'Percentage' },
    ...more,
  }
}

/** A key result from 0 to 10 under the given parents. */
export function keyResult(
  id: number,
  title: string,
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  const outcome = {
    'Outcome Type': 'Metric',
    'Metric Name': 'Bikes',
    'Metric Unit': 'Number',
    Start: 0,
    Target: 10,
    'Target Type': 'Reach',
  }
  return objective(id, title, { Type: 'Key result', Outcome: outcome, ...more })
}

/** A check-in of the check-ins file. */
export function checkIn(
  id: number,
  item: number,
  day: string,
  value: unknown,
  more: Record<string, unknown> = {},
) {
  const base = {
    ID: id,
    'OKR ID': item,
    'CheckIn Date': `${day} 00:00:00`,
    'Check In Owner': ana,
    'Check In Note': {},
  }
  return {
    ...base,
    'Metric Name': 'Bikes',
    Status: 'On Track',
    'Current Value': value,
    'Activity Date': day,
    ...more,
  }
}

/** A link of an item to its parent. */
export const under = (id: number, title: string, weight: string) => ({ ID: id, Title: title, Weight: weight })

/** A CSV of the given rows, quoted throughout. */
export function csv(rows: string[][]): Buffer {
  const quoted = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','))
  return Buffer.from(`${quoted.join('\n')}\n`)
}
