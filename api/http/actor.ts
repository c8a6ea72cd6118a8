/** Where a change came from. */
export const surfaces = ['tab', 'panel', 'meeting', 'chat', 'api', 'import', 'worker'] as const
export type Surface = (typeof surfaces)[number]

/** Coarse kinds of caller, for the table of who may call what; the policies of the features decide the rest. */
export const callers = ['guest', 'member', 'leader', 'admin'] as const
export type Caller = (typeof callers)[number]

/** Who acts, where and when: made once per request, passed to every function of every feature. */
export interface Actor {
  workspaceId: string
  /** Null only for the workspace's own jobs. */
  memberId: string | null
  admin: boolean
  guest: boolean
  /** Teams the actor belongs to, as member or leader. */
  teams: readonly string[]
  /** Teams the actor leads, own and as a stand-in, with every team below them. */
  leads: readonly string[]
  /** The actor's time zone, else the workspace's. */
  zone: string
  locale: string
  /** What the credential may do; null for a person, who may do what the person may. */
  scopes: readonly string[] | null
  /** 'member:<id>' or 'key:<id>': part of idempotency keys and of the audit log. */
  credential: string
  surface: Surface
  now: Date
  traceId: string
}

/** The one coarse kind that best describes the actor. */
export function callerOf(actor: Actor): Caller {
  if (actor.admin) return 'admin'
  if (actor.leads.length > 0) return 'leader'
  return actor.guest ? 'guest' : 'member'
}

/**
 * The actor without a name, for what nobody may trace to a person: no member, no credential, no trace, no place, and
 * the day in place of the moment.
 */
export function nobody(actor: Actor): Actor {
  const day = new Date(Math.floor(actor.now.getTime() / 86_400_000) * 86_400_000)
  return { ...actor, memberId: null, credential: 'anonymous', traceId: '', surface: 'tab', now: day }
}
