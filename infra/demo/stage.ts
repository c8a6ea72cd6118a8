import { addDays, type Day, dueInstant } from '../../api/calendar.ts'
import type { Database } from '../../api/database/connect.ts'
import { type Tx, transaction } from '../../api/database/transaction.ts'
import type { Actor, Surface } from '../../api/http/actor.ts'
import { actorOfSecret } from '../../api/keys/key-actor.ts'
import { actorFor } from '../../api/members/find-actor.ts'
import { writeDown } from './audited.ts'

/** Something a person of the story does, through the same functions that the API calls. */
export type Act = (tx: Tx, actor: Actor) => Promise<unknown>

interface Scene {
  at: Date
  who: string
  surface: Surface
  act: Act
  /** A program that a key of this name lets in, not a person. */
  program?: boolean
}

/** Collects what happens and when, and plays it in order on a moving clock. */
export interface Stage {
  /** In week 0, 1, … (before it -1, -2, …) on working day 1–5 at a time of the workspace's zone. */
  on(week: number, weekday: number, time: string, who: string, act: Act, surface?: Surface): void
  /** The same by a program, under the name of its key. */
  byKey(week: number, weekday: number, time: string, key: string, act: Act): void
  /** The secrets of keys, by name. */
  secrets: Map<string, string>
  /** What was made under a name: the id of a key result, step or barrier. */
  ids: Map<string, string>
  /** Plays what lies before `until`; `newDay` is called with the clock whenever a day has passed. */
  play(until: Date, newDay: (now: Date) => Promise<void>): Promise<void>
}

export interface StageOptions {
  db: Database
  workspaceId: string
  /** Member ids by first name. */
  people: Map<string, string>
  /** The Monday of week 0. */
  monday: Day
  /** The day on which the clock starts; before week 0 it moves on by weeks. */
  from: Day
  zone: string
}

/** An empty stage. */
export function stage({ db, workspaceId, people, monday, from, zone }: StageOptions): Stage {
  const scenes: Scene[] = []
  const secrets = new Map<string, string>()
  const instant = (week: number, weekday: number, time: string) =>
    dueInstant(addDays(monday, week * 7 + weekday - 1), time, zone)
  const run = async ({ at, who, surface, act, program }: Scene) => {
    if (program) {
      const known = await actorOfSecret(db, secrets.get(who)!, at)
      return transaction(db, { workspaceId }, (tx) => play(tx, { ...known, now: at, traceId: 'demo' }, act))
    }
    const place = { workspaceId, surface, now: at, traceId: 'demo' }
    return transaction(db, { workspaceId, memberId: idOf(people, who) }, async (tx) =>
      play(tx, await actorFor(tx, place, idOf(people, who)), act),
    )
  }
  return {
    ids: new Map(),
    secrets,
    on: (week, weekday, time, who, act, surface = 'tab') => {
      scenes.push({ at: instant(week, weekday, time), who, surface, act })
    },
    byKey: (week, weekday, time, who, act) => {
      scenes.push({ at: instant(week, weekday, time), who, surface: 'api', act, program: true })
    },
    play: async (until, newDay) => {
      const played = scenes.filter(({ at }) => at < until).sort((a, b) => a.at.getTime() - b.at.getTime())
      const begins = dueInstant(monday, '00:01', zone)
      const next = (now: Date) => new Date(now.getTime() + (now < begins ? 7 * day : day))
      let clock = dueInstant(from, '00:01', zone)
      for (const scene of played) {
        for (; clock < scene.at; clock = next(clock)) await newDay(clock)
        await run(scene)
      }
      for (; clock < until; clock = next(clock)) await newDay(clock)
    },
  }
}

/** Does it, and writes down who did what. */
export async function play<T>(tx: Tx, actor: Actor, act: (tx: Tx, actor: Actor) => Promise<T>): Promise<T> {
  const done = await act(tx, actor)
  await writeDown(tx, actor)
  return done
}

const day = 86_400_000

function idOf(people: Map<string, string>, name: string): string {
  const id = people.get(name)
  if (!id) throw new Error(`The demo's story knows no ${name}.`)
  return id
}
