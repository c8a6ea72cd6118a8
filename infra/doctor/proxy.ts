import { isIP } from 'node:net'
import { proxiesOf } from '../../api/config.ts'
import { type Deployment, type Finding, fail, ok, warn } from './finding.ts'

/** Networks larger than these hold strangers, whatever stands in front: ours are at most 10.0.0.0/8 and fc00::/7. */
const widest: Record<number, number> = { 4: 8, 6: 7 }

/** Whether the server knows whom it believes about who asks, and believes no stranger. */
export async function checkProxy({ address, trustProxy }: Deployment): Promise<Finding> {
  const cure =
    'Set TRUST_PROXY to the address or network of the proxy as the server sees it (TRUST_PROXY=10.0.0.5), and start again.'
  if (!trustProxy) {
    const why = 'TRUST_PROXY is not set in this environment: all people behind the proxy are one address'
    return isDirect(address)
      ? ok('proxy', `no proxy stands before ${address.host}, and nobody’s word is taken on who asks`)
      : warn('proxy', `${why}, and share its limits for pages and strangers`, cure)
  }
  try {
    const wide = proxiesOf(trustProxy).find(isWide)
    if (wide) return fail('proxy', `TRUST_PROXY: ${wide} lets anybody say to be any address`, cure)
    return ok('proxy', `${trustProxy} is believed about who asks`)
  } catch (error) {
    return fail('proxy', (error as Error).message.replace(/\.$/, ''), cure)
  }
}

/** The server speaks no TLS itself: where people use https something stands in front. */
function isDirect({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && /^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname)
}

function isWide(network: string): boolean {
  const [address = '', bits] = network.split('/')
  if (bits === undefined) return false
  // An address of version 4 as version 6 writes it: the first 96 bits say only that.
  if (/^::ffff:/i.test(address)) return Number(bits) - 96 < widest[4]!
  return Number(bits) < widest[isIP(address)]!
}
