import { readFileSync } from 'node:fs'
import fastifyStatic from '@fastify/static'
import swaggerUi, { type FastifySwaggerUiOptions } from '@fastify/swagger-ui'
import type { FastifyInstance, FastifyReply } from 'fastify'

const officeCdn = 'https://appsforoffice.microsoft.com'
const hosts = [
  'https://*.cloud.microsoft',
  'https://teams.microsoft.com',
  'https://*.teams.microsoft.com',
  'https://*.microsoft365.com',
  'https://*.office.com',
  'https://outlook.office.com',
  'https://outlook.office365.com',
]

export interface PublicPages {
  /** The folder of the built add-in; undefined: somebody else serves it. */
  addin: string | undefined
  demo: boolean
  /** The application that people sign in to. */
  clientId: string
}

/** Readable and at home: closed chapters with a filter, and no word to the validator of somebody else. */
const reference: FastifySwaggerUiOptions = {
  routePrefix: '/docs',
  staticCSP: {
    'default-src': "'self'",
    'img-src': ["'self'", 'data:'],
    'style-src': ["'self'", "'unsafe-inline'"],
    'object-src': "'none'",
    'base-uri': "'none'",
    'frame-ancestors': "'none'",
  },
  transformSpecificationClone: false,
  transformSpecification: readable,
  uiConfig: {
    validatorUrl: null,
    docExpansion: 'none',
    filter: true,
    deepLinking: true,
    displayOperationId: true,
    defaultModelsExpandDepth: 0,
    supportedSubmitMethods: [],
  },
  theme: {
    title: 'Footbridge: the API',
    css: [{ filename: 'footbridge.css', content: '.swagger-ui .topbar { display: none }' }],
  },
}

/** The document as it is read: all refusals of an operation look the same, so they are one line, and not a page. */
function readable(): Record<string, unknown> {
  const document = JSON.parse(contract().toString())
  const operations = Object.values<object>(document.paths).flatMap((methods) => Object.values(methods))
  for (const operation of operations as { responses: Record<string, object> }[]) {
    const { responses } = operation
    const refusals = Object.keys(responses).filter((status) => /^[45]/.test(status))
    const good = Object.entries(responses).filter(([status]) => !refusals.includes(status))
    const description = `Refused with a problem document (RFC 9457): ${refusals.join(', ')}`
    operation.responses = { ...Object.fromEntries(good), default: { description } }
  }
  return document
}

/** Health, the OpenAPI document with its reference, and the built add-in. */
export async function publicPages(app: FastifyInstance, options: PublicPages): Promise<void> {
  const { addin, demo } = options
  app.get('/healthz', { schema: { hide: true }, config: { countsItself: true } }, async () => ({ ok: true }))
  app.get('/openapi.json', { schema: { hide: true } }, async (_, reply) => {
    return reply.type('application/json; charset=utf-8').send(contract())
  })
  await app.register(swaggerUi, reference)
  if (!addin) return
  app.get('/host.json', { schema: { hide: true } }, async ({ hostname }, reply) => {
    reply.header('cache-control', 'no-cache')
    return hostSettings(hostname, options)
  })
  await app.register(fastifyStatic, {
    root: addin,
    index: false,
    // Built along with every file that gets smaller by it (addin/vite.config.ts).
    preCompressed: true,
    setHeaders: (reply, path) => pageHeaders(reply, path, demo),
  })
  app.get('/', { schema: { hide: true } }, async (_, reply) => reply.redirect('/tab.html'))
  if (!demo) {
    // The stand-ins of the hosts are for the demo alone.
    app.get('/hosts/*', { schema: { hide: true } }, (_, reply) => reply.callNotFound())
  } else {
    app.get('/demo/teams', { schema: { hide: true } }, async (_, reply) => reply.sendFile('hosts/teams.html'))
    app.get('/demo/outlook', { schema: { hide: true } }, async (_, reply) =>
      reply.sendFile('hosts/outlook.html'),
    )
    app.get('/demo/chat', { schema: { hide: true } }, async (_, reply) => reply.sendFile('hosts/chat.html'))
  }
}

/** What the screen has to know before anybody is signed in; nothing of it is secret. */
function hostSettings(hostname: string, { clientId, demo }: PublicPages) {
  return {
    clientId,
    scope: `api://${hostname}/${clientId}/access_as_user`,
    officeJs: demo ? '/hosts/office.js' : `${officeCdn}/lib/1/hosted/office.js`,
    demo,
  }
}

/** The committed document, with the examples that only a test run can record; it lies beside this file, built or not. */
function contract(): Buffer {
  return readFileSync(new URL('./openapi.json', import.meta.url))
}

/** Only Microsoft's hosts may frame a page of ours; the stand-in of the demo may too, on its own origin. */
function pageHeaders(reply: FastifyReply, sent: string, demo: boolean): void {
  // The small copy of a page is that page.
  const path = sent.replace(/\.(br|gz)$/, '')
  if (!path.endsWith('.html')) {
    // Icons keep their address when they are drawn anew; everything else is named after what it holds.
    const icon = path.includes('/icons/')
    reply.header('cache-control', icon ? 'public, max-age=86400' : 'public, max-age=31536000, immutable')
    return
  }
  const ancestors = demo ? ["'self'", ...hosts] : hosts
  const policy = [
    "default-src 'self'",
    `script-src 'self'${path.endsWith('/panel.html') ? ` ${officeCdn}` : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "connect-src 'self' https://res.cdn.office.net https://login.microsoftonline.com",
    `frame-src ${demo ? "'self'" : "'none'"}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${ancestors.join(' ')}`,
  ]
  reply.header('content-security-policy', policy.join('; '))
  reply.header('cache-control', 'no-cache')
  // Else the window of Entra could not tell ours that somebody is signed in, or that they closed it.
  reply.header('cross-origin-opener-policy', 'same-origin-allow-popups')
}
