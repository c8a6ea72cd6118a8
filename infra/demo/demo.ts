import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { addDays, type Day, dayOf } from '../../api/calendar.ts'
import type { Config } from '../../api/config.ts'
import { createCycle } from '../../api/cycles/cycles.ts'
import { apiUrl, connect, type Database, workerUrl } from '../../api/database/connect.ts'
import { first, transaction } from '../../api/database/transaction.ts'
import type { Actor } from '../../api/http/actor.ts'
import { demoTenant } from '../../api/members/demo-sign-in.ts'
import { actorFor } from '../../api/members/find-actor.ts'
import { addKnownBy } from '../../api/members/identities.ts'
import { addPerson, foundWorkspace } from '../../api/members/sign-up.ts'
import { changeRetention } from '../../api/retention/retention.ts'
import { tables } from '../../api/tables.ts'
import { putInTeam } from '../../api/teams/people.ts'
import { createTeam } from '../../api/teams/teams.ts'
import { jobs, startWorker } from '../../api/worker.ts'
import { changeWorkspace, setPriorities } from '../../api/workspaces/workspaces.ts'
import { standIns } from './directory.ts'
import { people, teams } from './people.ts'
import { receivers } from './programs.ts'
import { play, stage } from './stage.ts'
import { tell } from './story.ts'

const zone = 'Europe/Berlin'
const weeks = 12
const quarter = 13

type Log = (line: string) => void

/**
 * Loads the demo workspace, unless it is there: three teams and twelve weeks of their work, made by calling the
 * functions of the API with a moving clock. A workspace whose loading was killed is set aside and made anew.
 */
export async function loadDemo(
  config: Pick<Config, 'databaseUrl' | 'databaseApiUrl' | 'databaseWorkerUrl'>,
  log: Log,
  now = new Date(),
): Promise<void> {
  const url = config.databaseApiUrl ?? apiUrl(config.databaseUrl)
  const db = await connect({ url, entities: tables, poolSize: 2, name: 'footbridge-demo' }).initialize()
  const worker = await connect({
    url: config.databaseWorkerUrl ?? workerUrl(config.databaseUrl),
    entities: tables,
    poolSize: 2,
    name: 'footbridge-demo',
  }).initialize()
  try {
    const state = await demoState(db)
    if (state === 'there') return
    if (state === 'half') await setAside(config.databaseUrl)
    await load(db, worker, log, now)
  } finally {
    await Promise.all([db.destroy(), worker.destroy()])
  }
}

/** The mission is written last: a workspace without it was left half loaded. */
async function demoState(db: Database): Promise<'none' | 'half' | 'there'> {
  const found = await transaction(db, { tid: demoTenant }, (tx) =>
    first<{ id: string }>(tx, 'SELECT id FROM workspaces WHERE tid = $1', [demoTenant]),
  )
  if (!found) return 'none'
  const workspaceId = found.id
  const settings = await transaction(db, { workspaceId }, (tx) =>
    first<{ mission: string | null }>(tx, 'SELECT mission FROM workspace_settings WHERE workspace_id = $1', [
      workspaceId,
    ]),
  )
  return settings?.mission ? 'there' : 'half'
}

async function setAside(databaseUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: databaseUrl })
  await admin.connect()
  try {
    await admin.query('SET ROLE footbridge_owner')
    const values = [randomUUID(), demoTenant]
    await admin.query(`UPDATE workspaces SET tid = $1, state = 'closed' WHERE tid = $2`, values)
  } finally {
    await admin.end()
  }
}

async function load(db: Database, workerDb: Database, log: Log, now: Date): Promise<void> {
  log('Loading the demo workspace: three teams, twelve weeks …')
  const monday = addDays(mondayOf(dayOf(now, zone)), -weeks * 7)
  const from = addDays(monday, -quarter * 7)
  const { workspaceId, ids } = await found(db, from)
  const arranged = await arrange(db, workspaceId, ids, { from, monday })
  const story = stage({ db, workspaceId, people: ids, monday, from, zone })
  tell(story, { ...arranged, monday, people: ids })
  let clock = now
  // Nobody of the demo has met the bot yet: what would be said to them day by day need not be worked out.
  const { 'ask-check-in': _, morning: __, 'half-time': ___, ...byKind } = jobs.byKind
  const work = { db: workerDb, clock: () => clock, every: 0, jobs: { ...jobs, byKind } }
  const worker = startWorker({ ...work, ...standIns(workerDb), outgoing: receivers })
  await story.play(now, async (day) => {
    clock = day
    await worker.drain()
    const today = dayOf(day, zone)
    if (mondayOf(today) === today) log(`  the week of ${today}`)
  })
  clock = now
  await act(db, workspaceId, ids.get('Ada')!, now, (tx, actor) =>
    changeWorkspace(tx, actor, { mission: 'Good bread, at seven, for everyone in walking distance.' }, null),
  )
  await worker.drain()
  await worker.stop()
}

