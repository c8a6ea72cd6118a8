import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyServerOptions } from 'fastify'
import { v7 } from 'uuid'
import { refuse } from '../errors.ts'
import { problemOf, sendProblem, toRefusal } from './problems.ts'

interface ClientError extends Error {
  code?: string
}

/** What Node gives up on before there is a request: no HTTP, headers too large, too slow. */
function refuseConnection({ code }: ClientError, socket: Socket): void {
  if (code === 'ECONNRESET' || socket.destroyed || !socket.writable) return void socket.destroy()
  const refusal =
    code === 'HPE_HEADER_OVERFLOW'
      ? refuse(431, 'headers-too-large', 'The headers of this request are too large.')
      : code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? refuse(408, 'too-slow', 'The request did not arrive in time.')
        : refuse(400, 'not-http', 'This is not an HTTP request.')
  const body = JSON.stringify(problemOf(refusal, { id: v7(), url: '' }))
  socket.end(
    `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}\r\nContent-Type: application/problem+json\r\n` +
      `Cache-Control: no-store\r\nConnection: close\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}

/** Problem documents also for what never reaches a route: an unreadable address or an unreadable request. */
export const serverErrors: Pick<FastifyServerOptions, 'frameworkErrors' | 'clientErrorHandler'> = {
  frameworkErrors: (error, request, reply) => void sendProblem(toRefusal(error), request, reply),
  clientErrorHandler: refuseConnection,
}
