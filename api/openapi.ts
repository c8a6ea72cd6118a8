import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { buildApp } from './app.ts'
import { connect } from './database/connect.ts'
import { tables } from './tables.ts'
import { localIssuer } from './tokens/local-issuer.ts'

/** The OpenAPI document as the routes make it; no database is needed. */
export async function openApiDocument(): Promise<string> {
  const db = connect({ url: 'postgres://unused', entities: tables })
  const app = await buildApp({ db, identity: (await localIssuer('unused')).identity })
  const text = `${JSON.stringify(app.swagger(), null, 2)}\n`
  await app.close()
  return text
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(new URL('./openapi.json', import.meta.url), await openApiDocument())
}
