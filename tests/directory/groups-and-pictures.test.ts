import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v4 } from 'uuid'
import type { Person } from '../support/cast.ts'
import { type Followed, followed } from './followed.ts'

describe('the directory', () => {
  let f: Followed
  beforeAll(async () => {
    f = await followed()
    await f.change({ on: true })
    await f.later(0)
  })
  afterAll(() => f?.close())

  const read = () => f.read()
  const change = (fields: object) => f.change(fields)
  const later = (minutes?: number) => f.later(minutes)
  const found = (name: string) => f.found(name)

  describe('of a group', () => {
    const group = v4()
    const [gil, gina] = [v4(), v4()]

    it('says when there is no such group', async () => {
      await change({ groupId: group })
      await later(0)
      expect(await read()).toMatchObject({ groupId: group, trouble: 'unknown-group' })
    })

    it('brings in its people, guests too, and nobody else', async () => {
      f.graph.put(gil, { displayName: 'Gil Group' })
      f.graph.put(gina, { displayName: 'Gina Group', userType: 'Guest' })
      f.graph.put(v4(), { displayName: 'Uwe Ungrouped' })
      f.graph.groups.set(group, [f.t.cast.mia.oid, gil, gina])
      await later()
      expect(await found('Gil')).toMatchObject({ state: 'invited', guest: false })
      expect(await found('Gina')).toMatchObject({ state: 'invited', guest: true })
      expect(await found('Uwe')).toBeUndefined()
      expect(await found('Dana')).toMatchObject({ state: 'active' })
    })

    it('lets go whom it brought when they leave it, and takes them back', async () => {
      f.graph.groups.set(group, [f.t.cast.mia.oid, gina])
      await later()
      // Whoever the whole directory brought earlier and the group does not hold waits for an admin: they are many.
      if ((await read()).held > 0) {
        await f.t.post(f.t.cast.ada, '/v1/directory/let-end')
        await later(0)
      }
      expect(await found('Gil')).toMatchObject({ state: 'left' })
      expect(await found('Dana')).toMatchObject({ state: 'active' })
      f.graph.groups.set(group, [gil, gina])
      await later()
      expect((await found('Gil')).state).not.toBe('left')
    })

    it('brings nobody where the workspace wants only to know who has left', async () => {
      await change({ groupId: null, brings: false })
      f.graph.put(v4(), { displayName: 'Nils Nobody' })
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
    const photoOf = (who: Person, of = f.t.cast.mia) => f.t.get(who, `/v1/directory/photos/${of.id}`)

    it('keeps the small one without what it tells beside itself, and shows it to who sees the person', async () => {
      f.graph.put(f.t.cast.mia.oid, { photo: jpeg })
      f.graph.put(f.t.cast.dana.oid, { photo: Buffer.from('<svg>') })
      await change({ photos: false })
      await change({ photos: true })
      await later(0)
      const { status, headers, text } = await photoOf(f.t.cast.dana)
      expect([status, headers['content-type']]).toEqual([200, 'image/jpeg'])
      expect(text).not.toContain('Taken')
      expect((await photoOf(f.t.cast.mia, f.t.cast.dana)).status).toBe(404)
      expect((await photoOf(f.t.elsewhere.dana)).status).toBe(404)
      expect((await photoOf(f.t.cast.mia, f.t.cast.noah)).status).toBe(404)
    })

    it('looks again after two weeks, and deletes them when the workspace wants none', async () => {
      const asks = () => f.graph.asked.filter(({ path }) => path.includes('/photos/')).length
      const before = asks()
      await later(24 * 60)
      expect(asks()).toBe(before)
      await later(14 * 24 * 60)
      expect(asks()).toBeGreaterThan(before)
      await change({ photos: false })
      expect((await photoOf(f.t.cast.dana)).status).toBe(404)
    })
  })
})
