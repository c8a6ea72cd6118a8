import createClient from 'openapi-fetch'
import type { paths } from '../../addin/api/schema.gen.ts'

const { FOOTBRIDGE, KEY } = process.env
const api = createClient<paths>({ baseUrl: FOOTBRIDGE!, headers: { authorization: `Bearer ${KEY}` } })

const { data, error } = await api.POST('/v1/key-results/by-external-id/{source}/{externalId}/check-ins', {
  params: { path: { source: 'jira', externalId: 'OPS-open' } },
  body: { value: 80 },
})
if (error) throw new Error(error.detail)
console.log(data.keyResult.standing.because)
