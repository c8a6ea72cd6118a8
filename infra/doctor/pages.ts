import { asked, type Deployment, type Finding, fail, ok, whyNot } from './finding.ts'

const framing = ['https://teams.microsoft.com', 'https://*.cloud.microsoft', 'https://outlook.office.com']

/** Whether the service answers at all, and answers for itself. */
export async function checkHealth(deployment: Deployment): Promise<Finding> {
  const cure = 'See whether the server runs, and where the proxy passes requests on to.'
  try {
    const response = await asked(deployment, '/healthz')
    const body = (await response.json().catch(() => null)) as { ok?: unknown } | null
    if (response.ok && body?.ok === true) return ok('health', 'the server answers')
    return fail('health', `/healthz answers ${response.status}`, cure)
  } catch (error) {
    return fail('health', `the server does not answer (${whyNot(error)})`, cure)
  }
}

/** Whether tab and panel are there, framed by Microsoft's hosts alone and with nothing written into them. */
export async function checkPages(deployment: Deployment): Promise<Finding[]> {
  return Promise.all(
    ['tab', 'panel'].map(async (name) => {
      const response = await asked(deployment, `/${name}.html`)
      if (response.status !== 200) {
        const cure = 'Build the add-in (npm run build) and name its folder in ADDIN_FOLDER.'
        return fail(name, `/${name}.html answers ${response.status}`, cure)
      }
      const flaw = flawOf(response.headers)
      const cure = 'Let the proxy pass the headers of the server on as they are, and add none of these.'
      return flaw ? fail(name, flaw, cure) : ok(name, `/${name}.html is there, with the headers it needs`)
    }),
  )
}

function flawOf(headers: Headers): string | undefined {
  const policy = directives(headers.get('content-security-policy') ?? '')
  const ancestors = policy.get('frame-ancestors') ?? []
  if (policy.size === 0) return 'there is no content security policy'
  const missing = framing.find((host) => !ancestors.includes(host))
  if (missing) return `${missing} may not frame it`
  if (ancestors.includes('*')) return 'anybody may frame it'
  const scripts = policy.get('script-src') ?? policy.get('default-src') ?? []
  if (scripts.length === 0 || scripts.some((from) => /unsafe-|^\*$|^https?:$/.test(from))) {
    return 'scripts from anywhere, or written into it, may run'
  }
  if (headers.has('x-frame-options')) return 'X-Frame-Options keeps Teams and Outlook from showing it'
  if (headers.get('x-content-type-options') !== 'nosniff') return 'X-Content-Type-Options: nosniff is missing'
  if (!/max-age=[1-9]\d{6,}/.test(headers.get('strict-transport-security') ?? ''))
    return 'HSTS is missing or short'
  return headers.has('referrer-policy') ? undefined : 'Referrer-Policy is missing'
}

function directives(policy: string): Map<string, string[]> {
  const parts = policy.split(';').map((part) => part.trim().split(/\s+/))
  return new Map(parts.filter(([name]) => name).map(([name, ...values]) => [name!.toLowerCase(), values]))
}

/** Whether the API keeps strangers out, and its replies out of every cache. */
export async function checkApi(deployment: Deployment): Promise<Finding> {
  const response = await asked(deployment, '/v1/me')
  if (response.status !== 401) {
    const cure = 'Something before the server answers in its place: let the proxy pass /v1 on to it.'
    return fail('api', `a stranger is answered ${response.status} instead of 401`, cure)
  }
  if (!/no-store|private/.test(response.headers.get('cache-control') ?? '')) {
    return fail('api', 'replies may be kept by caches', 'Let the proxy pass Cache-Control on as it is.')
  }
  return ok('api', 'strangers are kept out (401), and nothing is cached')
}
