// Jira Cloud → Footbridge: how many issues a search finds. The token is one of an account that sees them.
import { ask, need, push } from './footbridge.mjs'

const { count } = await ask(`${need('JIRA_URL')}/rest/api/3/search/approximate-count`, {
  method: 'POST',
  headers: {
    authorization: `Basic ${Buffer.from(`${need('JIRA_EMAIL')}:${need('JIRA_TOKEN')}`).toString('base64')}`,
    'content-type': 'application/json',
  },
  body: JSON.stringify({ jql: need('JIRA_JQL') }),
})
await push('jira', need('EXTERNAL_ID'), count)
