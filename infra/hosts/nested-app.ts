/** How the stand-in signs people in: as Teams itself, or as a host of nested apps in some state. */
export type SignInMode = 'host' | 'nested' | 'nobody' | 'consent' | 'cancel'

/** What MSAL posts through teams-js, and what it waits for (msal-browser 5.30, types/naa). */
interface Asked {
  messageType: 'NestedAppAuthRequest'
  method: 'GetInitContext' | 'GetToken' | 'GetTokenPopup'
  requestId: string
  tokenParams?: { scope: string }
}

interface Person {
  id: string
  name: string
}

const tenant = '00000000-0000-4000-8000-00000000d3a0'

/**
 * Answers the real MSAL in a nested app. In `nobody`, `consent` and `cancel` it has no token before the person was asked;
 * being asked ends well, but for `cancel`, where they close the window.
 */
export function nestedApp(
  mode: () => SignInMode,
  person: () => Person | undefined,
  token: () => Promise<string>,
) {
  const agreed = new Set<string>()
  return async (message: string): Promise<string> => {
    const asked = JSON.parse(message) as Asked
    const answer = await answered(asked).catch(() => failed('ACCOUNT_UNAVAILABLE'))
    return JSON.stringify({ messageType: 'NestedAppAuthResponse', requestId: asked.requestId, ...answer })
  }

  async function answered({ method, tokenParams }: Asked): Promise<object> {
    if (method === 'GetInitContext')
      return { success: true, initContext: { sdkName: 'stand-in', sdkVersion: '1.0.0', capabilities: {} } }
    const who = person()
    if (!who) return failed('ACCOUNT_UNAVAILABLE')
    if (method === 'GetTokenPopup' && mode() === 'cancel') return failed('USER_CANCEL')
    if (method === 'GetTokenPopup') agreed.add(who.id)
    if (mode() !== 'nested' && !agreed.has(who.id)) return failed('USER_INTERACTION_REQUIRED', reason[mode()])
    return { success: true, ...tokenOf(who, await token(), tokenParams?.scope ?? '') }
  }
}

const reason: Partial<Record<SignInMode, string>> = { nobody: 'login_required', consent: 'consent_required' }

const failed = (status: string, code = '') => ({
  success: false,
  error: { status, code, subError: code, description: status },
})

function tokenOf({ id, name }: Person, accessToken: string, scope: string) {
  const claims = { oid: id, tid: tenant, preferred_username: `${id}@footbridge.example`, name }
  return {
    token: { access_token: accessToken, id_token: unsigned(claims), expires_in: 3600, scope },
    account: {
      environment: 'login.windows.net',
      homeAccountId: `${id}.${tenant}`,
      localAccountId: id,
      tenantId: tenant,
      username: claims.preferred_username,
      name,
    },
  }
}

/** MSAL reads the claims of an id token and leaves the check of its signature to whoever it is for. */
function unsigned(claims: object): string {
  const part = (value: object) =>
    btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(value))))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '')
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`
}
