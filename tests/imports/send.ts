import { expect } from '@jest/globals'
import type { Reply, TestApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { sample } from './viva-files.ts'

interface Sending {
  dryRun?: boolean
  people?: Record<string, string>
  /** Parts as they are, whatever they are. */
  parts?: Record<string, string>
  headers?: Record<string, string>
}

/** Sends a file as a browser would. */
export async function send(
  t: TestApp,
  who: Person | null,
  file: { name: string; bytes: Buffer } | null,
  { dryRun, people, parts = {}, headers = {} }: Sending = {},
): Promise<Reply> {
  const form = new FormData()
  if (dryRun !== undefined) form.set('dryRun', String(dryRun))
  if (people) form.set('people', JSON.stringify(people))
  for (const [name, value] of Object.entries(parts)) form.set(name, value)
  if (file) form.set('file', new Blob([new Uint8Array(file.bytes)]), file.name)
  const encoded = new Response(form)
  const payload = Buffer.from(await encoded.arrayBuffer())
  const type = encoded.headers.get('content-type')!
  return t.ask(who, 'POST', '/v1/imports', payload, { 'content-type': type, ...headers })
}

/** Sends a file of the Tidewater company and expects it to be taken. */
export async function take(t: TestApp, name: string, sending: Sending = {}): Promise<Reply['body']> {
  const reply = await send(t, t.cast.ada, { name, bytes: sample(name) }, sending)
  expect([reply.status, reply.body.detail]).toEqual([201, undefined])
  return reply.body
}

/** The whole report of an import, of one level if said. */
export async function reportOf(t: TestApp, id: string, level?: string): Promise<Reply['body'][]> {
  const lines: Reply['body'][] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const query: string = `limit=200${level ? `&level=${level}` : ''}${cursor && `&cursor=${cursor}`}`
    const reply = await t.get(t.cast.ada, `/v1/imports/${id}/report?${query}`)
    expect(reply.status).toBe(200)
    lines.push(...reply.body.data)
    cursor = reply.body.nextCursor
  }
  return lines
}
