import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createRemoteJWKSet, exportSPKI, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import { v4 } from 'uuid'
import { Refusal } from '../../api/errors.ts'
import { bearer, type Identity, verify } from '../../api/tokens/verify.ts'
import { keyServer } from './key-server.ts'

const issuerBase = 'https://login.example'
const audience = v4()
const tid = v4()
const oid = v4()
const now = () => Math.floor(Date.now() / 1000)

describe('an access token', () => {
  let keys: Awaited<ReturnType<typeof keyServer>>
  let identity: Identity

  beforeAll(async () => {
    keys = await keyServer()
    identity = { issuerBase, audience, keys: createRemoteJWKSet(keys.url, { timeoutDuration: 500 }) }
  })
  afterAll(() => keys?.stop())

  const good = (): JWTPayload => ({
    iss: `${issuerBase}/${tid}/v2.0`,
    aud: audience,
    iat: now(),
    exp: now() + 3600,
    tid,
    oid,
    ver: '2.0',
    scp: 'access_as_user',
    name: 'Mia Moreau',
  })
  const signed = (claims: JWTPayload, header: object = {}) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'first', ...header }).sign(keys.privateKey)
  const without = (name: string) =>
    signed(Object.fromEntries(Object.entries(good()).filter(([n]) => n !== name)))
  const statusOf = async (token: string, of = identity) => {
    const error = await verify(token, of).catch((error: unknown) => error)
    return error instanceof Refusal ? error.status : error
  }

  it('of a person says who it is, in which tenant', async () => {
    expect(await verify(await signed(good()), identity)).toEqual({
      tid,
      oid,
      name: 'Mia Moreau',
      guest: false,
      application: null,
      endsAt: expect.any(Number),
    })
  })

  it('grants nothing by an address or a name in it', async () => {
    const claims = { ...good(), email: 'ada@harbour.example', upn: 'ada@harbour.example', roles: ['Admin'] }
    expect(await verify(await signed(claims), identity)).toEqual({
      tid,
      oid,
      name: 'Mia Moreau',
      guest: false,
      application: null,
      endsAt: expect.any(Number),
    })
  })

  it('says of a guest that it is one', async () => {
    expect((await verify(await signed({ ...good(), acct: 1 }), identity)).guest).toBe(true)
  })

  it.each<[string, () => JWTPayload]>([
    ['of another issuer', () => ({ ...good(), iss: 'https://evil.example/v2.0' })],
    ["of another tenant's issuer", () => ({ ...good(), iss: `${issuerBase}/${v4()}/v2.0` })],
    ['of the version 1 issuer', () => ({ ...good(), iss: `https://sts.windows.net/${tid}/` })],
    ['whose issuer ends otherwise', () => ({ ...good(), iss: `${issuerBase}/${tid}/v2.0/` })],
    ['meant for another API', () => ({ ...good(), aud: v4() })],
    ['of version 1.0', () => ({ ...good(), ver: '1.0' })],
    ['for another scope', () => ({ ...good(), scp: 'User.Read access_as_user_not' })],
    ['whose scope is no text', () => ({ ...good(), scp: ['access_as_user'] })],
    ['for an application only', () => ({ ...good(), scp: undefined, roles: ['access_as_application'] })],
    ['that has expired', () => ({ ...good(), exp: now() - 61 })],
    ['that is not valid yet', () => ({ ...good(), nbf: now() + 90 })],
    ['whose tenant is no id', () => ({ ...good(), tid: '../common', iss: `${issuerBase}/../common/v2.0` })],
    ['whose person is no id', () => ({ ...good(), oid: 'mia@harbour.example' })],
  ])('%s is refused (401)', async (_, claims) => {
    expect(await statusOf(await signed(claims()))).toBe(401)
  })

  it.each(['iss', 'aud', 'exp', 'tid', 'oid', 'ver', 'scp'])('without %s is refused (401)', async (name) => {
    expect(await statusOf(await without(name))).toBe(401)
  })

  it.each<[string, JWTPayload]>([
    ['expired', { exp: now() - 30 }],
    ['begins', { nbf: now() + 30 }],
  ])('that %s within the minute of tolerance is taken', async (_, claims) => {
    expect(await statusOf(await signed({ ...good(), ...claims }))).toEqual(expect.objectContaining({ tid }))
  })

  it('that is unsigned is refused (401)', async () => {
    const unsigned = new UnsecuredJWT(good()).encode()
    expect(await statusOf(unsigned)).toBe(401)
    expect(await statusOf(`${unsigned}AAAA`)).toBe(401)
    expect(() => bearer(`Bearer ${unsigned}`)).toThrow('access token')
  })

  it('signed with our public key as a shared secret is refused (401)', async () => {
    const secret = new TextEncoder().encode(await exportSPKI(keys.publicKey))
    const forged = new SignJWT(good()).setProtectedHeader({ alg: 'HS256', kid: 'first' })
    expect(await statusOf(await forged.sign(secret))).toBe(401)
  })

  it('signed with a key of somebody else is refused (401)', async () => {
    const other = await generateKeyPair('RS256')
    const forged = new SignJWT(good()).setProtectedHeader({ alg: 'RS256', kid: 'first' })
    expect(await statusOf(await forged.sign(other.privateKey))).toBe(401)
  })

  it('that brings its own key is refused (401)', async () => {
    expect(await statusOf(await signed(good(), { kid: 'own', jku: 'https://evil.example/keys' }))).toBe(401)
    expect(await statusOf(await signed(good(), { kid: 'unknown' }))).toBe(401)
  })

  it('whose text was changed is refused (401)', async () => {
    const [head, , sign] = (await signed(good())).split('.')
    const other = Buffer.from(JSON.stringify({ ...good(), oid: v4() })).toString('base64url')
    for (const token of [`${head}.${other}.${sign}`, 'a.b.c', '..', `${head}.e30.${sign}`, '']) {
      expect(await statusOf(token)).toBe(401)
    }
  })

  it('is found in the Authorization header alone', () => {
    expect(bearer('Bearer a.b.c')).toBe('a.b.c')
    for (const header of [undefined, '', 'Basic bWlhOm1pYQ==', 'Bearer', 'Bearer a.b.c d', 'Bearer a.b']) {
      expect(() => bearer(header)).toThrow('access token')
    }
  })

  describe('while its keys cannot be had', () => {
    const away = (url = keys.url): Identity => ({
      issuerBase,
      audience,
      keys: createRemoteJWKSet(url, { timeoutDuration: 300 }),
    })

    it.each([
      ['answers with an error', 500, '{}'],
      ['answers nonsense', 200, 'down for maintenance'],
      ['answers no keys', 200, '{"error":"later"}'],
    ])('because the key server %s is put off (503), never refused', async (_, status, body) => {
      const ill = await keyServer()
      Object.assign(ill.state, { status, body })
      expect(await statusOf(await signed(good()), away(ill.url))).toBe(503)
      await ill.stop()
    })

    it('because nobody listens is put off (503), and taken again once there is somebody', async () => {
      const gone = await keyServer()
      await gone.stop()
      expect(await statusOf(await signed(good()), away(gone.url))).toBe(503)
      expect(await statusOf(await signed(good()), away())).toEqual(expect.objectContaining({ oid }))
    })

    it('is still checked against keys that were fetched before', async () => {
      const kept = await keyServer()
      const remembering = away(kept.url)
      const mine = await new SignJWT(good())
        .setProtectedHeader({ alg: 'RS256', kid: 'first' })
        .sign(kept.privateKey)
      expect(await statusOf(mine, remembering)).toEqual(expect.objectContaining({ oid }))
      await kept.stop()
      expect(await statusOf(mine, remembering)).toEqual(expect.objectContaining({ oid }))
      expect(kept.state.asked).toBe(1)
    })
  })
})
