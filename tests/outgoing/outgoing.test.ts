import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { isPublic } from '../../api/outgoing/addresses.ts'
import { type Outgoing, outgoing } from '../../api/outgoing/outgoing.ts'
import { UnfitPlace } from '../../api/outgoing/place.ts'
import { certificate, type Receiver, receiver } from '../support/receiver.ts'

const ports = [443, 8443]
const mapped = (address: string) => `::ffff:${address}`

describe('an address', () => {
  it.each([
    ...[
      '0.0.0.0',
      '0.1.2.3',
      '10.1.2.3',
      '100.64.0.1',
      '127.0.0.1',
      '127.255.0.9',
      '168.63.129.16',
      '169.254.169.254',
    ],
    ...[
      '172.16.0.1',
      '172.31.255.255',
      '192.0.0.8',
      '192.0.2.1',
      '192.168.1.1',
      '198.18.0.1',
      '198.51.100.7',
    ],
    ...['203.0.113.9', '224.0.0.1', '239.1.1.1', '240.0.0.1', '255.255.255.255'],
    ...[
      '::',
      '::1',
      '::7f00:1',
      'fe80::1',
      'fc00::1',
      'fd00:ec2::254',
      'ff02::1',
      'fec0::1',
      '64:ff9b::a00:1',
    ],
    ...[
      '2001::1',
      '2001:db8::1',
      '2002:7f00:1::',
      '3fff::1',
      '100::1',
      'fe80::1%eth0',
      '',
      'localhost',
      '127.1',
    ],
  ])('%s is none of the public network', (address) => {
    expect(isPublic(address)).toBe(false)
  })

  it.each(['1.1.1.1', '20.190.128.1', '172.32.0.1', '100.63.255.255', '2606:4700::1111', '2a01:111::1'])(
    '%s is one',
    (address) => {
      expect(isPublic(address)).toBe(true)
    },
  )

  it('of version 4 in the clothes of version 6 never is one', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const hex = address
          .split('.')
          .map((part) => Number(part).toString(16).padStart(2, '0'))
          .join('')
        const [high, low] = [hex.slice(0, 4), hex.slice(4)]
        const dressed = [
          mapped(address),
          `::${high}:${low}`,
          `64:ff9b::${high}:${low}`,
          `2002:${high}:${low}::1`,
        ]
        expect(dressed.map(isPublic)).toEqual(dressed.map(() => false))
      }),
    )
  })
})

describe('a place', () => {
  const why = async (url: string, lookup = async (_: string) => ['1.1.1.1']) => {
    try {
      await outgoing({ ports, lookup }).check(url)
      return 'called'
    } catch (error) {
      return (error as UnfitPlace).why
    }
  }

  it.each([
    ['http://hooks.example.com/', 'not-https'],
    ['ftp://hooks.example.com/', 'not-https'],
    ['file:///etc/passwd', 'not-https'],
    ['hooks.example.com', 'not-https'],
    ['https://mia:secret@hooks.example.com/', 'credentials'],
    ['https://mia@hooks.example.com/', 'credentials'],
    ['https://hooks.example.com:22/', 'port'],
    ['https://hooks.example.com:8080/', 'port'],
    ['https://127.0.0.1/', 'not-public'],
    ['https://0x7f.1/', 'not-public'],
    ['https://2130706433/', 'not-public'],
    ['https://0177.0.0.1:8443/', 'not-public'],
    ['https://[::1]/', 'not-public'],
    ['https://[::ffff:10.0.0.1]/', 'not-public'],
    ['https://169.254.169.254/latest/meta-data', 'not-public'],
    ['https://hooks.example.com/', 'called'],
    ['https://hooks.example.com:8443/a?b=c', 'called'],
  ])('%s: %s', async (url, expected) => {
    expect(await why(url)).toBe(expected)
  })

  it('is not called when a single one of its addresses is not public, or when it has none', async () => {
    expect(await why('https://hooks.example.com/', async () => ['1.1.1.1', '10.0.0.1'])).toBe('not-public')
    expect(await why('https://hooks.example.com/', async () => ['2606:4700::1111', '::1'])).toBe('not-public')
    expect(await why('https://hooks.example.com/', async () => [])).toBe('unknown-host')
  })

  it('is not waited for when its name server does not answer', async () => {
    const slow = outgoing({ ports, checkPatience: 50, lookup: () => new Promise(() => undefined) })
    await expect(slow.check('https://hooks.example.com/')).rejects.toMatchObject({ why: 'unknown-host' })
  })

  it('is on this machine only where that is said, and then nowhere else that is closed', async () => {
    const here = outgoing({ ports, thisMachine: true, lookup: async () => ['10.0.0.1'] })
    await here.check('http://127.0.0.1:1234/')
    await here.check('http://localhost:1234/')
    await expect(outgoing({ ports }).check('https://localhost/')).rejects.toThrow(UnfitPlace)
    await expect(here.check('http://intranet.example/')).rejects.toThrow(UnfitPlace)
    await expect(here.check('http://1.1.1.1/')).rejects.toThrow(UnfitPlace)
  })
})

