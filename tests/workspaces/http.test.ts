import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { type TestApp, testApp } from '../support/app.ts'

describe('the workspace', () => {
  let t: TestApp

  beforeAll(async () => {
    t = await testApp()
  })
  afterAll(() => t?.close())

  const url = '/v1/workspace'
  const etag = async () => (await t.get(t.cast.ada, url)).headers.etag
  const change = async (body: object) => t.patch(t.cast.ada, url, await etag(), body)
  const put = async (path: string, body: object, who = t.cast.ada) =>
    t.ask(who, 'PUT', `${url}/${path}`, body, { 'if-match': (await etag()) ?? '*' })

  it('is read by everyone in it, guests included, and tells nobody of another', async () => {
    for (const who of [t.cast.mia, t.cast.gus, t.cast.ada]) {
      const { body } = await t.get(who, url)
      expect(body).toMatchObject({
        id: t.cast.workspaceId,
        name: 'Harbour',
        zone: 'Europe/Berlin',
        mission: null,
      })
    }
    expect((await t.get(t.elsewhere.mia, url)).body.id).toBe(t.elsewhere.workspaceId)
    expect((await t.get(null, url)).status).toBe(401)
  })

  it('is changed by admins only (403)', async () => {
    for (const who of [t.cast.mia, t.cast.dana, t.cast.boris, t.cast.gus]) {
      expect((await t.patch(who, url, '*', { name: 'Mine' })).status).toBe(403)
      expect((await put('priorities', { priorities: [] }, who)).status).toBe(403)
      expect((await put('days-off', { daysOff: [] }, who)).status).toBe(403)
    }
  })

  it.each<[string, object, string]>([
    ['a zone that does not exist', { zone: 'Europe/Atlantis' }, '/zone'],
    ['an offset for a zone', { zone: '+02:00' }, '/zone'],
    ['a language that is none', { locale: 'english' }, '/locale'],
    ['an eighth weekday', { workingWeekdays: [8] }, '/workingWeekdays/0'],
    ['a week without work', { workingWeekdays: [] }, '/workingWeekdays'],
    ['a word nobody knows', { words: { boss: 'captain' } }, '/words/boss'],
    ['an empty name', { name: ' ' }, '/name'],
    ['its own id', { id: v7() }, '/id'],
  ])('refuses %s (400)', async (_, body, pointer) => {
    const reply = await change(body)
    expect([reply.status, reply.body.errors[0].pointer]).toEqual([400, pointer])
  })

  it('takes name, mission, zone, language, working days and words, one edit after the other (412)', async () => {
    const before = await etag()
    const words = { goal: 'Kurs', goals: 'Kurse' }
    const set = { name: ' Hafen ', mission: 'Nobody waits.', zone: 'Asia/Tokyo', locale: 'de', words }
    const reply = await t.patch(t.cast.ada, url, before, { ...set, workingWeekdays: [7, 1, 2, 3, 4] })
    expect(reply.body).toMatchObject({ ...set, name: 'Hafen', workingWeekdays: [1, 2, 3, 4, 7], version: 2 })
    const late = await t.patch(t.cast.ada, url, before, { name: 'Lost' })
    expect([late.status, late.headers.etag]).toEqual([412, expect.stringMatching(/^"2\./)])
    expect((await t.get(t.cast.mia, '/v1/me')).body.zone).toBe('Asia/Tokyo')
  })

  it('has up to five priorities, in order; one that stays keeps its id', async () => {
    const sentences = ['Keep promises', 'Train people', 'Earn our living']
    const first = await put('priorities', { priorities: sentences.map((sentence) => ({ sentence })) })
    expect(first.body.priorities.map(({ sentence }: { sentence: string }) => sentence)).toEqual(sentences)
    const [promises, train] = first.body.priorities
    const second = await put('priorities', {
      priorities: [
        { ...train, sentence: 'Train everyone' },
        { id: promises.id, sentence: 'Keep promises' },
      ],
    })
    expect(second.body.priorities).toEqual([{ id: train.id, sentence: 'Train everyone' }, promises])
    const six = Array.from({ length: 6 }, (_, i) => ({ sentence: `Priority ${i}` }))
    expect((await put('priorities', { priorities: six })).status).toBe(400)
    expect((await put('priorities', { priorities: [{ id: v7(), sentence: 'Foreign' }] })).status).toBe(400)
    expect((await put('priorities', { priorities: [promises, promises] })).status).toBe(400)
    expect((await t.get(t.cast.ada, url)).body.priorities).toEqual(second.body.priorities)
  })

  it('has days off, in order, each once', async () => {
    const daysOff = [
      { day: '2026-12-26', name: 'Boxing Day' },
      { day: '2026-12-25', name: 'Christmas' },
    ]
    expect((await put('days-off', { daysOff })).body.daysOff).toEqual([...daysOff].reverse())
    expect((await put('days-off', { daysOff: [daysOff[0], daysOff[0]] })).status).toBe(400)
    expect((await put('days-off', { daysOff: [] })).body.daysOff).toEqual([])
  })

  it('tells everyone with who they are what it calls things', async () => {
    const words = { goal: 'objective', goals: 'objectives' }
    expect((await change({ words })).status).toBe(200)
    expect((await t.get(t.cast.gus, '/v1/me')).body.words).toEqual(words)
    expect((await t.get(t.elsewhere.mia, '/v1/me')).body.words).toEqual({})
  })
})
