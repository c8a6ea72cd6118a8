import { only, type Rows } from '../matrix.ts'
import type { Scene } from '../scene.ts'

const headers = { 'content-type': 'multipart/form-data; boundary=x' }
const file = (name: string, text: string) =>
  Buffer.from(
    `--x\r\nContent-Disposition: form-data; name="dryRun"\r\n\r\ntrue\r\n` +
      `--x\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n${text}\r\n--x--\r\n`,
  )
const header = '"Objective ID","Title","Type","Owner"'

/** A dry run by Ada; its id. */
async function started({ t, cast }: Scene): Promise<string> {
  const reply = await t.ask(cast.ada, 'POST', '/v1/imports', file('goals.csv', header), headers)
  return reply.body.id
}

/** Imports, which are the admins'. */
export const imports: Rows = {
  listImports: { ask: () => ({}), expect: only(200, 'admin') },
  startImport: { ask: () => ({ body: file('goals.csv', header), headers }), expect: only(201, 'admin') },
  getImport: { ask: async (s) => ({ params: { id: await started(s) } }), expect: only(200, 'admin') },
  listImportLines: { ask: async (s) => ({ params: { id: await started(s) } }), expect: only(200, 'admin') },
}
