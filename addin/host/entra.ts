import {
  AuthError,
  createNestablePublicClientApplication,
  createStandardPublicClientApplication,
  InteractionRequiredAuthError,
  type IPublicClientApplication,
} from '@azure/msal-browser'
import { SignInNeeded, type SignInReason } from './host.ts'
import { hostSettings } from './settings.ts'

/** Tokens of Microsoft Entra for our API, and the way to them that needs the person's tap. */
export interface EntraSignIn {
  token(options?: { fresh: boolean }): Promise<string>
  signIn(options?: { leave: boolean }): Promise<void>
}

/**
 * Sign-in with Microsoft Entra. `nested`: through the host (Teams, Outlook), which knows who is signed in; a host that
 * cannot is a plain browser to us. Tokens stay in memory or in this window's session, and go with it.
 */
export async function entraSignIn({ nested }: { nested: boolean }): Promise<EntraSignIn> {
  const { clientId, scope } = await hostSettings()
  const client = await make(clientId, nested)
  const request = { scopes: [scope] }
  return {
    async token({ fresh } = { fresh: false }) {
      const account = accountOf(client)
      if (!account && !nested) throw new SignInNeeded('nobody')
      const asked = { ...request, forceRefresh: fresh, ...(account && { account }) }
      const { accessToken } = await client.acquireTokenSilent(asked).catch(asNeeded)
      return accessToken
    },
    async signIn({ leave } = { leave: false }) {
      if (leave) return client.acquireTokenRedirect(request).catch(asNeeded)
      const { account } = await client.acquireTokenPopup(request).catch(asNeeded)
      client.setActiveAccount(account)
    },
  }
}

async function make(clientId: string, nested: boolean): Promise<IPublicClientApplication> {
  const configuration = {
    auth: {
      clientId,
      authority: 'https://login.microsoftonline.com/organizations',
      redirectUri: new URL('/signed-in.html', window.location.origin).href,
    },
    cache: { cacheLocation: nested ? 'memoryStorage' : 'sessionStorage' },
  }
  if (nested) return createNestablePublicClientApplication(configuration)
  const client = await createStandardPublicClientApplication(configuration)
  const returned = await client.handleRedirectPromise().catch(() => null)
  if (returned) client.setActiveAccount(returned.account)
  return client
}

const accountOf = (client: IPublicClientApplication) =>
  client.getActiveAccount() ?? client.getAllAccounts()[0]

function asNeeded(failure: unknown): never {
  throw new SignInNeeded(reasonOf(failure))
}

const reasons: Record<string, SignInReason> = {
  popup_window_error: 'popup-blocked',
  empty_window_error: 'popup-blocked',
  user_cancelled: 'cancelled',
  user_canceled: 'cancelled',
  access_denied: 'cancelled',
  no_account_error: 'nobody',
  no_account_found: 'nobody',
  no_network_connectivity: 'unreachable',
  network_error: 'unreachable',
  endpoints_resolution_error: 'unreachable',
  openid_config_error: 'unreachable',
  post_request_failed: 'unreachable',
}

/** What a failure of MSAL means to a person. */
export function reasonOf(failure: unknown): SignInReason {
  if (!(failure instanceof AuthError)) return 'failed'
  const { errorCode, subError, errorMessage } = failure
  if (subError === 'consent_required' || errorCode === 'consent_required' || /AADSTS65001/.test(errorMessage))
    return 'consent'
  if (failure instanceof InteractionRequiredAuthError) return 'nobody'
  return reasons[errorCode] ?? 'failed'
}
