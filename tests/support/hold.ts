import { setTimeout } from 'node:timers/promises'
import pg from 'pg'

/** A lock that somebody else holds, so that a request stands still in the middle. */
export interface Hold {
  /** Resolves with the process ids of the connections that wait for it, as soon as there is one. */
  waiting(): Promise<number[]>
  /** Ends those connections, as an administrator or a crash would. */
  cut(): Promise<void>
  /** Lets them go on. */
  release(): Promise<void>
}

/** Takes a lock with a statement such as 'LOCK TABLE teams' on a connection of its own. */
export async function hold(adminUrl: string, statement: string): Promise<Hold> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  await client.query(`BEGIN; ${statement}`)
  const waiting = async () => {
    for (;;) {
      const { rows } = await client.query(
        `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      )
      if (rows.length > 0) return rows.map(({ pid }) => pid as number)
      await setTimeout(10)
    }
  }
  return {
    waiting,
    cut: async () => {
      await client.query('SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS pid', [await waiting()])
    },
    release: () => client.end(),
  }
}
