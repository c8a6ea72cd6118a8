import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v4 } from 'uuid'
import { graphDirectory } from '../../api/directory/graph.ts'
import type { Directory } from '../../api/directory/source.ts'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { aKeyResult, anObjective } from '../support/items.ts'
import { statement } from '../support/server.ts'
import { type TestWorker, testWorker } from '../support/worker.ts'
import { graphStandIn } from './graph-stand-in.ts'

type Graph = Awaited<ReturnType<typeof graphStandIn>>
const minute = 60_000

describe('the directory', () => {
  let t: TestApp
  let graph: Graph
  let worker: TestWorker
  /** What the worker reads; a test may take it away. */
  let source: Directory

  beforeAll(async () => {
    t = await testApp()
    graph = await graphStandIn()
    source = graphDirectory(graph.options)
    const through: Directory = {
      changes: (...asked) => source.changes(...asked),
      members: (...asked) => source.members(...asked),
      photo: (...asked) => source.photo(...asked),
    }
    worker = await testWorker(t, { directory: through })
    const { ada, boris, dana, otto, mia, noah, gus } = t.cast
    for (const person of [ada, boris, dana, otto, mia, noah])
      graph.put(person.oid, { displayName: person.name })
    graph.put(gus.oid, { displayName: gus.name, userType: 'Guest' })
    graph.put(mia.oid, { manager: dana.oid })
    graph.put(noah.oid, { manager: dana.oid })
    graph.put(dana.oid, { manager: boris.oid })
  })
  afterAll(async () => {
    await worker?.stop()
    await graph?.stop()
    await t?.close()
  })

  const read = async () => (await t.get(t.cast.ada, '/v1/directory')).body
  const change = async (fields: object) => {
    const { headers } = await t.get(t.cast.ada, '/v1/directory')
    return t.patch(t.cast.ada, '/v1/directory', headers.etag, fields)
  }
  /** Lets the time of the next look come, and the worker do it. */
  const later = async (minutes = 20) => {
    t.clock.forward(minutes * minute)
    await worker.drain()
  }
  const found = async (name: string) =>
    (await t.get(t.cast.ada, `/v1/members?q=${encodeURIComponent(name)}`)).body.data[0]
  const statusOf = async (who: Person) => (await t.get(who, '/v1/me')).status

  it('is off until an admin turns it on, and asks nobody anything', async () => {
    await later(0)
    expect(await read()).toMatchObject({ on: false, syncedAt: null, people: 0, leaders: [] })
    expect((await t.post(t.cast.ada, '/v1/directory/look')).body).toMatchObject({ code: 'wrong-state' })
    expect((await t.post(t.cast.ada, '/v1/directory/let-end')).status).toBe(409)
    expect((await t.get(t.cast.mia, '/v1/directory')).status).toBe(403)
    expect((await t.patch(t.cast.dana, '/v1/directory', '*', { on: true })).status).toBe(403)
    expect((await t.patch(t.cast.ada, '/v1/directory', undefined, { on: true })).status).toBe(428)
    expect((await t.patch(t.cast.ada, '/v1/directory', '*', { groupId: 'x' })).status).toBe(400)
    expect(graph.asked).toEqual([])
  })

  it('says so when the server has no secret, and when nobody agreed', async () => {
    const real = source
    const first = await read()
    expect((await change({ on: true })).body).toMatchObject({ on: true, version: first.version + 1 })
    expect((await t.patch(t.cast.ada, '/v1/directory', '"1.1.x"', { on: false })).status).toBe(412)
    const without = await testWorker(t)
    await without.drain()
    await without.stop()
    expect(await read()).toMatchObject({ trouble: 'no-secret', syncedAt: null })
    graph.state.consented = false
    await later()
    expect(await read()).toMatchObject({ trouble: 'refused' })
    graph.state.consented = true
    source = graphDirectory({ ...graph.options, clientSecret: 'wrong' })
    await later()
    expect(await read()).toMatchObject({ trouble: 'refused' })
    source = real
  })

  it('reads everything once, page by page, and brings nobody in whom it does not name', async () => {
    await later()
    expect(worker.log).toEqual([])
    expect(await read()).toMatchObject({ trouble: null, syncedAt: t.clock.now.toISOString(), people: 7 })
    expect(graph.asked.filter(({ path }) => path.includes('skiptoken')).length).toBeGreaterThan(2)
    expect(await found('Dana')).toMatchObject({ state: 'active' })
  })

  it('then asks only what has changed: somebody new is invited, and in at their first sign-in', async () => {
    const nora = { ...t.cast.mia, oid: v4(), id: '', name: 'Nora New' }
    expect(await statusOf(nora)).toBe(403)
    graph.put(nora.oid, { displayName: 'Nora New', mail: 'Nora@Harbour.example' })
    graph.put(v4(), { displayName: 'Vera Visitor', userType: 'Guest' })
    graph.put(v4(), { displayName: 'Olaf Off', accountEnabled: false })
    graph.asked.length = 0
    await later()
    expect(graph.asked[0]!.path).toContain('$deltatoken=')
    expect(await found('Nora')).toMatchObject({ state: 'invited', admin: false, teams: [] })
    expect([await found('Vera'), await found('Olaf')]).toEqual([undefined, undefined])
    expect(await statusOf(nora)).toBe(200)
    const { id } = await found('Nora')
    expect((await t.get(t.cast.ada, `/v1/members/${id}`)).body.emails).toEqual(['nora@harbour.example'])
  })

  it('never makes two people one by an address, and takes over a new name', async () => {
    const address = 'petra@harbour.example'
    const { body } = await t.post(t.cast.ada, '/v1/members', { name: 'Petra Placeholder', email: address })
    graph.put(v4(), { displayName: 'Petra Person', mail: address })
    graph.put(t.cast.otto.oid, { displayName: 'Otto Olsen-Berg' })
    await later()
    const all = (await t.get(t.cast.ada, '/v1/members?q=Petra')).body.data
    expect(all.map(({ name }: { name: string }) => name)).toEqual(['Petra Person', 'Petra Placeholder'])
    expect((await t.get(t.cast.ada, `/v1/members/${body.id}`)).body).toMatchObject({ emails: [address] })
    expect(await found('Otto')).toMatchObject({ name: 'Otto Olsen-Berg' })
  })

  it('only suggests who could lead a team that nobody leads', async () => {
    const { ada, mia, noah, dana, boris } = t.cast
    const { body: team } = await t.post(ada, '/v1/teams', { name: 'Returns', parentId: t.cast.teams.shop })
    for (const { id } of [mia, noah]) await t.post(ada, `/v1/teams/${team.id}/members`, { memberId: id })
    await later()
    expect((await read()).leaders).toEqual([
      { team: { id: team.id, name: 'Returns' }, member: { id: dana.id, name: dana.name } },
    ])
    expect((await t.get(dana, '/v1/me')).body.leads).not.toContain(team.id)
    graph.put(noah.oid, { manager: boris.oid })
    graph.put(mia.oid, { manager: null })
    await later()
    expect((await read()).leaders[0].member.id).toBe(boris.id)
  })

  describe('when somebody leaves', () => {
    it('ends their access within the hour and hands on what they own, to who leads the team', async () => {
      const { noah, dana, mia } = t.cast
      const objective = await anObjective(t, { ownerId: noah.id })
      const keyResult = await aKeyResult(t, { ownerId: noah.id })
      const { body: step } = await t.post(noah, '/v1/steps', {
        subject: { kind: 'key_result', id: keyResult },
        text: 'Call them',
      })
      expect((await t.post(noah, `/v1/steps/${step.id}/start`, {})).body.state).toBe('live')
      graph.put(noah.oid, { accountEnabled: false })
      expect(await statusOf(noah)).toBe(200)
      await later(59)
      const { status, body } = await t.get(noah, '/v1/me')
      expect([status, body.code]).toEqual([403, 'left'])
      expect((await t.post(noah, '/v1/seen', { items: [] })).status).toBe(403)
      expect(await found('Noah')).toMatchObject({ state: 'left' })
      expect((await t.get(mia, `/v1/objectives/${objective}`)).body.owner).toMatchObject({ id: dana.id })
      expect((await t.get(mia, `/v1/key-results/${keyResult}`)).body.owner).toMatchObject({ id: dana.id })
      expect((await t.get(dana, `/v1/steps/${step.id}`)).body).toMatchObject({
        state: 'pencilled',
        ownerId: dana.id,
        dueDay: null,
      })
    })

    it('lets them back in when their account is switched on again', async () => {
      graph.put(t.cast.noah.oid, { accountEnabled: true })
      await later()
      expect(await statusOf(t.cast.noah)).toBe(200)
    })

    it('never takes back whom an admin removed', async () => {
      const { ada, noah } = t.cast
      await t.post(ada, `/v1/members/${noah.id}/leave`)
      graph.put(noah.oid, { displayName: 'Noah N.' })
      await later()
      graph.put(noah.oid, { accountEnabled: false })
      await later()
      graph.put(noah.oid, { accountEnabled: true })
      await later()
      expect([await statusOf(noah), (await found('Noah')).state]).toEqual([403, 'left'])
      await t.post(ada, `/v1/members/${noah.id}/take-back`)
      await later()
      expect(await statusOf(noah)).toBe(200)
    })

    it('gives a leader’s goals to whom they reported, and ends also the last admin', async () => {
      const { otto, boris, ada } = t.cast
      const objective = await anObjective(t, { ownerId: otto.id, teamId: t.cast.teams.shop }, otto)
      graph.put(otto.oid, { manager: ada.oid })
      await later()
      graph.remove(otto.oid)
      await later()
      expect((await t.get(boris, `/v1/objectives/${objective}`)).body.owner.id).toBe(ada.id)
      graph.put(ada.oid, { accountEnabled: false })
      await later()
      expect(await statusOf(ada)).toBe(403)
      graph.put(ada.oid, { accountEnabled: true })
      await later()
      // The directory gives no rights back: an admin is made by people, here by the operator.
      expect((await t.get(ada, '/v1/me')).body.admin).toBe(false)
      await statement(t.adminUrl, `UPDATE members SET admin = true WHERE id = '${ada.id}'`)
    })

    it('holds back so many at once that it looks like a mistake, until an admin agrees', async () => {
      const many = Array.from({ length: 8 }, () => v4())
      for (const [i, id] of many.entries()) graph.put(id, { displayName: `Temp ${i}` })
      await later()
      for (const id of many) graph.remove(id)
      await later()
      expect(await read()).toMatchObject({ trouble: 'held', held: 8 })
      expect(await found('Temp')).toMatchObject({ state: 'invited' })
      expect((await t.post(t.cast.ada, '/v1/directory/let-end')).body).toMatchObject({
        held: 0,
        trouble: null,
      })
      await later(0)
      expect(await found('Temp')).toMatchObject({ state: 'left' })
    })
  })

  describe('when Graph does not answer as hoped', () => {
    it('waits as long as it is told to, and goes on where it was', async () => {
      graph.put(v4(), { displayName: 'Wanda Waits' })
      graph.instead.push({ status: 429, retryAfter: 300 })
      await later()
      expect(await read()).toMatchObject({ trouble: 'busy' })
      await later(4)
      expect(await found('Wanda')).toBeUndefined()
      await later(1)
      expect([await found('Wanda'), (await read()).trouble]).toEqual([expect.anything(), null])
    })

    it.each([{ status: 500 }, { status: 503, retryAfter: 120 }, 'hang' as const])(
      'asks again in two minutes after %j',
      async (answer) => {
        const name = `Zoe ${v4().slice(0, 4)}`
        graph.put(v4(), { displayName: name })
        graph.instead.push(answer)
        await later()
        expect(await read()).toMatchObject({ trouble: 'away' })
        await later(2)
        expect([await found(name), (await read()).trouble]).toEqual([expect.anything(), null])
      },
    )

    it('reads everything anew when its link has expired (410), and notices who left meanwhile', async () => {
      const { gus } = t.cast
      graph.remove(gus.oid)
      graph.expireLinks()
      graph.asked.length = 0
      await later()
      expect(graph.asked.map(({ path }) => /delta\?\$(\w+)/.exec(path)?.[1]).slice(0, 2)).toEqual([
        'deltatoken',
        'select',
      ])
      expect(await statusOf(gus)).toBe(403)
      expect((await read()).trouble).toBeNull()
    })

    it('gives its token to nobody but Graph, wherever a page says the next one is', async () => {
      const other = await graphStandIn()
      graph.instead.push({ status: 200, nextLink: `${other.origin}/v1.0/users/delta?$skiptoken=1` })
      await later()
      expect([other.asked, (await read()).trouble]).toEqual([[], 'away'])
      await other.stop()
      await change({ photos: true })
      await later()
      expect((await read()).trouble).toBeNull()
    })

    it('does a step again that an admin changed the settings in', async () => {
      const changes = source.changes
      let changed = 0
      source = {
        ...source,
        changes: async (...asked) => {
          if (changed++ === 0) await change({ photos: false })
          return changes(...asked)
        },
      }
      await later()
      source = { ...source, changes }
      expect(changed).toBeGreaterThan(1)
      expect(await read()).toMatchObject({
        photos: false,
        trouble: null,
        syncedAt: t.clock.now.toISOString(),
      })
      expect(worker.log).toEqual([])
    })
  })

  describe('of a group', () => {
    const group = v4()
    const [gil, gina] = [v4(), v4()]

    it('says when there is no such group', async () => {
      await change({ groupId: group })
      await later(0)
      expect(await read()).toMatchObject({ groupId: group, trouble: 'unknown-group' })
    })

    it('brings in its people, guests too, and nobody else', async () => {
      graph.put(gil, { displayName: 'Gil Group' })
      graph.put(gina, { displayName: 'Gina Group', userType: 'Guest' })
      graph.put(v4(), { displayName: 'Uwe Ungrouped' })
      graph.groups.set(group, [t.cast.mia.oid, gil, gina])
      await later()
      expect(await found('Gil')).toMatchObject({ state: 'invited', guest: false })
      expect(await found('Gina')).toMatchObject({ state: 'invited', guest: true })
      expect(await found('Uwe')).toBeUndefined()
      expect(await found('Dana')).toMatchObject({ state: 'active' })
    })

    it('lets go whom it brought when they leave it, and takes them back', async () => {
      graph.groups.set(group, [t.cast.mia.oid, gina])
      await later()
      // Whoever the whole directory brought earlier and the group does not hold waits for an admin: they are many.
      if ((await read()).held > 0) {
        await t.post(t.cast.ada, '/v1/directory/let-end')
        await later(0)
      }
      expect(await found('Gil')).toMatchObject({ state: 'left' })
      expect(await found('Dana')).toMatchObject({ state: 'active' })
      graph.groups.set(group, [gil, gina])
      await later()
      expect((await found('Gil')).state).not.toBe('left')
    })

    it('brings nobody where the workspace wants only to know who has left', async () => {
      await change({ groupId: null, brings: false })
      graph.put(v4(), { displayName: 'Nils Nobody' })
      await later()
      expect(await found('Nils')).toBeUndefined()
    })
  })

  describe('of pictures', () => {
    // A JPEG that tells where it was taken, in a comment.
    const comment = Buffer.from('Taken at home')
    const told = Buffer.concat([Buffer.from([0xff, 0xfe, 0, comment.length + 2]), comment])
    const frame = Buffer.from('ffc0000b080001000101011100ffda0008010100003f00ffd9', 'hex')
    const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8]), told, frame])
    const photoOf = (who: Person, of = t.cast.mia) => t.get(who, `/v1/directory/photos/${of.id}`)

    it('keeps the small one without what it tells beside itself, and shows it to who sees the person', async () => {
      graph.put(t.cast.mia.oid, { photo: jpeg })
      graph.put(t.cast.dana.oid, { photo: Buffer.from('<svg>') })
      await change({ photos: false })
      await change({ photos: true })
      await later(0)
      const { status, headers, text } = await photoOf(t.cast.dana)
      expect([status, headers['content-type']]).toEqual([200, 'image/jpeg'])
      expect(text).not.toContain('Taken')
      expect((await photoOf(t.cast.mia, t.cast.dana)).status).toBe(404)
      expect((await photoOf(t.elsewhere.dana)).status).toBe(404)
      expect((await photoOf(t.cast.mia, t.cast.noah)).status).toBe(404)
    })

    it('looks again after two weeks, and deletes them when the workspace wants none', async () => {
      const asks = () => graph.asked.filter(({ path }) => path.includes('/photos/')).length
      const before = asks()
      await later(24 * 60)
      expect(asks()).toBe(before)
      await later(14 * 24 * 60)
      expect(asks()).toBeGreaterThan(before)
      await change({ photos: false })
      expect((await photoOf(t.cast.dana)).status).toBe(404)
    })
  })

  it('keeps asking nobody once it is off', async () => {
    await change({ on: false })
    graph.asked.length = 0
    await later(60)
    expect(graph.asked).toEqual([])
  })
})
