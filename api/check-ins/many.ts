import { rows, type Tx } from '../database/transaction.ts'
import { refuse } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { toRefusal } from '../http/problems.ts'
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
  // In the order of their ids, so that two such requests never wait for each other in a ring.
  const inOrder = given
    .map((one, at) => ({ one, at }))
    .sort((a, b) => (a.one.keyResultId < b.one.keyResultId ? -1 : 1))
  for (const { one, at } of inOrder) {
    replies[at] = seen.has(one.keyResultId) ? refused(one, twice()) : await recordOne(tx, actor, one)
    seen.add(one.keyResultId)
  }
  return { rows: replies, recorded: replies.filter(({ checkInId }) => checkInId !== null).length }
}

async function recordOne(tx: Tx, actor: Actor, one: One): Promise<Reply> {
  const { keyResultId, ...input } = one
  await rows(tx, 'SAVEPOINT pasted')
  try {
    const { checkIn, keyResult } = await recordCheckIn(tx, actor, keyResultId, input)
    await rows(tx, 'RELEASE SAVEPOINT pasted')
    return { keyResultId, checkInId: checkIn.id, health: keyResult.standing.health, problem: null }
  } catch (error) {
    await rows(tx, 'ROLLBACK TO SAVEPOINT pasted')
    return refused(one, error)
  }
}

function refused({ keyResultId }: One, error: unknown): Reply {
  const { status, code, message: detail } = toRefusal(error)
  if (status >= 500) throw error
  return { keyResultId, checkInId: null, health: null, problem: { status, code, detail } }
}

const twice = () => refuse(409, 'twice', 'This key result stands in an earlier row already.')
