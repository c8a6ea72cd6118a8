import { Trouble } from './source.ts'

export interface TokenOptions {
  clientId: string
  clientSecret: string
  login: string
  graph: string
  patience: number
}

/** The application's own tokens for Graph, one a tenant, each kept until shortly before it ends. */
export function directoryTokens(options: TokenOptions) {
  const kept = new Map<string, { token: string; until: number }>()
  return {
    of: async (tid: string): Promise<string> => {
      const known = kept.get(tid)
      if (known && known.until > Date.now()) return known.token
      const { token, seconds } = await fetched(options, tid)
      kept.set(tid, { token, until: Date.now() + Math.max(0, seconds - 300) * 1000 })
      return token
    },
    forget: (tid: string) => kept.delete(tid),
  }
}

async function fetched(
  { clientId, clientSecret, login, graph, patience }: TokenOptions,
  tid: string,
): Promise<{ token: string; seconds: number }> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    scope: `${graph}/.default`,
  })
  const how = { method: 'POST', body, redirect: 'error', signal: AbortSignal.timeout(patience) } as const
  const response = await fetch(`${login}/${tid}/oauth2/v2.0/token`, how).catch(() => {
    throw new Trouble('away')
  })
  // A wrong secret is a 401, an application that the tenant does not know a 400.
  if (response.status === 400 || response.status === 401) throw new Trouble('refused')
  const reply = (await response.json().catch(() => ({}))) as { access_token?: unknown; expires_in?: unknown }
  if (!response.ok || typeof reply.access_token !== 'string') throw new Trouble('away')
  return { token: reply.access_token, seconds: Number(reply.expires_in) || 0 }
}
