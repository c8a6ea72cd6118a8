import { describe, expect, it } from '@jest/globals'
import { checkProxy } from '../../infra/doctor/proxy.ts'

describe('the doctor, of the proxy in front', () => {
  const deployment = { packed: '', now: () => new Date(), login: '', patience: 0 }

  it.each([
    ['https://footbridge.example.com', undefined, 'warn', 'are one address'],
    ['http://footbridge.example.com', '', 'warn', 'are one address'],
    ['https://footbridge.example.com', '10.0.0.5, fc00::/7', 'ok', 'is believed'],
    ['https://footbridge.example.com', 'the proxy', 'fail', 'neither an address nor a network'],
    ['https://footbridge.example.com', '10.0.0.5, 0.0.0.0/0', 'fail', '0.0.0.0/0 lets anybody'],
    ['https://footbridge.example.com', '::/0', 'fail', '::/0 lets anybody'],
    ['https://footbridge.example.com', '::ffff:0.0.0.0/96', 'fail', '::ffff:0.0.0.0/96 lets anybody'],
    ['https://footbridge.example.com', '::ffff:10.0.0.0/104', 'ok', 'is believed'],
  ] as const)('tells of %s whether a proxy is believed: %s', async (address, trustProxy, level, words) => {
    const finding = await checkProxy({ ...deployment, address: new URL(address), trustProxy })
    expect(finding).toMatchObject({ check: 'proxy', level, says: expect.stringContaining(words) })
  })
})
