import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Database } from '../database/connect.ts'
import { first, type Tx, transaction } from '../database/transaction.ts'
import { refuse } from '../errors.ts'
import { type Actor, type Surface, surfaces } from '../http/actor.ts'
import { bearer, type Claims, type Identity, verify } from '../tokens/verify.ts'
import { accountHash } from './account-hash.ts'
import { happened } from './happened.ts'
import { arrive, type SignUp } from './sign-up.ts'

/** What the workspace knows of a person who acts; everything of an actor but the moment and the place. */
type Known = Pick<
  Actor,
  'workspaceId' | 'memberId' | 'admin' | 'guest' | 'teams' | 'leads' | 'zone' | 'locale'
>

export interface FindActorOptions {
  db: Database
  identity: Identity
  signUp: SignUp
  clock: () => Date
  /** How long roles and teams may be remembered, in milliseconds; at most 30,000. */
  remember: number
  integrations: Integrations
}

/** Who acts through a key or as an application; null memberId, and scopes that bound it. */
type Integration = Omit<Actor, 'now' | 'traceId'>

/** Finds the actors that are no people. */
export interface Integrations {
  ofSecret(db: Database, secret: string, now: Date): Promise<Integration>
  ofApplication(db: Database, from: { tid: string; applicationId: string }, now: Date): Promise<Integration>
}

/**
 * Makes the function that turns a request's bearer token (of a person, of an application, or a key) into an actor; 401,
 * 403 or 503 when it cannot.
 */
export function actorFinder(options: FindActorOptions) {
  const { db, identity, signUp, clock, integrations } = options
  const people = remembering<Known>(options.remember)
  const others = remembering<Integration>(options.remember)
  const tokens = remembering<Claims>(options.remember, ({ endsAt }) => endsAt)
  return async (request: FastifyRequest): Promise<Actor> => {
    const token = bearer(request.headers.authorization)
    const now = clock()
    const moment = { now, traceId: request.id }
    if (!token.includes('.')) {
      const found = await others(hashed(token), () => integrations.ofSecret(db, token, now))
      return { ...found, ...moment }
    }
    const claims = await tokens(hashed(token), () => verify(token, identity))
    if (claims.application) {
      const from = { tid: claims.tid, applicationId: claims.application }
      const find = () => integrations.ofApplication(db, from, now)
      return { ...(await others(`${from.tid}/${from.applicationId}`, find)), ...moment }
    }
    const known = await people(`${claims.tid}/${claims.oid}`, () => know(db, claims, signUp, now))
    return { ...known, ...asPerson(known, surfaceOf(request)), ...moment }
  }
}

/** Finds by key, and remembers what was found for some milliseconds (0: not at all), but not longer than it lasts itself. */
function remembering<T>(milliseconds: number, endOf: (found: T) => number | null = () => null) {
  const cache = new Map<string, { found: T; until: number }>()
  return async (key: string, find: () => Promise<T>): Promise<T> => {
    const cached = cache.get(key)
    if (cached && cached.until > Date.now()) return cached.found
    const found = await find()
    if (cache.size > 50_000) cache.clear()
    const until = Math.min(Date.now() + milliseconds, endOf(found) ?? Number.POSITIVE_INFINITY)
    if (milliseconds > 0) cache.set(key, { found, until })
    return found
  }
}

/** Secrets are not kept, in memory neither. */
const hashed = (secret: string) => createHash('sha256').update(secret).digest('base64url')

/** The person of a tenant for whom a channel vouches, as far as the workspace knows them; 403 where it does not. */
export async function knownPerson(
  db: Database,
  claims: Claims,
  signUp: SignUp,
  now: Date,
): Promise<Omit<Actor, 'now' | 'traceId' | 'surface'>> {
  const known = await know(db, claims, signUp === 'open' ? 'open' : 'closed', now)
  const { surface: _, ...person } = asPerson(known, 'chat')
  return { ...known, ...person }
}

function asPerson(known: Known, surface: Surface): Pick<Actor, 'scopes' | 'credential' | 'surface'> {
  return { scopes: null, credential: `member:${known.memberId}`, surface }
}

/** Our own screens say where they are; whoever says nothing we know is an API client. */
function surfaceOf(request: FastifyRequest): Surface {
  const said = request.headers['footbridge-surface']
  return surfaces.slice(0, 3).find((surface) => surface === said) ?? 'api'
}

async function know(db: Database, claims: Claims, signUp: SignUp, now: Date): Promise<Known> {
  const workspaceId = (await workspaceOf(db, claims.tid)) ?? (await founded(db, claims, signUp, now))
  const find = (tx: Tx) => knownBy(tx, workspaceId, { oid: claims.oid }, now)
  const found = await transaction(db, { workspaceId }, find, { oneTrip: true })
  if (found?.state === 'active') return found.known
  if (found?.state === 'invited') return join(db, found.known, claims, now)
  if (found) throw refuse(403, 'left', 'You are no longer a member of this workspace. Ask an admin of it.')
  await arrive(db, claims, signUp, now, workspaceId)
  const arrived = await transaction(db, { workspaceId }, find, { oneTrip: true })
  return arrived!.known
}

