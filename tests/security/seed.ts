import type { TestApp } from '../support/app.ts'
import type { Cast, Person } from '../support/cast.ts'

type Ids = Record<string, string[]>

/** Something of every kind in a team of a workspace, every text of it with the marker; ids by kind. */
export async function something(
  t: TestApp,
  cast: Cast,
  teamId: string,
  leader: Person,
  member: Person,
  marker: string,
): Promise<Ids> {
  const make = async (who: Person, url: string, body: object) => {
    t.clock.forward(1)
    const reply = await t.post(who, url, body)
    if (reply.status !== 201) throw new Error(`${url} ${reply.text}`)
    return reply.body
  }
  const home = { teamId, cycleId: cast.cycleId, lifecycle: 'published', why: marker }
  const objective = await make(leader, '/v1/objectives', { ...home, title: `${marker} objective` })
  const below = {
    ...home,
    title: `${marker} key result`,
    ownerId: member.id,
    target: 100,
    objectiveId: objective.id,
  }
  const keyResult = await make(leader, '/v1/key-results', below)
  const checkIn = await make(member, `/v1/key-results/${keyResult.id}/check-ins`, {
    value: 10,
    confidence: 'low',
    note: marker,
  })
  const subject = { kind: 'key_result', id: keyResult.id }
  const committed = await make(member, '/v1/commitments', { subject, text: `${marker} step` })
  const blocked = { kind: 'access', title: `${marker} barrier`, keyResultIds: [keyResult.id] }
  const barrier = await make(member, '/v1/barriers', blocked)
  const hidden = await make(member, '/v1/barriers', { ...blocked, leaderOnly: true })
  const comment = await make(member, '/v1/comments', { subject, text: `${marker} comment` })
  const win = await make(member, '/v1/wins', { what: `${marker} win`, subject })
  return {
    objectives: [objective.id],
    'key-results': [keyResult.id],
    'check-ins': [checkIn.checkIn.id],
    commitments: [committed.commitment.id],
    steps: [committed.step.id],
    barriers: [barrier.id, hidden.id],
    comments: [comment.id],
    wins: [win.id],
  }
}

/** People, teams and cycle of a cast, by kind. */
export function castIds({ teams, cycleId, ada, boris, dana, otto, mia, noah, gus }: Cast): Ids {
  const members = [mia, dana, noah, otto, ada, boris, gus].map(({ id }) => id)
  return { members, teams: [teams.service, teams.shop, teams.company], cycles: [cycleId] }
}
