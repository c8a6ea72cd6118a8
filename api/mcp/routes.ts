import type { FastifyInstance } from 'fastify'
import { refuse } from '../errors.ts'
import { letIn } from '../http/operation.ts'
import { type Tool, toolsFrom } from './tools.ts'

/**
 * The door for assistants: the Model Context Protocol over streamable HTTP, without sessions. A tool is an operation of
 * the API, called through its own route with the caller's own credential, so that rights, limits, audit and the
 * words of a refusal are those of the operation.
 */
export function mcpDoor(app: FastifyInstance): void {
  let tools: Tool[] | undefined
  app.route({
    method: 'POST',
    url: '/mcp',
    schema: { hide: true },
    config: { countsItself: true },
    onRequest: (request, reply) => letIn(app, request, reply),
    handler: async (request, reply) => {
      tools ??= toolsFrom(app.swagger())
      // Loaded when it is first needed: most installations start, and rest, without it.
      const { answerMessage } = await import('./server.ts')
      const answer = await answerMessage(app, request, tools)
      const type = answer.headers.get('content-type')
      reply.code(answer.status).header('cache-control', 'no-store')
      if (type) reply.type(type)
      return reply.serializer((text: string) => text).send(await answer.text())
    },
  }) // Without sessions there is nothing to listen to and nothing to end; clients ask and go on.
  app.route({
    method: ['GET', 'DELETE'],
    url: '/mcp',
    schema: { hide: true },
    handler: async () => {
      throw refuse(405, 'method', 'This address knows POST.', {}, { allow: 'POST' })
    },
  })
}