describe('a call', () => {
  let to: Receiver
  let client: Outgoing
  let asked: string[]
  const named = (path = '/hook') => `https://hooks.example.test:${to.port}${path}`

  beforeAll(async () => {
    to = await receiver({ tls: true })
  })
  beforeEach(() => {
    asked = []
    to.state.received = []
    to.state.answer = (reply) => reply.writeHead(204).end()
    const lookup = async (host: string) => {
      asked.push(host)
      return asked.length === 1 ? ['127.0.0.1'] : ['10.0.0.1']
    }
    client = outgoing({ ports, thisMachine: true, ca: certificate, lookup })
  })
  afterAll(() => to?.stop())

  it('goes to the address that was checked, under its own name, and asks for it once', async () => {
    const answer = await client.call({ url: named('/a?b=c'), body: '{"ö":1}', headers: { 'x-of': 'us' } })
    expect(answer).toMatchObject({ status: 204, text: '' })
    expect(asked).toEqual(['hooks.example.test'])
    expect(to.state.received).toMatchObject([
      { method: 'POST', path: '/a?b=c', body: '{"ö":1}', servername: 'hooks.example.test' },
    ])
    expect(to.state.received[0]!.headers).toMatchObject({
      host: `hooks.example.test:${to.port}`,
      'x-of': 'us',
      'content-length': '8',
    })
    // The name leads elsewhere by now.
    expect(await client.call({ url: named() })).toEqual({ status: null, trouble: 'not-public' })
    expect(to.state.received).toHaveLength(1)
  })

  it('trusts no certificate of another name or of nobody', async () => {
    const other = await client.call({ url: `https://other.example.test:${to.port}/` })
    expect(other).toEqual({ status: null, trouble: 'tls' })
    const untrusting = outgoing({ ports, thisMachine: true })
    expect(await untrusting.call({ url: to.url })).toEqual({ status: null, trouble: 'tls' })
    expect(to.state.received).toEqual([])
  })

  it('follows no redirect', async () => {
    to.state.answer = (reply) => reply.writeHead(302, { location: '/elsewhere' }).end()
    expect(await client.call({ url: named() })).toMatchObject({ status: 302 })
    expect(to.state.received.map(({ path }) => path)).toEqual(['/hook'])
  })

  it('reads the beginning of an endless reply, and ends', async () => {
    to.state.answer = (reply) => {
      reply.writeHead(200)
      const more = () => {
        while (reply.write('x'.repeat(65_536)));
      }
      reply.on('drain', more)
      more()
    }
    const answer = await client.call({ url: named(), most: 1000 })
    expect(answer).toMatchObject({ status: 200, text: 'x'.repeat(1000) })
  })

  it('waits so long for an answer and no longer; half an answer has said its status', async () => {
    to.state.answer = () => undefined
    expect(await client.call({ url: named(), patience: 100 })).toEqual({ status: null, trouble: 'timeout' })
    asked = []
    to.state.answer = (reply) => void reply.writeHead(200).write('half')
    expect(await client.call({ url: named(), patience: 300 })).toMatchObject({ status: 200, text: 'half' })
    const slow = outgoing({ ports, lookup: () => new Promise(() => undefined) })
    expect(await slow.call({ url: 'https://hooks.example.test/', patience: 50 })).toEqual({
      status: null,
      trouble: 'timeout',
    })
  })

  it('says that nobody answers, or that the answer is none', async () => {
    const gone = await receiver()
    await gone.stop()
    expect(await client.call({ url: gone.url })).toEqual({ status: null, trouble: 'refused' })
    to.state.answer = (reply) => void reply.socket!.destroy()
    expect(await client.call({ url: named() })).toEqual({ status: null, trouble: 'broken' })
  })
})
