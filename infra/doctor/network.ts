import { lookup } from 'node:dns/promises'
import { connect, type PeerCertificate } from 'node:tls'
import { asked, type Deployment, type Finding, fail, ok, warn, whyNot } from './finding.ts'

const day = 86_400_000
/** Certificates are renewed a month before they end where that is done by a program. */
const soon = 14 * day

/** Whether the name leads to an address. */
export async function checkName({ address }: Deployment): Promise<Finding> {
  try {
    const found = await lookup(address.hostname.replace(/^\[|\]$/g, ''), { all: true })
    return ok('dns', `${address.hostname} is ${found.map((each) => each.address).join(', ')}`)
  } catch (error) {
    const cure = 'Add an A, AAAA or CNAME record for this name, or mend host in manifest/config.json.'
    return fail('dns', `${address.hostname} leads nowhere (${whyNot(error)})`, cure)
  }
}

/** Whether the certificate is one that browsers take, and for how long. */
export async function checkCertificate(deployment: Deployment): Promise<Finding> {
  const { address, now } = deployment
  if (address.protocol !== 'https:') {
    const cure = 'Let a proxy end TLS for this name; Teams and Outlook open https addresses alone.'
    return fail('tls', `${address.origin} is not https`, cure)
  }
  try {
    const { certificate, trouble } = await greeted(deployment)
    const until = new Date(certificate.valid_to)
    const left = Math.floor((until.getTime() - now().getTime()) / day)
    if (left < 0) return fail('tls', `the certificate ended ${until.toISOString()}`, 'Renew it now.')
    if (trouble) {
      const cure =
        'Serve the whole chain of a certificate for this very name from an authority that browsers know.'
      return fail('tls', `the certificate is not trusted (${trouble})`, cure)
    }
    const says = `the certificate is good for ${left} more days`
    return left * day < soon
      ? warn('tls', says, 'Renew it, and see why that did not happen by itself.')
      : ok('tls', says)
  } catch (error) {
    const cure = 'Look whether the proxy runs and listens on this port.'
    return fail('tls', `nobody speaks TLS at ${address.host} (${whyNot(error)})`, cure)
  }
}

function greeted({
  address,
  ca,
  patience,
}: Deployment): Promise<{ certificate: PeerCertificate; trouble: string | null }> {
  const { hostname, port } = address
  return new Promise((resolve, reject) => {
    const to = { host: hostname, port: Number(port || 443), servername: hostname, rejectUnauthorized: false }
    const socket = connect({ ...to, ...(ca && { ca }), timeout: patience }, () => {
      const trouble = socket.authorized ? null : String(socket.authorizationError)
      resolve({ certificate: socket.getPeerCertificate(), trouble })
      socket.end()
    })
    socket.on('timeout', () => socket.destroy(new Error('no answer in time')))
    socket.on('error', reject)
  })
}

/** Tokens are refused when clocks differ by more than a minute. */
const tolerated = 60_000

/** Whether the server's clock and ours agree; ours is taken for the right one. */
export async function checkClock(deployment: Deployment): Promise<Finding> {
  const response = await asked(deployment, '/healthz')
  return clocksApart(
    'clock',
    Date.parse(response.headers.get('date') ?? '') - deployment.now().getTime(),
    'server',
  )
}

/** How far a clock is off: its Date says whole seconds. */
export function clocksApart(check: string, apart: number, whose: string): Finding {
  const seconds = Math.round(Math.abs(apart) / 1000)
  const cure = `Keep the time of the ${whose} by NTP (timedatectl set-ntp true), and of this machine too.`
  if (Number.isNaN(apart)) return fail(check, `the ${whose} tells no time`, cure)
  const says = `the clock of the ${whose} is ${seconds} s from this one`
  if (Math.abs(apart) >= tolerated) return fail(check, says, cure)
  return Math.abs(apart) >= 5000 ? warn(check, says, cure) : ok(check, says)
}
