import { spawnSync } from 'node:child_process'
import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { apiUrl, connect } from '../../api/database/connect.ts'
import { migrate } from '../../api/database/migrate.ts'
import { tables } from '../../api/tables.ts'
import { removeEmbedded, startEmbedded } from '../../infra/embedded.ts'
import { runningPostmaster } from '../../infra/postmaster.ts'
import { type Cast, harbour } from '../support/cast.ts'
import { type Forward, forward } from '../support/forward.ts'
import { answering, freePort, killProgram, type Program, startProgram } from '../support/program.ts'
import { type Receiver, receiver } from '../support/receiver.ts'
import { statement, withDatabase } from '../support/server.ts'
import { root } from '../support/sources.ts'
import { writeKeyResult } from '../support/write-goals.ts'

/** How long things break: `npm run test:long` breaks them for longer. */
const seconds = Number(process.env.FAULT_SECONDS ?? 20)
const programs = 'dist/api-to-break'

describe('while the API, the worker and the database are killed again and again', () => {
  let folder = ''
  let database = '' // the administrator's address of it, on the port that it has now
  let door: Forward
  let to: Receiver
  let cast: Cast
  const keyResults: string[] = []
  let origin = ''
  const running = new Map<string, Program>()
  let end = Number.POSITIVE_INFINITY

  /** Nothing is waited for without end: says what was waited for, and what the programs said. */
  function patient(what: string): void {
    if (Date.now() < end) return
    throw new Error([what, ...[...running].map(([name, program]) => `${name}: ${program.said()}`)].join('\n'))
  }

  beforeAll(async () => {
    const built = spawnSync(process.execPath, ['infra/build-api.mjs', programs], {
      cwd: root,
      encoding: 'utf8',
    })
    if (built.status !== 0) throw new Error(built.stderr)
    folder = await mkdtemp(join(tmpdir(), 'footbridge-faults-'))
    await chmod(folder, 0o755)
    door = await forward(0)
    await startDatabase()
    await migrate(database)
    const db = await connect({ url: apiUrl(database), entities: tables, poolSize: 2 }).initialize()
    cast = await harbour(db, { demo: true })
    const measure = { kind: 'number' as const, unit: 'pieces', baseline: 0, target: 1_000_000 }
    const place = { teamId: cast.teams.service, cycleId: cast.cycleId }
    for (const title of ['Repairs on time', 'Bikes sold', 'Calls answered']) {
      keyResults.push(await writeKeyResult({ db, cast }, cast.dana, { title, ...measure, ...place }))
    }
    await db.destroy()
    to = await receiver()
    origin = `http://127.0.0.1:${await freePort()}`
    for (const name of ['server', 'worker']) start(name)
    await answering(running.get('server')!, `${origin}/healthz`)
  }, 180_000)
  afterAll(async () => {
    for (const program of running.values()) await killProgram(program)
    await to?.stop()
    await door?.close()
    await removeEmbedded(folder)
  })

  /** The database that was, however it ended; a new one in an empty folder. */
  async function startDatabase(): Promise<void> {
    const { url } = await startEmbedded(folder)
    door.to(Number(new URL(url).port))
    database = url
  }

  function start(name: string): void {
    const address = new URL(database)
    address.port = String(door.port)
    const env = {
      ...{ DATABASE_URL: address.href, DEMO: '1', PORT: new URL(origin).port, NODE_ENV: 'test' },
      ...{ LIMIT_CREDENTIAL: '0', LIMIT_WORKSPACE: '0', LIMIT_ADDRESS: '0', LIMIT_REACH: '0' },
      ...{ WEBHOOKS_TO_THIS_MACHINE: '1', WEBHOOK_PORTS: String(to.port) },
    }
    running.set(name, startProgram(process.execPath, [`${programs}/${name}.mjs`], env))
  }

  const breaks: Record<string, () => Promise<void>> = {
    server: async () => {
      await killProgram(running.get('server')!)
      start('server')
      await answering(running.get('server')!, `${origin}/healthz`)
    },
    worker: async () => {
      await killProgram(running.get('worker')!)
      start('worker')
    },
    database: async () => {
      const postmaster = await runningPostmaster(join(folder, 'database'))
      process.kill(postmaster!.pid, 'SIGKILL')
      for (;;) {
        const failed = await startDatabase().then(() => undefined, String)
        if (!failed) return
        patient(failed)
        await sleep(200) // what the killed one left behind still holds its memory
      }
    },
    connections: async () => door.cut(),
  }

  const rows = async (sql: string) => (await statement(withDatabase(database, 'postgres'), sql)).rows

  async function tokenOf({ id }: { id: string }): Promise<string> {
    const reply = await fetch(`${origin}/demo/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ personId: id }),
    })
    return ((await reply.json()) as { accessToken: string }).accessToken
  }

  /** A key outlives the API that made it; the demo's own tokens do not. */
  async function madeBy(token: string, url: string, body: object): Promise<{ secret: string }> {
    const reply = await fetch(`${origin}/v1${url}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (reply.status !== 201) throw new Error(await reply.text())
    return (await reply.json()) as { secret: string }
  }

  it(
    'what was answered is kept, happened once, is audited and is told; what was not is there whole or not at all',
    async () => {
      const ada = await tokenOf(cast.ada)
      const { secret } = await madeBy(ada, '/keys', { name: 'Figures', scopes: ['check-ins:write'] })
      await madeBy(ada, '/webhooks', { name: 'Figures', url: to.url, events: ['check-in.*'] })
      const answered: { id: string; value: number }[] = []
      const givenUp: number[] = []
      let next = 0
      let over = false

      const send = async (keyResult: string, value: number) => {
        const reply = await fetch(`${origin}/v1/key-results/${keyResult}/check-ins`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${secret}`,
            'content-type': 'application/json',
            'idempotency-key': `figure-${value}`,
          },
          body: JSON.stringify({ value }),
          signal: AbortSignal.timeout(20_000),
        }).catch(() => undefined)
        if (reply?.status !== 201) {
          const refused = reply && reply.status < 500 && reply.status !== 409 && (await reply.text())
          if (refused) throw new Error(refused)
          return undefined
        }
        const body = (await reply.json().catch(() => undefined)) as { checkIn: { id: string } } | undefined
        return body?.checkIn.id
      }
      const writer = async (keyResult: string) => {
        while (!over) {
          const value = ++next
          // One in five is not asked again: it may have happened or not.
          let id = await send(keyResult, value)
          if (!id && value % 5 === 0) {
            givenUp.push(value)
            continue
          }
          while (!id) {
            await sleep(100)
            id = await send(keyResult, value)
          }
          answered.push({ id, value })
        }
      }
      const writing = Promise.all(keyResults.map(writer))
      const until = Date.now() + seconds * 1000
      end = until + 90_000
      const broken: Record<string, number> = {}
      while (Date.now() < until) {
        for (const [name, happens] of Object.entries(breaks)) {
          await sleep(Math.random() * 1500)
          await happens()
          broken[name] = (broken[name] ?? 0) + 1
        }
      }
      over = true
      await writing
      expect(Object.keys(broken)).toEqual(Object.keys(breaks))
      expect(answered.length).toBeGreaterThan(keyResults.length)

      const kept = await rows(
        `SELECT id, value::float8, key_result_id AS "keyResultId" FROM check_ins ORDER BY id`,
      )
      const values = new Map(kept.map(({ id, value }) => [id, value]))
      expect(answered.filter(({ id, value }) => values.get(id) !== value)).toEqual([])
      expect(new Set(values.values()).size).toBe(kept.length)
      const asked = new Set([...answered.map(({ value }) => value), ...givenUp])
      expect(kept.filter(({ value }) => !asked.has(value))).toEqual([])

      const times = (found: { about: string }[]) => found.map(({ about }) => about).sort()
      const checkedIn = times(kept.map(({ keyResultId }) => ({ about: keyResultId })))
      const events = await rows(`SELECT id, subject_id AS about FROM events WHERE kind = 'check-in.recorded'`)
      expect(times(events as { about: string }[])).toEqual(checkedIn)
      const lines = await rows(
        `SELECT subject_id AS about FROM audit_log WHERE operation = 'recordCheckIn' AND status = 201`,
      )
      expect(times(lines as { about: string }[])).toEqual(checkedIn)

      await settled()
      // Nothing but a kill ends a program.
      expect(
        [...running]
          .filter(([, { child }]) => child.exitCode !== null)
          .map(([name, { said }]) => [name, said()]),
      ).toEqual([])
      const told = new Set(to.state.received.map(({ headers }) => headers['webhook-id']))
      expect(events.filter(({ id }) => !told.has(id))).toEqual([])
      for (const id of keyResults) {
        const last = kept.filter(({ keyResultId }) => keyResultId === id).at(-1)
        const [now] = await rows(
          `SELECT (spark->-1->>'value')::float8 AS value FROM key_results WHERE id = '${id}'`,
        )
        expect(now.value).toBe(last?.value)
      }
    },
    (seconds + 180) * 1000,
  )

  /** Waits until nothing is left to do. What a killed worker had taken on is due again when its time is over: now. */
  async function settled(): Promise<void> {
    for (;;) {
      const [left] = await rows(`SELECT (SELECT count(*) FROM outbox)::int AS events,
        (SELECT count(*) FROM webhook_deliveries WHERE ended_at IS NULL)::int AS deliveries`)
      if (left.events + left.deliveries === 0) return
      patient(`left to do: ${JSON.stringify(left)}`)
      // In the worker's order, so that neither waits for the other: a webhook first, then what hangs on it.
      await rows(`UPDATE webhooks SET busy_until = NULL;
        UPDATE webhook_deliveries SET run_at = now() WHERE ended_at IS NULL AND run_at > now();
        UPDATE due SET run_at = now() WHERE kind = 'webhook' AND run_at > now()`)
      await rows(`UPDATE outbox SET retry_at = now() WHERE event_id IN
        (SELECT event_id FROM outbox WHERE retry_at > now() FOR UPDATE SKIP LOCKED)`)
      await sleep(1000)
    }
  }
})
