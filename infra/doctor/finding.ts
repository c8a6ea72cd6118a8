/** What one check found: one line, and how to mend it where it is not well. */
export interface Finding {
  check: string
  level: 'ok' | 'warn' | 'fail'
  says: string
  cure?: string
}

export const ok = (check: string, says: string): Finding => ({ check, level: 'ok', says })
export const warn = (check: string, says: string, cure: string): Finding => ({
  check,
  level: 'warn',
  says,
  cure,
})
export const fail = (check: string, says: string, cure: string): Finding => ({
  check,
  level: 'fail',
  says,
  cure,
})

/** What a deployment is examined by; what is not said is not examined, and said so. */
export interface Deployment {
  /** Where people reach it. */
  address: URL
  clientId?: string | undefined
  clientSecret?: string | undefined
  tenantId?: string | undefined
  bot?: { id: string; secret: string | undefined; tenantId: string | undefined } | undefined
  databaseUrl?: string | undefined
  databaseApiUrl?: string | undefined
  databaseWorkerUrl?: string | undefined
  smtpUrl?: string | undefined
  /** Whose word the server takes on who asks. */
  trustProxy?: string | undefined
  /** The packed app for Teams. */
  packed: string
  now: () => Date
  /** Where tokens come from; a test says another place. */
  login: string
  /** Further certificates that are trusted. */
  ca?: string | undefined
  patience: number
}

/** One question to the deployment; redirects are an answer of their own. */
export function asked(
  { address, patience }: Deployment,
  path: string,
  init: RequestInit = {},
): Promise<Response> {
  const how = { redirect: 'manual', signal: AbortSignal.timeout(patience), ...init } as const
  return fetch(new URL(path, address), how)
}

/** Why something could not be reached, in a few words. */
export function whyNot(error: unknown): string {
  const { cause, message, code } = error as {
    cause?: { code?: string; message?: string }
    message?: string
    code?: string
  }
  return cause?.code ?? code ?? cause?.message ?? message ?? 'no answer'
}