/** The workspace of a tenant; undefined where it has none. */
export async function workspaceOf(db: Database, tid: string): Promise<string | undefined> {
  const find = (tx: Tx) => first<{ id: string }>(tx, 'SELECT id FROM workspaces WHERE tid = $1', [tid])
  const found = await transaction(db, { tid }, find, { oneTrip: true })
  return found?.id
}

/** The workspace of a new tenant; of several requests that come at the same time one founds it. */
async function founded(db: Database, claims: Claims, signUp: SignUp, now: Date): Promise<string> {
  try {
    return (await arrive(db, claims, signUp, now)).workspaceId
  } catch (error) {
    const there = isTaken(error) && (await workspaceOf(db, claims.tid))
    if (there) return there
    throw error
  }
}

const isTaken = (error: unknown) =>
  (error as { driverError?: { code?: string } }).driverError?.code === '23505'

/** The first sign-in of somebody whom an admin invited by their object id; the directory says the name. */
async function join(db: Database, known: Known, { name, guest }: Claims, now: Date): Promise<Known> {
  const { workspaceId, memberId } = known
  await transaction(db, { workspaceId }, async (tx) => {
    const joined = await first(
      tx,
      `UPDATE members SET state = 'active', name = coalesce($3, name), guest = $4, version = version + 1,
          revision = revision + 1
        WHERE workspace_id = $1 AND id = $2 AND state = 'invited' RETURNING id`,
      [workspaceId, memberId, name, guest],
    )
    const acting = { ...known, ...asPerson(known, 'api'), now, traceId: '' }
    if (joined) await happened(tx, acting, 'member.joined', memberId!)
  })
  return { ...known, guest }
}

/** The actor for a member who acts through something that knows them already: the demo, the bot, a job. */
export async function actorFor(
  tx: Tx,
  place: { workspaceId: string; surface: Surface; now: Date; traceId: string },
  memberId: string,
): Promise<Actor> {
  const found = await knownBy(tx, place.workspaceId, { memberId }, place.now)
  if (!found) throw refuse(404, 'not-found', 'There is no such member.')
  return { ...found.known, ...asPerson(found.known, place.surface), now: place.now, traceId: place.traceId }
}

// Of whom somebody erased was, the hash alone is known; invited again, they are somebody new.
// A stand-in leads while the leader is absent or gone, and leading reaches every team below.
const knownStatement = `
  WITH RECURSIVE person AS (
    SELECT m.id, m.state, m.admin, m.guest, coalesce(m.zone, s.zone) AS zone, coalesce(m.locale, s.locale) AS locale,
      ($4::timestamptz AT TIME ZONE s.zone)::date AS today
    FROM members m JOIN workspace_settings s ON s.workspace_id = m.workspace_id
    WHERE m.workspace_id = $1 AND m.id = coalesce($2::uuid, (
      SELECT member_id FROM member_identities WHERE workspace_id = $1 AND (kind = 'entra' AND value = $3
        OR kind = 'erased' AND value = ${accountHash('$3')})
      ORDER BY kind LIMIT 1))),
  led AS (
    SELECT t.team_id FROM team_members t JOIN person p ON t.member_id = p.id
      WHERE t.workspace_id = $1 AND t.role = 'leader'
    UNION
    SELECT t.team_id FROM team_members t JOIN person p ON t.stand_in_id = p.id
      WHERE t.workspace_id = $1 AND t.role = 'leader' AND EXISTS (
        SELECT FROM absences a WHERE a.workspace_id = $1 AND a.member_id = t.member_id
          AND p.today BETWEEN a.from_day AND a.to_day
        UNION ALL
        SELECT FROM members l WHERE l.workspace_id = $1 AND l.id = t.member_id AND l.state IN ('left', 'erased'))
    UNION
    SELECT t.id FROM teams t JOIN led l ON t.parent_id = l.team_id WHERE t.workspace_id = $1)
  SELECT p.id AS "memberId", p.state, p.admin, p.guest, p.zone, p.locale,
    array(SELECT team_id FROM team_members t WHERE t.workspace_id = $1 AND t.member_id = p.id
      ORDER BY team_id)::uuid[] AS teams,
    array(SELECT team_id FROM led ORDER BY team_id)::uuid[] AS leads
  FROM person p`

async function knownBy(
  tx: Tx,
  workspaceId: string,
  { memberId = null, oid = null }: { memberId?: string | null; oid?: string | null },
  now: Date,
): Promise<{ known: Known; state: string } | undefined> {
  type Row = Omit<Known, 'workspaceId'> & { state: string }
  const row = await first<Row>(tx, knownStatement, [workspaceId, memberId, oid, now])
  if (!row) return undefined
  const { state, ...known } = row
  return { known: { workspaceId, ...known }, state }
}
