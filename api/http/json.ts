import type { FastifyInstance } from 'fastify'
import { refuse } from '../errors.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Reads bodies as JSON in UTF-8, as RFC 8259 asks: what is in another encoding is refused (415 where it says so, 400
 * where it does not), not kept with holes in its words.
 */
export function readJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const charset = /;\s*charset="?([^";\s]+)/i.exec(request.headers['content-type'] ?? '')?.[1]
    if (charset && !/^(utf-?8|us-ascii)$/i.test(charset)) {
      return done(refuse(415, 'media-type', `Send JSON in UTF-8, not in ${charset.slice(0, 40)}.`))
    }
    const text = decoded(body as Buffer)
    if (text === undefined)
      return done(refuse(400, 'not-json', 'The body is not UTF-8, which JSON is written in.'))
    return parse(request, text, done)
  })
}

function decoded(body: Buffer): string | undefined {
  try {
    return utf8.decode(body)
  } catch {
    return undefined
  }
}
