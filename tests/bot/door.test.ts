import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createRemoteJWKSet, SignJWT } from 'jose'
import { v7 } from 'uuid'
import { verifyChannel } from '../../api/tokens/verify-bot.ts'
import { keyServer } from '../tokens/key-server.ts'
import { activityOf, botId, type Chat, chat, wordsOf } from './chat.ts'

describe('the door of the bot', () => {
  let c: Chat

  beforeAll(async () => {
    c = await chat()
  })
  afterAll(() => c?.close())

  const mia = () => c.t.cast.mia
  const word = (fields: object = {}) => activityOf(mia(), c.channel.serviceUrl, { text: 'help', ...fields })
  const knock = async (token: string, activity: object = word()) => (await c.send(activity, token)).status

  it('is closed without a token (401)', async () => {
    const reply = await c.t.app.inject({ method: 'POST', url: '/api/messages', payload: word() })
    expect([reply.statusCode, reply.headers['www-authenticate']]).toEqual([401, 'Bearer'])
  })

  it('is closed to an employee with the token of their own tab (401)', async () => {
    const { tid, oid } = mia()
    expect(await knock(await c.t.issuer.sign({ tid, oid, serviceurl: c.channel.serviceUrl }))).toBe(401)
  })

  it('is closed to a token for another bot, or from another issuer (401)', async () => {
    expect(await knock(await c.sign({}, { aud: v7() }))).toBe(401)
    expect(await knock(await c.sign({}, { iss: 'https://login.microsoftonline.com' }))).toBe(401)
  })

  it('is closed to a token that nobody signed, or that was signed with a shared secret (401)', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const claims = {
      iss: 'https://api.botframework.com',
      aud: botId,
      serviceurl: c.channel.serviceUrl,
      exp: 9e9,
    }
    const unsigned = `${part({ alg: 'none' })}.${part(claims)}.AA`
    const shared = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: 'channel' })
      .setExpirationTime('1h')
      .sign(Buffer.from('a secret that is long enough to be taken by the library'))
    expect([await knock(unsigned), await knock(shared)]).toEqual([401, 401])
  })

  it('is closed to an old token (401)', async () => {
    expect(await knock(await c.sign({}, { exp: '-2m' }))).toBe(401)
  })

  it('is closed where activity and token name different services, or the token none (401)', async () => {
    const foreign = word({ serviceUrl: 'https://evil.example/' })
    expect(await knock(await c.sign(), foreign)).toBe(401)
    expect(await knock(await c.sign({ serviceurl: undefined }))).toBe(401)
  })

  it.each([
    'https://evil.example/',
    'https://smba.trafficmanager.net.evil.example/',
    'https://user@smba.trafficmanager.net/',
    'http://smba.trafficmanager.net/',
    'no address',
  ])(
    'is closed to %s, a service that the bot does not talk to, though the token names it too (401)',
    async (serviceUrl) => {
      const token = await c.sign({ serviceurl: serviceUrl })
      expect(await knock(token, word({ serviceUrl }))).toBe(401)
    },
  )

  it('lets the real service of Teams in', async () => {
    const serviceUrl = 'https://smba.trafficmanager.net/emea/'
    const bot = { ...c.identity, services: ['smba.trafficmanager.net'] }
    await expect(
      verifyChannel(await c.sign({ serviceurl: serviceUrl }), serviceUrl, bot),
    ).resolves.toBeUndefined()
  })

  it.each([
    ['another channel', { channelId: 'webchat' }],
    ['two tenants', { channelData: { tenant: { id: v7() } } }],
    ['a tenant of the sender alone that differs', { from: { aadObjectId: v7(), tenantId: v7() } }],
    ['nobody of the directory', { from: { id: '29:x' } }],
    ['a conversation that leads elsewhere', { conversation: { id: '../../v3/x' } }],
  ])('is closed to %s (403)', async (_, fields) => {
    expect(await knock(await c.sign(), word(fields))).toBe(403)
  })

  it('is closed to a key that does not speak for Teams (401)', async () => {
    expect(await knock(await c.sign({}, { kid: 'of another channel' }))).toBe(401)
    await verifyChannel(await c.sign(), c.channel.serviceUrl, c.identity)
  })

  it('is closed to a tenant without a workspace (403)', async () => {
    const nobody = { tid: v7(), oid: v7(), id: v7(), name: 'Nobody' }
    const reply = await c.send(activityOf(nobody, c.channel.serviceUrl, { text: 'help' }))
    expect([reply.status, reply.body.code]).toEqual([403, 'no-workspace'])
  })

  describe('for a colleague who is no member', () => {
    const nora = () => ({ ...mia(), oid: v7(), id: 'nora', name: 'Nora New' })
    const posts = () => c.channel.posts().filter(({ conversation }) => conversation === 'a:nora')

    it('says how to become one, once an hour, and keeps no person', async () => {
      const from = activityOf(nora(), c.channel.serviceUrl, { text: 'my goals' })
      for (const id of [v7(), v7()]) expect((await c.send({ ...from, id })).status).toBe(200)
      await c.worker.drain()
      expect(posts().map(({ card }) => wordsOf(card))).toEqual([expect.stringContaining('Ask an admin')])
      expect(JSON.stringify(posts())).not.toContain('Action.Execute')
      const { body } = await c.t.get(c.t.cast.ada, '/v1/members?q=Nora')
      expect(body.data).toEqual([])
    })

    it('answers presses, searches and message actions in their own shape', async () => {
      const ask = async (name: string) =>
        (await c.send(activityOf(nora(), c.channel.serviceUrl, { type: 'invoke', name, value: {} }))).body
      expect((await ask('adaptiveCard/action')).value).toContain('Ask an admin')
      expect((await ask('composeExtension/query')).composeExtension.text).toContain('Ask an admin')
      expect((await ask('composeExtension/fetchTask')).task.value).toContain('Ask an admin')
    })

    it('is open as soon as they are one, in the same chat', async () => {
      const { oid } = nora()
      const invited = await c.t.post(c.t.cast.ada, '/v1/members', { name: 'Nora New', objectId: oid })
      expect(invited.status).toBe(201)
      const now = { ...mia(), oid, id: 'nora', name: 'Nora New' }
      expect((await c.write(now, 'hi')).status).toBe(200)
      await c.worker.drain()
      expect(wordsOf(posts().at(-1)!.card)).toContain('Hello, this is Footbridge')
      const { data } = (await c.t.get(c.t.cast.ada, '/v1/notifications/reachability')).body
      expect(data.find(({ name }: { name: string }) => name === 'Nora New')).toMatchObject({ by: 'chat' })
    })
  })

  it('says 503, not 401, while the keys cannot be had', async () => {
    const server = await keyServer()
    server.state.status = 500
    const bot = { ...c.identity, keys: createRemoteJWKSet(server.url) }
    await expect(verifyChannel(await c.sign(), c.channel.serviceUrl, bot)).rejects.toMatchObject({
      status: 503,
    })
    await server.stop()
  })

  it('remembers where it heard from somebody, and follows when the service moves', async () => {
    expect((await c.write(mia(), 'help')).status).toBe(200)
    await c.worker.drain()
    expect(c.worker.log).toEqual([])
    expect(c.channel.posts().at(-1)).toMatchObject({
      conversation: `a:${mia().id}`,
      authorization: 'Bearer token-of-the-bot',
    })
    const reach = async () => (await c.t.get(c.t.cast.ada, '/v1/notifications/reachability')).body.data
    const of = async (id: string) => (await reach()).find((each: { id: string }) => each.id === id)
    expect(await of(mia().id)).toMatchObject({ by: 'chat', why: null })
    expect(await of(c.t.cast.noah.id)).toMatchObject({ by: null, why: 'never_met', deliveredAt: null })
  })

  it('notes who has let the bot go, and that they can be reached when they are back', async () => {
    const { noah, ada } = c.t.cast
    await c.write(noah, 'hi')
    const gone = activityOf(noah, c.channel.serviceUrl, { type: 'installationUpdate', action: 'remove' })
    expect((await c.send(gone)).status).toBe(200)
    const why = async () => {
      const { data } = (await c.t.get(ada, '/v1/notifications/reachability')).body
      return data.find((each: { id: string }) => each.id === noah.id).why
    }
    expect(await why()).toBe('uninstalled')
    // Where no mail is sent, an address alone reaches nobody.
    await c.t.post(ada, `/v1/members/${noah.id}/identities`, { kind: 'email', value: 'noah@harbour.example' })
    const own = (await c.t.get(noah, '/v1/notifications/reachability/mine')).body
    expect(own).toMatchObject({ id: noah.id, by: null, why: 'uninstalled' })
    await c.write(noah, 'hi')
    expect(await why()).toBeNull()
  })

  it('notes who has blocked the bot', async () => {
    const { otto, ada } = c.t.cast
    await c.worker.drain()
    c.channel.answers.push(403)
    await c.write(otto, 'help')
    await c.worker.drain()
    const { data } = (await c.t.get(ada, '/v1/notifications/reachability')).body
    expect(data.find((each: { id: string }) => each.id === otto.id)).toMatchObject({
      why: 'blocked',
      by: null,
    })
  })

  it('takes an activity that the channel sends again only once', async () => {
    await c.worker.drain()
    const activity = word({ text: 'my goals' })
    const before = c.channel.posts().length
    expect([(await c.send(activity)).status, (await c.send(activity)).status]).toEqual([200, 200])
    await c.worker.drain()
    expect(c.channel.posts().length - before).toBe(1)
  })
})
