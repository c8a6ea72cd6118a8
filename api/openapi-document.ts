import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import type { Feature } from './http/operation.ts'

const description = `Objectives, key results and barriers inside Microsoft Teams and Outlook.

Every reply that is not 2xx or 3xx is a problem document (RFC 9457). Send \`Idempotency-Key\` with every POST,
\`If-Match\` with every PATCH, PUT and DELETE.`

/** What the OpenAPI document says of itself, and how it is made from the features. */
export function documentOf(features: readonly Feature[]): FastifyDynamicSwaggerOptions {
  return {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Footbridge',
        version: '1.0.0',
        description,
        license: { name: 'MIT', identifier: 'MIT' },
        contact: { name: 'Footbridge', url: 'https://footbridge.dev' },
      },
      servers: [{ url: '/', description: 'This server' }],
      tags: features.map((feature) => ({ name: feature.name, description: feature.description })),
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    },
    refResolver: { buildLocalReference: (json, _base, _fragment, i) => String(json.$id ?? `def-${i}`) },
    transform: ({ schema, url }) => ({ schema: tidy(schema), url }),
  }
}

interface Part {
  required?: string[]
  properties?: Record<string, { default?: unknown }>
}

/** Adds the refusals, leaves empty parts out; a query parameter with a default may be left out by the caller. */
function tidy<S>(schema: S): S {
  const parts = { ...schema } as Record<string, unknown>
  for (const name of ['params', 'querystring', 'headers']) {
    const part = parts[name] as Part | undefined
    if (part && Object.keys(part.properties ?? {}).length === 0) delete parts[name]
  }
  const query = parts.querystring as Part | undefined
  if (query?.required) {
    const required = query.required.filter((name) => query.properties?.[name]?.default === undefined)
    parts.querystring = { ...query, required }
  }
  const { 'x-refusals': refusals, ...rest } = parts
  return {
    ...rest,
    ...(refusals !== undefined && { response: { ...(parts.response as object), ...(refusals as object) } }),
  } as S
}
