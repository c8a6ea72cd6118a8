import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { FastifyInstance } from 'fastify'
import { v4 } from 'uuid'
import { buildApp } from '../../api/app.ts'
import { connect } from '../../api/database/connect.ts'
import type { SignUp } from '../../api/members/sign-up.ts'
import { tables } from '../../api/tables.ts'
import { type TestApp, testApp } from '../support/app.ts'

describe('whoever signs in for the first time', () => {
  let t: TestApp
  const apps = new Map<SignUp, FastifyInstance>()

  beforeAll(async () => {
    t = await testApp()
    for (const signUp of ['closed', 'first-admin', 'open'] as const) {
      const { options } = t.db
      const url = (options as { url: string }).url
      const db = await connect({ url, entities: tables, poolSize: 3 }).initialize()
      apps.set(signUp, await buildApp({ db, identity: t.issuer.identity, signUp, rememberActors: 0 }))
    }
  })
  afterAll(async () => {
    for (const app of apps.values()) await app.close()
    await t?.close()
  })

  const arrive = async (signUp: SignUp, claims: { tid: string; oid?: string; acct?: number }) => {
    const token = await t.issuer.sign({ oid: v4(), name: 'Nia New', ...claims })
    const headers = { authorization: `Bearer ${token}` }
    const reply = await apps.get(signUp)!.inject({ url: '/v1/me', headers })
    return { status: reply.statusCode, body: reply.json() }
  }

  it('from an unknown tenant is turned away where sign-up is closed, and told the way forward', async () => {
    const { status, body } = await arrive('closed', { tid: v4() })
    expect([status, body.code]).toEqual([403, 'no-workspace'])
    expect(body.detail).toContain('admin')
  })

  it.each<SignUp>(['first-admin', 'open'])(
    'from an unknown tenant becomes its admin where it is %s',
    async (signUp) => {
      const tid = v4()
      const first = await arrive(signUp, { tid })
      expect([first.status, first.body.admin, first.body.name]).toEqual([200, true, 'Nia New'])
      const second = await arrive(signUp, { tid })
      const expected = signUp === 'open' ? [200, false] : [403, undefined]
      expect([second.status, second.body.admin]).toEqual(expected)
    },
  )

  it.each<SignUp>(['first-admin', 'open'])(
    'as a guest of an unknown tenant never founds a workspace (%s)',
    async (signUp) => {
      const { status, body } = await arrive(signUp, { tid: v4(), acct: 1 })
      expect([status, body.code]).toEqual([403, 'no-workspace'])
    },
  )

  it.each<SignUp>(['closed', 'first-admin'])(
    'in a known tenant is no member yet where it is %s',
    async (signUp) => {
      const { status, body } = await arrive(signUp, { tid: t.cast.ada.tid })
      expect([status, body.code]).toEqual([403, 'no-member'])
    },
  )

  it('in a known tenant becomes a member where sign-up is open, a guest a guest, once', async () => {
    const oid = v4()
    const claims = { tid: t.cast.ada.tid, oid }
    const met = await Promise.all([arrive('open', claims), arrive('open', claims), arrive('open', claims)])
    expect(new Set(met.map(({ body }) => body.memberId)).size).toBe(1)
    expect(met[0]!.body).toMatchObject({ admin: false, guest: false, workspaceId: t.cast.workspaceId })
    expect((await arrive('open', { tid: t.cast.ada.tid, acct: 1 })).body.guest).toBe(true)
  })

  it('from a new tenant twice at the same moment founds one workspace', async () => {
    const claims = { tid: v4(), oid: v4() }
    const met = await Promise.all([arrive('open', claims), arrive('open', claims), arrive('open', claims)])
    expect(met.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(new Set(met.map(({ body }) => body.memberId)).size).toBe(1)
  })

  it('after having left stays out, however open sign-up is', async () => {
    const { noah, ada } = t.cast
    await t.post(ada, `/v1/members/${noah.id}/leave`)
    const { status, body } = await arrive('open', { tid: noah.tid, oid: noah.oid })
    expect([status, body.code]).toEqual([403, 'left'])
  })
})
