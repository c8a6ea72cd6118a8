// Footbridge → your program: takes what a webhook sends, checks that it came from Footbridge, and prints it.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { need } from './footbridge.mjs'

const secret = Buffer.from(need('WEBHOOK_SECRET').replace('whsec_', ''), 'base64')
const fiveMinutes = 300

/** Whether one of the signatures is ours, over the body as it came, and not older than five minutes. */
function isGenuine(
  { 'webhook-id': id, 'webhook-timestamp': sentAt, 'webhook-signature': signatures = '' },
  body,
) {
  if (!(Math.abs(Date.now() / 1000 - Number(sentAt)) < fiveMinutes)) return false
  const own = Buffer.from(
    `v1,${createHmac('sha256', secret).update(`${id}.${sentAt}.${body}`).digest('base64')}`,
  )
  return signatures.split(' ').some((one) => {
    const given = Buffer.from(one)
    return given.length === own.length && timingSafeEqual(given, own)
  })
}

const server = createServer(async (request, reply) => {
  const body = await text(request).catch(() => null)
  if (body === null) return // hung up in the middle
  const genuine = isGenuine(request.headers, body)
  reply.writeHead(genuine ? 204 : 401).end() // first the answer, then the work
  if (genuine) console.log(request.headers['webhook-id'], body)
})
server.listen(Number(process.env.PORT ?? 4000), '127.0.0.1', () =>
  console.log(`listening on ${server.address().port}`),
)
