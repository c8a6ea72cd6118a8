import { broadcastResponseToMainFrame } from '@azure/msal-browser/redirect-bridge'

// The page that Entra returns to: hands the answer to the window that asked, and closes or goes back there.
await broadcastResponseToMainFrame().catch(() => window.location.replace('/tab.html'))
