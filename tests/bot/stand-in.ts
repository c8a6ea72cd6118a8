import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A message as the channel's stand-in was given it. */
export interface Given {
  conversation: string
  /** The message that is edited; null for a new one. */
  edits: string | null
  // biome-ignore lint/suspicious/noExplicitAny: what came over the wire
  card: any
  authorization: string | undefined
}

/** A local stand-in of the channel's connector, which takes messages over HTTP and says what the test tells it to. */
export async function connectorStandIn() {
  const given: Given[] = []
  /** How to answer the next messages; an empty list answers well. A number is a status; `lose` takes it and breaks the line, `hang` takes it and says nothing. */
  const answers: (number | 'lose' | 'hang')[] = []
  /** Who is in a team, given two at a time, and how it is answered. */
  const rosters = {
    roster: [] as object[],
    rosterStatus: 200,
    rostersAsked: [] as { authorization: string | undefined }[],
  }
  let made = 0
  const server = createServer((request, response) => {
    if (request.method === 'GET') return giveRoster(request, response, rosters)
    void read(request).then((body) => {
      const [, conversation, edits = null] =
        /\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/.exec(request.url!) ?? []
      const answer = answers.shift() ?? 200
      const { authorization } = request.headers
      const card = body.attachments?.[0]?.content
      if (answer === 200 || typeof answer === 'string')
        given.push({ conversation: conversation!, edits, card, authorization })
      if (answer === 'hang') return
      if (answer === 'lose') return void request.socket.destroy()
      response.writeHead(answer, { 'content-type': 'application/json' })
      made += answer === 200 ? 1 : 0
      response.end(JSON.stringify(answer === 200 ? { id: edits ?? `activity-${made}` } : { error: {} }))
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return Object.assign(rosters, {
    origin,
    serviceUrl: `${origin}/`,
    given,
    answers,
    /** The messages that people see as new, without the edits. */
    posts: () => given.filter(({ edits }) => edits === null),
    stop: () =>
      new Promise<void>((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  })
}

/** Two people a page, as `pagedmembers` gives them. */
function giveRoster(
  { url, headers }: IncomingMessage,
  response: ServerResponse,
  state: { roster: object[]; rosterStatus: number; rostersAsked: { authorization: string | undefined }[] },
): void {
  state.rostersAsked.push({ authorization: headers.authorization })
  const at = Number(new URL(url!, 'http://here').searchParams.get('continuationToken') ?? 0)
  const members = state.roster.slice(at, at + 2)
  const more = at + 2 < state.roster.length && { continuationToken: String(at + 2) }
  response.writeHead(state.rosterStatus, { 'content-type': 'application/json' })
  response.end(JSON.stringify(state.rosterStatus === 200 ? { members, ...more } : {}))
}

// biome-ignore lint/suspicious/noExplicitAny: what came over the wire
async function read(request: IncomingMessage): Promise<any> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return JSON.parse(Buffer.concat(parts).toString() || '{}')
}
