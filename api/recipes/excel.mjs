// Excel → Footbridge: a range of two columns, what the key result is called and its number, in a workbook in OneDrive or
// SharePoint. The application needs Files.Read.All (or Sites.Selected for one site).
import { ask, graph, graphToken, need, push } from './footbridge.mjs'

const range = process.env.EXCEL_RANGE ?? 'A2:B200'
const workbook = `${graph}/v1.0/drives/${need('EXCEL_DRIVE')}/items/${need('EXCEL_ITEM')}/workbook`
const url = `${workbook}/worksheets/${encodeURIComponent(need('EXCEL_SHEET'))}/range(address='${range}')?$select=values`

const { values } = await ask(url, { headers: { authorization: `Bearer ${await graphToken()}` } })
for (const [id, value] of values) {
  if (id === '') continue
  if (typeof value === 'number') await push('excel', String(id), value)
  else console.error(`excel/${id}: ${JSON.stringify(value)} is no number, left out`)
}
