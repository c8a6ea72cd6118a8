// Azure DevOps → Footbridge: how many work items a query finds. The token needs the scope Work Items (Read).
import { ask, need, push } from './footbridge.mjs'

const organisation =
  process.env.AZURE_DEVOPS_URL ?? `https://dev.azure.com/${need('AZURE_DEVOPS_ORGANISATION')}`
const url = `${organisation}/${encodeURIComponent(need('AZURE_DEVOPS_PROJECT'))}/_apis/wit/wiql?api-version=7.1`

const { workItems } = await ask(url, {
  method: 'POST',
  headers: {
    authorization: `Basic ${Buffer.from(`:${need('AZURE_DEVOPS_TOKEN')}`).toString('base64')}`,
    'content-type': 'application/json',
  },
  body: JSON.stringify({ query: need('AZURE_DEVOPS_QUERY') }),
})
await push('azure-devops', need('EXTERNAL_ID'), workItems.length)
