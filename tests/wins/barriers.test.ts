import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../support/app.ts'
import { publishedGoal } from '../support/goals.ts'

describe('a barrier that is confirmed cleared', () => {
  let t: TestApp
  let keyResultId: string

  beforeAll(async () => {
    t = await testApp()
    keyResultId = (await publishedGoal(t)).keyResultId
  })
  afterAll(() => t?.close())

  const cleared = async (fields: object = {}) => {
    const barrier = { kind: 'access', title: 'No key to the store', keyResultIds: [keyResultId], ...fields }
    const { id } = (await t.post(t.cast.mia, '/v1/barriers', barrier)).body
    await t.post(t.cast.dana, `/v1/barriers/${id}/take`, { by: 'this_week' })
    expect((await t.post(t.cast.dana, `/v1/barriers/${id}/clear`, {})).status).toBe(200)
    return id as string
  }
  const confirm = async (id: string) =>
    expect((await t.post(t.cast.mia, `/v1/barriers/${id}/confirm`)).status).toBe(200)
  const winsOf = async (id: string) => {
    const { data } = (await t.get(t.cast.otto, '/v1/wins')).body
    return data.filter(({ subject }: { subject: { id: string } }) => subject.id === id)
  }

  it('is a win to the credit of Mia who raised it and Dana who cleared it', async () => {
    const id = await cleared()
    expect(await winsOf(id)).toEqual([])
    await confirm(id)
    expect(await winsOf(id)).toMatchObject([
      {
        foundBy: 'barrier_cleared',
        what: null,
        betterOff: 'Riders who rely on their bike leave the car at home.',
        subject: { kind: 'barrier', id },
        credits: [
          { memberId: t.cast.mia.id, role: 'raised' },
          { memberId: t.cast.dana.id, role: 'cleared' },
        ],
        celebrations: [],
        state: 'waiting',
      },
    ])
  })

  it('is no win any more when Mia takes that back, and one again when she confirms again', async () => {
    const id = await cleared()
    await confirm(id)
    await t.post(t.cast.mia, `/v1/barriers/${id}/undo`)
    expect(await winsOf(id)).toEqual([])
    await confirm(id)
    expect(await winsOf(id)).toHaveLength(1)
  })

  it('stays between the two when it was for the leader only', async () => {
    const id = await cleared({ leaderOnly: true })
    await confirm(id)
    expect(await winsOf(id)).toEqual([])
  })
})
