import createClient, { type Client } from 'openapi-fetch'
import { ApiProblem, toProblem } from './problem.ts'
import type { paths } from './schema.gen.ts'
import { type Door, sender } from './send.ts'

/** The typed client of our API; every path and body comes from the committed OpenAPI document. */
export type Api = Client<paths>

/** A client that signs its requests with the host's token and says which door they came through. */
export function createApi(door: Door, baseUrl = window.location.origin): Api {
  return createClient<paths>({ baseUrl, fetch: sender(door) })
}

type Reply<T> = { data?: T; error?: unknown; response: Response }

/** The body of a reply, or an ApiProblem. */
export async function read<T>(reply: Promise<Reply<T>>): Promise<T> {
  return (await readWithEtag(reply)).data
}

/** The body and its ETag, for what will be edited; see `ifMatch`. */
export async function readWithEtag<T>(reply: Promise<Reply<T>>): Promise<{ data: T; etag: string }> {
  const { data, error, response } = await reply
  if (!response.ok) throw toProblem(response.status, error)
  return { data: data as T, etag: response.headers.get('ETag') ?? '' }
}

/** The header that makes an edit fail with 412 when somebody else was quicker. */
export function ifMatch(etag: string): { 'if-match': string } {
  return { 'if-match': etag }
}

/** The same for an item that was read in a list: the version it carries is what its ETag names. */
export function ifVersion({ version, revision }: { version: number; revision: number }) {
  return ifMatch(`"${version}.${revision}.listed"`)
}

/** Whether somebody else changed the item since it was read. */
export function isStale(failure: unknown): boolean {
  return failure instanceof ApiProblem && failure.status === 412
}
