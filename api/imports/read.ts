import { looksLikeZip } from './archive.ts'
import type { VivaExport } from './model.ts'
import { type CsvOptions, readVivaCsv } from './viva-csv.ts'
import { readVivaZip } from './viva-zip.ts'

/** Reads an uploaded Viva Goals file, ZIP or CSV by its first bytes; throws what those readers throw. */
export function readExport(bytes: Buffer, options: CsvOptions = {}): Promise<VivaExport> {
  return looksLikeZip(bytes) ? readVivaZip(bytes) : readVivaCsv(bytes, options)
}
