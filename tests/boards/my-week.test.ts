import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { transaction } from '../../api/database/transaction.ts'
import { WinCreditEntity, WinEntity } from '../../api/wins/entity.ts'
import { type Reply, type TestApp, testApp } from '../support/app.ts'
import { statementsOf } from '../support/counts.ts'
import { checkIn, type HarbourBoard, harbourBoard, keyResult } from './harbour-board.ts'

type Shown = Reply['body']

describe('my week', () => {
  let t: TestApp
  let ids: HarbourBoard

  beforeAll(async () => {
    t = await testApp()
    ids = await harbourBoard(t)
  })
  afterAll(() => t.close())

  const week = async (who = t.cast.mia): Promise<Shown> => {
    const reply = await t.get(who, '/v1/my-week')
    expect(reply.status).toBe(200)
    return reply.body
  }
  const post = async (who: typeof t.cast.mia, url: string, body: object = {}) => {
    const reply = await t.post(who, url, body)
    expect([reply.status, reply.text].join(' ')).toMatch(/^20[01]/)
    return reply.body
  }

  it('is refused without a token (401) and takes no parameters (400)', async () => {
    expect((await t.get(null, '/v1/my-week')).status).toBe(401)
    expect((await t.get(t.cast.mia, '/v1/my-week?memberId=1')).status).toBe(400)
  })

  it('is empty, but no error, for whoever has nothing to do', async () => {
    expect(await week(t.cast.gus)).toEqual({
      day: '2026-10-26',
      lastDay: '2026-10-30',
      line: {
        checkIns: 0,
        overdue: 0,
        steps: 0,
        nextSteps: 0,
        asked: 0,
        promises: 0,
        mine: 0,
        celebrate: 0,
      },
      commits: [],
      checkIns: [],
      nextDue: null,
      paths: [],
      asked: [],
      raised: [],
      ledTo: [],
      celebrate: [],
    })
  })

  // Agreed on Monday 12 October and weekly, so the first check-in was due on the 19th.
  it('lists what I check in on, since when it is due, and the last value to repeat', async () => {
    const [due] = (await week()).checkIns
    expect(due).toMatchObject({
      id: ids.onTime,
      role: 'owner',
      goal: { id: ids.promised, title: 'Repairs done when promised' },
      dueDay: '2026-10-19',
      overdue: true,
      latest: null,
      spark: [],
      kind: 'percent',
      unit: '%',
      baseline: 60,
      target: 90,
      can: { checkIn: true },
    })
    await checkIn(t, t.cast.mia, ids.onTime, {
      value: 66,
      confidence: 'medium',
      observedAt: '2026-10-23T09:00:00Z',
    })
    const [again] = (await week()).checkIns
    expect(again).toMatchObject({
      dueDay: '2026-10-30',
      overdue: false,
      latest: { value: 66, confidence: 'medium' },
      spark: [{ value: 66 }],
    })
    await checkIn(t, t.cast.mia, ids.onTime, { value: 70, confidence: 'medium' })
    expect(await week()).toMatchObject({ checkIns: [], nextDue: '2026-11-02', line: { checkIns: 0 } })
  })

  it('asks nobody for drafts, for what is not theirs, and for cycles that are over', async () => {
    const { dana, noah } = t.cast
    await keyResult(t, dana, 'Not said yet', {
      objectiveId: ids.promised,
      ownerId: noah.id,
      target: 3,
      lifecycle: 'draft',
    })
    const titles = async () => (await week(noah)).checkIns.map(({ title }: Shown) => title)
    expect(await titles()).toEqual(['Repair racks'])
    const before = t.clock.now
    t.clock.to('2027-01-07T09:00:00Z') // the last day of grace
    expect(await titles()).toEqual(['Repair racks'])
    t.clock.to('2027-01-08T09:00:00Z')
    expect(await titles()).toEqual([])
    t.clock.to(before.toISOString())
  })

  it('shows my live step with the pencilled ones, and where a next step is missing', async () => {
    const { mia } = t.cast
    expect((await week()).paths).toEqual([
      {
        subject: { kind: 'key_result', id: ids.onTime, title: 'Done by the promised day' },
        team: { id: t.cast.teams.service, name: 'Service' },
        live: null,
        pencilled: [],
      },
    ])
    const subject = { kind: 'key_result', id: ids.onTime }
    await post(mia, '/v1/steps', {
      subject,
      text: 'I will call the riders of today',
      cue: 'When I open',
      start: true,
    })
    await post(mia, '/v1/steps', { subject, text: 'I will order a second rack' })
    const { paths, line } = await week()
    expect(paths[0]).toMatchObject({
      live: { cue: 'When I open', owner: { name: 'Mia Moreau' }, dueDay: '2026-11-02', overdue: false },
      pencilled: [{ text: 'I will order a second rack' }],
    })
    expect(line).toMatchObject({ steps: 1, nextSteps: 0 })
  })

  it('tells the asked leader what waits, and the raiser where it stands', async () => {
    const { mia, dana, noah, otto } = t.cast
    const raised = await post(mia, '/v1/barriers', {
      kind: 'waiting',
      title: 'No key',
      keyResultIds: [ids.onTime],
    })
    expect(await week(dana)).toMatchObject({
      asked: [{ number: raised.number, title: 'No key', state: 'open', can: { take: true, clear: true } }],
      line: { asked: 1, promises: 0 },
    })
    await post(dana, `/v1/barriers/${raised.id}/take`, { by: 'this_week' })
    expect(await week(dana)).toMatchObject({
      asked: [{ state: 'taken', promise: { day: '2026-10-30' } }],
      line: { asked: 1, promises: 1 },
    })
    expect(await week(mia)).toMatchObject({
      raised: [{ state: 'taken', promise: { day: '2026-10-30', by: dana.id }, can: { confirm: false } }],
      line: { mine: 0 },
    })
    await post(dana, `/v1/barriers/${raised.id}/clear`, { how: 'fixed' })
    expect(await week(dana)).toMatchObject({ asked: [], line: { asked: 0 } })
    expect(await week(mia)).toMatchObject({
      raised: [{ state: 'cleared', can: { confirm: true } }],
      line: { mine: 1 },
    })
    await post(mia, `/v1/barriers/${raised.id}/confirm`)
    expect(await week(mia)).toMatchObject({ raised: [], line: { mine: 0 } })
    for (const other of [noah, otto]) expect(await week(other)).toMatchObject({ asked: [], raised: [] })
  })

  it('tells me for a fortnight what my check-in led to', async () => {
    const { mia, dana } = t.cast
    const receipt = await post(mia, `/v1/key-results/${ids.onTime}/check-ins`, {
      value: 71,
      inTheWay: 'access',
    })
    const draft = (await week()).raised.find(({ checkInId }: Shown) => checkInId === receipt.checkIn.id)
    expect(draft).toMatchObject({ state: 'draft', can: { raise: true } })
    const raised = await post(mia, `/v1/barriers/${draft.id}/raise`)
    await post(dana, `/v1/barriers/${raised.id}/clear`, { how: 'removed' })
    const found = (await week()).ledTo.filter(({ kind }: Shown) => kind === 'barrier')
    expect(found).toEqual([
      {
        kind: 'barrier',
        id: raised.id,
        at: t.clock.now.toISOString(),
        number: raised.number,
        title: null,
        code: 'access',
        by: { id: dana.id, name: 'Dana Diaz' },
        subject: { kind: 'key_result', id: ids.onTime, title: 'Done by the promised day' },
      },
    ])
    expect((await week(dana)).ledTo.filter(({ kind }: Shown) => kind === 'barrier')).toEqual([])
    const before = t.clock.now
    t.clock.forward(14 * 86_400_000)
    expect((await week()).ledTo).toEqual([])
    t.clock.to(before.toISOString())
  })

  it('shows whoever leads at most three wins to celebrate, those against the odds first', async () => {
    const { mia, dana, otto } = t.cast
    for (const foundBy of ['milestone', 'first_movement', 'best_week', 'against_the_odds'] as const)
      await win(foundBy)
    const { celebrate, line } = await week(dana)
    expect(celebrate).toHaveLength(3)
    expect(celebrate[0]).toMatchObject({
      foundBy: 'against_the_odds',
      team: { name: 'Service' },
      subject: { kind: 'key_result', id: ids.onTime },
      credits: [{ name: 'Mia Moreau', role: 'did' }],
    })
    expect(line.celebrate).toBe(3)
    expect((await week(otto)).celebrate).toEqual([])
    const own = await week(mia)
    expect(own.celebrate).toEqual([])
    expect(own.ledTo.map(({ code }: Shown) => code)).toEqual(
      expect.arrayContaining(['milestone', 'best_week']),
    )
  })

  it('takes one statement, however much there is', async () => {
    const counted = async () =>
      (await statementsOf(t.db, () => week())).filter(
        (sql) => !/WITH RECURSIVE person|FROM workspaces/.test(sql),
      )
    expect(await counted()).toHaveLength(1)
    const more = { objectiveId: ids.promised, ownerId: t.cast.mia.id, target: 3 }
    for (let i = 0; i < 5; i++) await keyResult(t, t.cast.dana, `More ${i}`, more)
    expect(await counted()).toHaveLength(1)
  })

  /** A win of Service that facts brought to light; nobody logs those by hand. */
  function win(foundBy: 'milestone' | 'first_movement' | 'best_week' | 'against_the_odds') {
    const { workspaceId, teams, mia } = t.cast
    const id = v7()
    return transaction(t.db, { workspaceId }, async (tx) => {
      await tx.insert(WinEntity, {
        workspaceId,
        id,
        teamId: teams.service,
        audience: 'workspace',
        foundBy,
        keyResultId: ids.onTime,
        createdAt: t.clock.now,
        source: 'worker',
        surface: 'worker',
        waitsUntil: '2026-11-02',
      })
      await tx.insert(WinCreditEntity, { workspaceId, winId: id, memberId: mia.id, role: 'did' })
    })
  }
})
