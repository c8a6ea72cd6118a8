import { looksLikeZip } from './archive.ts'
import type { VivaExport } from './model.ts'
import { isWorkbook, xlsxRows } from './viva/xlsx-rows.ts'
import { type CsvOptions, readVivaCsv, readVivaRows } from './viva-csv.ts'
import { readVivaZip } from './viva-zip.ts'

/** Reads an uploaded Viva Goals file, ZIP, workbook or CSV by its first bytes; throws what those readers throw. */
export async function readExport(bytes: Buffer, options: CsvOptions = {}): Promise<VivaExport> {
  if (!looksLikeZip(bytes)) return readVivaCsv(bytes, options)
  return (await isWorkbook(bytes)) ? readVivaRows(xlsxRows(bytes), options) : readVivaZip(bytes)
}
