/** A stand-in until `npm run openapi -w addin` writes this file from ../api/openapi.json. */
export interface paths {
  '/v1/me': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never }
      requestBody?: never
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Me'] } }
        401: {
          headers: Record<string, unknown>
          content: { 'application/problem+json': components['schemas']['Problem'] }
        }
      }
    }
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
}
export interface components {
  schemas: {
    Me: {
      member: { id: string; name: string }
      workspace: { id: string; name: string }
      admin: boolean
      teams: { id: string; name: string; leads: boolean }[]
    }
    Problem: {
      type: string
      title: string
      status: number
      detail?: string
      instance?: string
      code: string
      traceId?: string
      errors?: { pointer: string; code: string; detail: string }[]
    }
  }
}
