import type { FastifyInstance, FastifyRequest } from 'fastify'
import { rows, transaction } from '../database/transaction.ts'
import { notFound } from '../errors.ts'
import { closed, Id } from '../http/schema.ts'
import type { LocalIssuer } from '../tokens/local-issuer.ts'

/** The tenant of the demo workspace. */
export const demoTenant = '00000000-0000-4000-8000-00000000f00d'

/** Somebody one can be in the demo. */
export interface DemoPerson {
  id: string
  oid: string
  name: string
  role: 'member' | 'leader' | 'admin'
  team: string | null
  /** Their address, as Outlook shows it; null for whom none is known. */
  address: string | null
}

const peopleStatement = `
  SELECT m.id, i.value AS oid, m.name,
    CASE WHEN m.admin THEN 'admin' WHEN bool_or(t.role = 'leader') THEN 'leader' ELSE 'member' END AS role,
    min(x.name) AS team, min(e.value) AS address
  FROM members m
  JOIN member_identities i ON i.workspace_id = m.workspace_id AND i.member_id = m.id AND i.kind = 'entra'
  LEFT JOIN member_identities e ON e.workspace_id = m.workspace_id AND e.member_id = m.id AND e.kind = 'email'
  LEFT JOIN team_members t ON t.workspace_id = m.workspace_id AND t.member_id = m.id
  LEFT JOIN teams x ON x.workspace_id = t.workspace_id AND x.id = t.team_id
  WHERE m.workspace_id = $1 AND m.state = 'active'
  GROUP BY m.workspace_id, m.id, i.value, m.name, m.admin ORDER BY team NULLS FIRST, m.name`

/**
 * Lets a newcomer be anyone of the demo workspace. Registered in demo mode only, which listens on loopback only;
 * a request that did not come to a loopback name is refused too, so that no rebound name gets a token.
 */
export function demoSignIn(app: FastifyInstance, issuer: LocalIssuer): void {
  const schema = { hide: true }
  app.get('/demo/people', { schema, onRequest: onLoopback }, async () => {
    const people = await demoPeople(app)
    return { people: people.map(({ oid: _, ...person }) => person) }
  })

  const body = closed({ personId: Id })
  app.post<{ Body: { personId: string } }>(
    '/demo/token',
    { schema: { ...schema, body }, onRequest: onLoopback },
    async (request) => {
      const person = (await demoPeople(app)).find(({ id }) => id === request.body.personId)
      if (!person) throw notFound('person')
      const accessToken = await issuer.sign({ tid: demoTenant, oid: person.oid, name: person.name })
      return { accessToken, expiresIn: 3600 }
    },
  )
}

/** 404 for a request that did not come to a loopback name. */
export async function onLoopback({ hostname }: FastifyRequest): Promise<void> {
  if (!/^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)) throw notFound('page')
}

/** Everybody one can be in the demo. */
export async function demoPeople(app: FastifyInstance): Promise<DemoPerson[]> {
  const found = await transaction(app.db, { tid: demoTenant }, (tx) =>
    rows<{ id: string }>(tx, 'SELECT id FROM workspaces WHERE tid = $1', [demoTenant]),
  )
  const workspaceId = found[0]?.id
  if (!workspaceId) return []
  return transaction(app.db, { workspaceId }, (tx) => rows<DemoPerson>(tx, peopleStatement, [workspaceId]))
}
