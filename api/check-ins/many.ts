import { rows, type Tx } from '../database/transaction.ts'
import { badField, notFound, refuse } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { toRefusal } from '../http/problems.ts'
import { fedBy, findNamed } from '../objectives/external.ts'
import { recordCheckIn } from './check-ins.ts'
import type { ManyCheckInsInput, ManyRepliesDto } from './schema.ts'

type One = ManyCheckInsInput['rows'][number]
type Reply = ManyRepliesDto['rows'][number]

/**
 * Says at once where many key results stand, each by the same rules as alone and each answered for itself: a row that
 * is refused takes nothing back of the others.
 */
export async function recordMany(
  tx: Tx,
  actor: Actor,
  { rows: given }: ManyCheckInsInput,
): Promise<ManyRepliesDto> {
  const replies: Reply[] = []
  const seen = new Set<string>()
  const named = []
  for (const [at, one] of given.entries()) named.push({ one, at, id: await idOf(tx, actor, one, at) })
  // In the order of their ids, so that two such requests never wait for each other in a ring.
  for (const { one, at, id } of named.sort((a, b) => ((a.id ?? '') < (b.id ?? '') ? -1 : 1))) {
    if (id === null) replies[at] = refused(id, notFound('key result'))
    else replies[at] = seen.has(id) ? refused(id, twice()) : await recordOne(tx, actor, one, id)
    if (id !== null) seen.add(id)
  }
  return { rows: replies, recorded: replies.filter(({ checkInId }) => checkInId !== null).length }
}

/** The key result of a row; null where nobody in sight is called so. */
async function idOf(
  tx: Tx,
  actor: Actor,
  { keyResultId, external }: One,
  at: number,
): Promise<string | null> {
  if ((keyResultId === undefined) === (external === undefined))
    throw badField(`/rows/${at}`, 'one', 'Give keyResultId or external, one of the two.')
  return keyResultId ?? (await findNamed(tx, actor, 'key_result', external!)) ?? null
}

async function recordOne(tx: Tx, actor: Actor, one: One, keyResultId: string): Promise<Reply> {
  const { keyResultId: _, external, ...input } = one
  await rows(tx, 'SAVEPOINT pasted')
  try {
    const { checkIn, keyResult } = await recordCheckIn(tx, actor, keyResultId, input)
    // After the key result, as every transaction locks the two.
    if (external) await fedBy(tx, actor, 'key_result', external)
    await rows(tx, 'RELEASE SAVEPOINT pasted')
    return { keyResultId, checkInId: checkIn.id, health: keyResult.standing.health, problem: null }
  } catch (error) {
    await rows(tx, 'ROLLBACK TO SAVEPOINT pasted')
    return refused(keyResultId, error)
  }
}

function refused(keyResultId: string | null, error: unknown): Reply {
  const { status, code, message: detail } = toRefusal(error)
  if (status >= 500) throw error
  return { keyResultId, checkInId: null, health: null, problem: { status, code, detail } }
}

const twice = () => refuse(409, 'twice', 'This key result stands in an earlier row already.')
