import { BlockList, isIP } from 'node:net'

// What is no public place: RFC 6890 and the registries of special-purpose addresses that followed it, with the metadata
// services of clouds (169.254.169.254 lies in 169.254.0.0/16, that of Azure's platform stands for itself).
const closed4 = `
  0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 168.63.129.16/32 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24
  192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15
  198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4`

// Of version 6 only 2000::/3 is out in the world: loopback, mapped and translated addresses, link-local, unique-local and
// multicast ones all lie outside it. Within it, these carry an address of version 4 or lead nowhere.
const closed6 = `2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20`

const special = listOf(closed4, closed6)
const global = listOf('', '2000::/3')
const loopback = listOf('127.0.0.0/8', '::1/128')

/** Whether an address is out in the public network; what cannot be told is not. */
export function isPublic(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !special.check(address, 'ipv4')
  return family === 6 && global.check(address, 'ipv6') && !special.check(address, 'ipv6')
}

/** Whether an address is this very machine. */
export function isThisMachine(address: string): boolean {
  const family = isIP(address)
  return family > 0 && loopback.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

function listOf(four: string, six: string): BlockList {
  const list = new BlockList()
  for (const [family, ranges] of [['ipv4', four] as const, ['ipv6', six] as const]) {
    for (const range of ranges.split(/\s+/).filter(Boolean)) {
      const [net, bits] = range.split('/')
      list.addSubnet(net!, Number(bits), family)
    }
  }
  return list
}