/** The workspace and its people. */
async function found(db: Database, monday: Day): Promise<{ workspaceId: string; ids: Map<string, string> }> {
  const start = new Date(`${monday}T04:00:00Z`)
  const [ada, ...others] = people
  const admin = { oid: randomUUID(), name: ada.name }
  const workspace = { tid: demoTenant, name: 'Juniper Bakery', zone, locale: 'en', admin }
  const { workspaceId, memberId } = await foundWorkspace(db, workspace, start)
  const ids = new Map<string, string>([[ada.first, memberId]])
  await transaction(db, { workspaceId }, async (tx) => {
    for (const { first: key, name } of others) {
      const person = { oid: randomUUID(), name, admin: false, guest: false }
      ids.set(key, await addPerson(tx, workspaceId, person, start))
    }
  })
  return { workspaceId, ids }
}

interface Days {
  /** The first Monday of the quarter before. */
  from: Day
  monday: Day
}

/** Teams and cycles, as Ada sets them up. */
async function arrange(db: Database, workspaceId: string, ids: Map<string, string>, { from, monday }: Days) {
  const teamIds = new Map<string, string>()
  const start = new Date(`${from}T04:30:00Z`)
  const made = await act(db, workspaceId, ids.get('Ada')!, start, async (tx, actor) => {
    for (const [first, id] of ids) {
      await addKnownBy(tx, actor, id, { kind: 'email', value: `${first.toLowerCase()}@juniper.example` })
    }
    const company = await createTeam(tx, actor, { name: 'Juniper Bakery', leaderIds: [ids.get('Ada')!] })
    teamIds.set('company', company.id)
    for (const [name, [leader, ...rest]] of Object.entries(teams)) {
      const made = await createTeam(tx, actor, {
        name,
        parentId: company.id,
        leaderIds: [ids.get(leader)!],
      })
      teamIds.set(name, made.id)
      for (const one of rest) await putInTeam(tx, actor, made.id, { memberId: ids.get(one)! })
    }
    const plan = (startDay: Day, endDay: Day) =>
      createCycle(tx, actor, { name: nameOf(startDay, endDay), startDay, endDay })
    const last = await plan(from, addDays(monday, -1))
    const endDay = addDays(monday, (weeks + 2) * 7 - 1)
    const cycle = await plan(monday, endDay)
    // The next one is planned already, so that what is worth it can go on there.
    await plan(addDays(endDay, 1), addDays(endDay, quarter * 7))
    const sentence = 'Every neighbour knows where their bread comes from.'
    const { priorities } = await setPriorities(tx, actor, { priorities: [{ sentence }] }, null)
    await changeRetention(tx, actor, { words: 1095, oneOnOnes: 730 }, null)
    return { cycleId: cycle.id, lastCycleId: last.id, priorityId: priorities[0]!.id }
  })
  return { teamIds, ...made }
}

function act<T>(
  db: Database,
  workspaceId: string,
  memberId: string,
  now: Date,
  work: (tx: Parameters<Parameters<typeof transaction>[2]>[0], actor: Actor) => Promise<T>,
): Promise<T> {
  return transaction(db, { workspaceId, memberId }, async (tx) =>
    play(tx, await actorFor(tx, { workspaceId, surface: 'tab', now, traceId: 'demo' }, memberId), work),
  )
}

function mondayOf(day: Day): Day {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return addDays(day, -((weekday + 6) % 7))
}

/** 'Aug – Dec 2026'. */
function nameOf(from: Day, to: Day): string {
  const month = new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' })
  const named = (day: Day) => month.format(new Date(`${day}T00:00:00Z`))
  return `${named(from)} – ${named(to)} ${to.slice(0, 4)}`
}
