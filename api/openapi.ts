import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { buildApp, features } from './app.ts'
import { connect } from './database/connect.ts'
import { type Example, finished, written } from './http/contract.ts'
import { tables } from './tables.ts'
import { localIssuer } from './tokens/local-issuer.ts'

/** The OpenAPI document as the routes make it, with what was really asked and answered; no database is needed. */
export async function openApiDocument(): Promise<string> {
  const db = connect({ url: 'postgres://unused', entities: tables })
  const app = await buildApp({ db, identity: (await localIssuer('unused')).identity })
  const document = finished(app.swagger(), await examples())
  await app.close()
  return written(document)
}

/** What `npm run examples` recorded, by operation. */
async function examples(): Promise<Record<string, Example>> {
  const files = features
    .map(({ name }) => new URL(`./${name}/examples.json`, import.meta.url))
    .filter(existsSync)
  const read = await Promise.all(files.map(async (file) => JSON.parse(await readFile(file, 'utf8'))))
  return Object.assign({}, ...read)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(new URL('./openapi.json', import.meta.url), await openApiDocument())
}
