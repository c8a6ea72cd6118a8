import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v4 } from 'uuid'
import { readArchive } from '../../api/imports/archive.ts'
import { archiveOf, bringOver, emptyWorkspace, fetched } from '../exports/archives.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { statementsOf } from '../support/counts.ts'
import { hold } from '../support/hold.ts'
import { anObjective } from '../support/items.ts'
import { statement } from '../support/server.ts'
import { type TestWorker, testWorker } from '../support/worker.ts'
import { address, everywhere, hers, places, unnamed } from './person.ts'

const filesOf = async (bytes: Buffer): Promise<Record<string, string>> => {
  const files: Record<string, string> = {}
  for await (const file of readArchive(bytes)) files[file.name] = file.bytes.toString()
  return files
}

describe('erasing a person', () => {
  let t: TestApp
  let worker: TestWorker
  let made: Awaited<ReturnType<typeof everywhere>>
  let before: Awaited<ReturnType<typeof figures>>
  let since: string

  beforeAll(async () => {
    t = await testApp()
    worker = await testWorker(t)
    for (const { id: memberId } of [t.cast.otto, t.cast.boris, t.cast.ada]) {
      await t.post(t.cast.dana, `/v1/teams/${t.cast.teams.service}/members`, { memberId })
    }
    made = await everywhere(t)
    await worker.drain()
  })
  afterAll(async () => {
    await worker?.stop()
    await t?.close()
  })

  const erase = (who = t.cast.ada, id = t.cast.mia.id, name = t.cast.mia.name) =>
    t.post(who, `/v1/members/${id}/erase`, { name })

  /** What is counted and measured, however the people are called. */
  const figures = async () => {
    const { ada, teams } = t.cast
    const read = async (url: string) => (await t.get(ada, url)).body
    const { standing, latest } = await read(`/v1/key-results/${made.measure}`)
    const objective = await read(`/v1/objectives/${made.goal}`)
    const checkIns = `key-results/${made.measure}/check-ins`
    const lists = [checkIns, 'steps', 'wins', 'barriers', 'commitments'].map((list) => read(`/v1/${list}`))
    const { rows } = await statement(
      t.adminUrl,
      `SELECT value, percent, recorded_at FROM check_ins ORDER BY id`,
    )
    return {
      ...{ standing, latest: latest.value, rows, objective: objective.standing },
      counts: (await Promise.all(lists)).map(({ data }) => data?.length),
      insights: (await read(`/v1/insights?teamId=${teams.service}`)).cycles,
    }
  }

  it('is an admin’s to do (401, 403, 404, 400), and says once more whom it means (422)', async () => {
    const { mia, dana, noah } = t.cast
    expect((await t.post(null, `/v1/members/${mia.id}/erase`, { name: mia.name })).status).toBe(401)
    for (const who of [mia, dana, noah, t.cast.gus]) expect((await erase(who)).status).toBe(403)
    expect((await erase(t.cast.ada, v4())).status).toBe(404)
    expect((await erase(t.elsewhere.ada)).status).toBe(404)
    expect((await t.post(t.cast.ada, `/v1/members/${mia.id}/erase`, {})).status).toBe(400)
    const differs = await erase(t.cast.ada, mia.id, 'Mia')
    expect([differs.status, differs.body.code]).toEqual([422, 'name-differs'])
  })

  it('never ends the last admin (409)', async () => {
    const { ada } = t.cast
    const last = await erase(ada, ada.id, ada.name)
    expect([last.status, last.body.code]).toEqual([409, 'last-admin'])
    const audited = (await t.get(ada, '/v1/audit-log?operation=eraseMember')).body.data
    expect(audited.map(({ status }: { status: number }) => status)).toEqual(
      expect.arrayContaining([403, 409, 422]),
    )
  })

  it('does not begin while an import runs, which may bring more of them (409)', async () => {
    const lock = `SELECT pg_advisory_xact_lock(hashtextextended('import ${t.cast.workspaceId}', 0))`
    const running = await hold(t.adminUrl, lock)
    const { status, body } = await erase()
    await running.release()
    expect([status, body.code]).toEqual([409, 'import-running'])
  })

  it('lets nobody take away what they do not see any more, though it is theirs by a role', async () => {
    const { otto, dana, teams } = t.cast
    const goal = await anObjective(t, { title: 'Sealed since', teamId: teams.shop, ownerId: dana.id }, otto)
    const close = async (isPrivate: boolean) =>
      (await t.patch(otto, `/v1/teams/${teams.shop}`, '*', { private: isPrivate })).status
    const held = async () => {
      const { status, body } = await t.post(dana, `/v1/members/${dana.id}/exports`, {})
      expect(status).toBe(201)
      return (await filesOf(await fetched(t, dana, body.id)))['objectives.jsonl']
    }
    expect(await held()).toContain(goal)
    expect(await close(true)).toBe(200)
    expect((await t.get(dana, `/v1/objectives/${goal}`)).status).toBe(404)
    expect(await held()).not.toContain(goal)
    expect(await close(false)).toBe(200)
  })

  it('finds the person everywhere beforehand, else this test says nothing', async () => {
    const named = await places(t, t.cast.mia.name)
    expect(named.length).toBeGreaterThan(14)
    expect(named).toEqual(expect.arrayContaining(['pulse_answers 1', 'pulse_groups 1', 'proposals 1']))
    expect((await places(t, hers)).length).toBeGreaterThan(11)
    expect(await places(t, address)).not.toEqual([])
    expect(await places(t, t.cast.mia.oid)).not.toEqual([])
    before = await figures()
    expect(before.counts).not.toContain(undefined)
    since = (await t.get(t.cast.ada, '/v1/changes')).body.next
  })

  it('comes after what there is of them was taken away: by themselves all of it, by an admin nothing of theirs alone', async () => {
    const { ada, mia, dana, noah } = t.cast
    const take = (who = mia, id = mia.id) => t.post(who, `/v1/members/${id}/exports`)
    expect((await t.post(null, `/v1/members/${mia.id}/exports`)).status).toBe(401)
    for (const who of [dana, noah]) expect((await take(who)).status).toBe(403)
    expect((await take(ada, v4())).status).toBe(404)
    const own = await take()
    const given = await take(ada)
    expect([own.status, own.body.state, own.body.memberId]).toEqual([201, 'ready', mia.id])
    for (const url of [`/v1/exports/${own.body.id}`, `/v1/exports/${own.body.id}/archive`])
      expect((await t.get(ada, url)).status).toBe(404)
    const files = await filesOf(await fetched(t, mia, own.body.id))
    expect(files['private_notes.jsonl']).toContain(`${hers} alone`)
    expect(files['saved_views.jsonl']).toContain(`${hers} view`)
    expect(files['one_on_ones.jsonl']).toContain(`${hers} for two`)
    expect(files['member_identities.jsonl']).toContain(address)
    expect(Object.values(files).join()).not.toContain('the nights')
    const handed = await filesOf(await fetched(t, ada, given.body.id))
    expect(handed['comments.jsonl']).toContain(hers)
    expect(handed['barriers.jsonl']).toContain('barrier')
    expect(Object.values(handed).join()).not.toMatch(
      /alone|for two|of the boss|private_notes.jsonl: .|agenda/,
    )
    expect(JSON.parse(handed['manifest.json']!)).toMatchObject({ own: false, omitted: {} })
  })

  it('leaves no name, address, account or word of theirs in the whole database, and every figure', async () => {
    const { mia } = t.cast
    const statements = await statementsOf(t.db, async () => {
      const { status, body } = await erase()
      expect([status, body.name, body.state]).toEqual([200, 'Former member', 'erased'])
    })
    for (const table of ['comments', 'check_ins', 'barrier_turns', 'idempotency'])
      expect(statements.filter((one) => one.startsWith(`UPDATE ${table} `))).toHaveLength(1)
    await worker.drain()
    for (const text of [mia.name, hers, address, mia.oid, 'viva-4711']) {
      expect([text, await places(t, text)]).toEqual([text, []])
    }
    expect(worker.log).toEqual([])
    expect(await figures()).toEqual(before)
  })

  it('keeps what was said without a name, but for a name in it, and nothing that says whose it is', async () => {
    expect(await places(t, unnamed)).toEqual(['proposals 1'])
    expect(await places(t, 'More say for Former member')).toEqual(['proposals 1'])
    expect(await places(t, 'Ask Former member first.')).toEqual(['pulse_answers 1'])
    expect(await places(t, 'Well said, Former member!')).toEqual(['pulse_groups 1'])
    const { rows } = await statement(t.adminUrl, 'SELECT count(*)::int FROM authorships')
    expect(rows[0].count).toBe(1) // Noah’s
  })

  it('says Former member wherever they stood, in the reader’s language, and shows what the team wrote', async () => {
    const { ada, dana, mia } = t.cast
    expect((await t.get(dana, `/v1/members/names?ids=${mia.id}`)).body.data).toEqual([
      { id: mia.id, name: 'Former member' },
    ])
    await t.patch(ada, `/v1/members/${dana.id}`, '*', { locale: 'de' })
    expect((await t.get(dana, `/v1/members/${mia.id}`)).body.name).toBe('Ehemaliges Mitglied')
    expect((await t.get(dana, `/v1/objectives/${made.goal}`)).body.title).toBe('Former member objective')
    const subject = `subjectKind=key_result&subjectId=${made.measure}`
    const comments = (await t.get(dana, `/v1/comments?${subject}`)).body.data
    expect(comments.map(({ text }: { text: string }) => text)).toEqual([
      null,
      null,
      'As Former member says. Ask Mia.',
    ])
    expect((await t.get(dana, `/v1/one-on-ones/${made.pair}`)).body.privateNotes.text).toBe(
      'Ask about the nights.',
    )
    const csv = (await t.get(ada, '/v1/exports/lists/check-ins?format=csv')).text
    expect(csv).toContain('Former member')
  })

  it('are not in the list of people any more, but for who asks', async () => {
    const list = async (query: string) =>
      (await t.get(t.cast.ada, `/v1/members?${query}`)).body.data.map(({ id }: { id: string }) => id)
    expect(await list('limit=50')).not.toContain(t.cast.mia.id)
    expect(await list('state=erased')).toEqual([t.cast.mia.id])
  })

  it('lets them in no more (403), neither by their account nor by the directory', async () => {
    const { mia, ada } = t.cast
    const shut = await t.get(mia, '/v1/me')
    expect([shut.status, shut.body.code]).toEqual([403, 'left'])
    expect((await t.post(ada, `/v1/members/${mia.id}/take-back`)).status).toBe(409)
    expect((await t.patch(ada, `/v1/members/${mia.id}`, '*', { name: mia.name })).status).toBe(409)
  })

  it('tells the feed once, and says the same when it is asked again', async () => {
    const { ada, mia } = t.cast
    const again = await erase(ada, mia.id, 'Anybody')
    expect([again.status, again.body.state]).toEqual([200, 'erased'])
    const { rows } = await statement(
      t.adminUrl,
      `SELECT kind, data FROM events WHERE subject_id = '${mia.id}' AND kind IN ('member.left', 'member.erased') ORDER BY seq`,
    )
    expect(rows.map(({ kind }) => kind)).toEqual(['member.left', 'member.erased'])
  })

  it('is heard by webhooks, ends its subject in the feed, and repeats nobody’s words (409)', async () => {
    const { ada, noah, mia } = t.cast
    const { rows } = await statement(
      t.adminUrl,
      `SELECT kind FROM webhook_deliveries ORDER BY created_at, id`,
    )
    expect(rows.map(({ kind }) => kind).slice(-2)).toEqual(['member.left', 'member.erased'])
    const feed = (await t.get(ada, `/v1/changes?limit=200&since=${since}`)).body.data.filter(
      ({ subject }: { subject: { id: string } }) => subject.id === mia.id,
    )
    expect(feed.at(-1)).toMatchObject({ kind: 'member.erased', gone: true, actorId: ada.id })
    const repeated = await t.post(noah, '/v1/comments', made.said, { 'idempotency-key': 'say' })
    expect([repeated.status, repeated.body.code]).toEqual([409, 'reply-erased'])
  })

  it('stays so in an archive that another workspace takes', async () => {
    const { bytes } = await archiveOf(t, worker, t.cast.ada)
    const zoe = await emptyWorkspace(t)
    expect((await bringOver(t, zoe, bytes)).status).toBe(201)
    const { rows } = await statement(
      t.adminUrl,
      `SELECT m.name, m.state, string_agg(i.kind, ' ') AS kinds FROM members m
        JOIN member_identities i ON i.workspace_id = m.workspace_id AND i.member_id = m.id
        WHERE m.workspace_id = '${zoe.workspaceId}' AND m.id = '${t.cast.mia.id}' GROUP BY 1, 2`,
    )
    expect(rows).toEqual([{ name: 'Former member', state: 'erased', kinds: 'erased' }])
    expect(await places(t, t.cast.mia.name)).toEqual([])
  })

  it('takes away what was under way meanwhile, a minute later', async () => {
    const { mia, workspaceId } = t.cast
    await statement(
      t.adminUrl,
      `INSERT INTO comments (workspace_id, id, key_result_id, author_id, text, created_at, source, surface)
        VALUES ('${workspaceId}', gen_random_uuid(), '${made.measure}', '${mia.id}', 'the last ${hers}', now(), 'person', 'tab')`,
    )
    t.clock.forward(61_000)
    await worker.drain()
    expect([await places(t, hers), worker.log]).toEqual([[], []])
    expect((await t.get(t.cast.ada, `/v1/members/${mia.id}`)).body.teams).toEqual([])
  })

  it('invites somebody of the same account as somebody new', async () => {
    const { ada, mia } = t.cast
    const invited = await t.post(ada, '/v1/members', { name: mia.name, objectId: mia.oid })
    expect([invited.status, invited.body.id === mia.id]).toEqual([201, false])
    expect((await t.get(mia, '/v1/me')).body.memberId).toBe(invited.body.id)
  })

  it('leaves a name of one word, and that of a namesake, where others wrote it', async () => {
    const { ada, noah } = t.cast
    const subject = { kind: 'key_result', id: made.measure }
    const said = await t.post(noah, '/v1/comments', { subject, text: 'Will you ask Eva Ek?' })
    const invited = async (name: string, address: string): Promise<string> =>
      (await t.post(ada, '/v1/members', { name, email: `${address}@harbour.example` })).body.id
    const text = async () => (await t.get(noah, `/v1/comments/${said.body.id}`)).body.text
    const evas = [await invited('Eva Ek', 'eva.a'), await invited('Eva Ek', 'eva.b')]
    await erase(ada, await invited('Will', 'will'), 'Will')
    await erase(ada, evas[0], 'Eva Ek')
    expect(await text()).toBe('Will you ask Eva Ek?')
    await erase(ada, evas[1], 'Eva Ek')
    expect(await text()).toBe('Will you ask Former member?')
  })

  it('takes the names of placeholders along that were this person, and lets one of two admins go', async () => {
    const { ada, noah, dana } = t.cast
    const { body } = await t.post(ada, '/v1/members', {
      name: 'Noah of Viva',
      email: 'noah.viva@harbour.example',
    })
    await t.post(ada, `/v1/members/${body.id}/merge`, { intoId: noah.id })
    expect((await erase(ada, noah.id, noah.name)).status).toBe(200)
    expect(await places(t, 'Noah of Viva')).toEqual([])
    expect((await t.patch(ada, `/v1/members/${dana.id}`, '*', { admin: true })).status).toBe(200)
    const own = await erase(ada, ada.id, ada.name)
    expect([own.status, own.body.state]).toEqual([200, 'erased'])
    expect((await t.get(ada, '/v1/me')).status).toBe(403)
    expect((await t.get(dana, '/v1/audit-log?operation=eraseMember&limit=1')).body.data[0].memberId).toBe(
      ada.id,
    )
  })
})
