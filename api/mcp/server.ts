import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'
import {
  CallToolRequestSchema,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
} from '@modelcontextprotocol/sdk/types.js'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { addressOf, strangeIn, type Tool, toolsFor } from './tools.ts'

const instructions = `Footbridge keeps a company's objectives, key results and barriers.
- What blocks a team? listTeams for its id, then listBarriers with teamId; getTeamBoard shows the goals beside it.
- Where does something stand? search, then getObjective or getKeyResult; "because" says why, in a sentence to quote.
- Ids come from a list or a search: never make one up. Nobody is ranked here; do not compare people.
- Ask the person before you write anything.`

/** Answers one message of the protocol with a server that lives for it alone and knows nothing but what it says. */
export async function answerMessage(
  app: FastifyInstance,
  request: FastifyRequest,
  tools: readonly Tool[],
): Promise<Response> {
  const server = serverFor(app, request, tools)
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true })
  await server.connect(transport)
  try {
    const answer = await transport.handleRequest(asWeb(request), { parsedBody: request.body })
    return new Response(await answer.text(), answer)
  } finally {
    await server.close()
  }
}

function serverFor(app: FastifyInstance, request: FastifyRequest, tools: readonly Tool[]): Server {
  const capabilities = { tools: {} }
  const server = new Server({ name: 'footbridge', version: '1.0.0' }, { capabilities, instructions })
  const mine = toolsFor(request.actor, tools)
  server.setRequestHandler(ListToolsRequestSchema, async () => ({
    tools: mine.map(({ name, title, description, inputSchema, annotations }) => ({
      ...{ name, title, description, inputSchema, annotations },
    })),
  }))
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    const tool = mine.find(({ name }) => name === params.name)
    if (!tool) throw new McpError(ErrorCode.InvalidParams, `There is no tool ${params.name} for you.`)
    return call(app, request, tool, params.arguments ?? {})
  })
  return server
}

/** Asks the operation itself, as the caller: what it answers or refuses is what the tool says. */
async function call(
  app: FastifyInstance,
  { headers }: FastifyRequest,
  tool: Tool,
  given: Record<string, unknown>,
) {
  const strange = strangeIn(tool, given)
  if (strange) return answered(JSON.stringify({ status: 400, code: 'invalid', detail: strange }), true)
  const { body } = given
  const reply = await app.inject({
    method: tool.method,
    url: addressOf(tool, given),
    headers: { authorization: headers.authorization },
    ...(body !== undefined && tool.method !== 'GET' && { payload: body as object }),
  })
  return answered(reply.body === '' ? 'Done.' : reply.body, reply.statusCode >= 400)
}

const answered = (text: string, isError: boolean) => ({ content: [{ type: 'text' as const, text }], isError })

function asWeb({ headers, protocol, host }: FastifyRequest): Request {
  const said = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined || name === 'content-length' ? [] : [[name, [value].flat().join(', ')]],
  )
  return new Request(`${protocol}://${host}/mcp`, { method: 'POST', headers: said })
}
