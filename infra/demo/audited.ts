import { rows, type Tx } from '../../api/database/transaction.ts'
import type { Actor } from '../../api/http/actor.ts'
import { audit } from '../../api/http/audit.ts'
import { toRefusal } from '../../api/http/problems.ts'

/** Which operation lies behind an event of the story. What several operations tell, or what is anonymous, is not here. */
const operations: Record<string, string> = {
  'agenda-item.added': 'addAgendaItem',
  'agenda-item.done': 'tickAgendaItem',
  'alignment.made': 'align',
  'barrier.asked-back': 'askBack',
  'barrier.cleared': 'clearBarrier',
  'barrier.confirmed': 'confirmBarrier',
  'barrier.offered': 'offerHelp',
  'barrier.raised': 'raiseBarrier',
  'barrier.refused': 'cannotClear',
  'barrier.reopened': 'reopenBarrier',
  'barrier.taken': 'takeBarrier',
  'barrier.withdrawn': 'withdrawBarrier',
  'check-in.recorded': 'recordCheckIn',
  'commitment.given': 'commit',
  'cycle.closed': 'closeCycle',
  'cycle.created': 'createCycle',
  'cycle.reviewing': 'reviewCycle',
  'cycle.started': 'startCycle',
  'directory.changed': 'changeDirectory',
  'follow.begun': 'follow',
  'key-result.challenged': 'challengeKeyResult',
  'key-result.closed': 'closeKeyResult',
  'key-result.created': 'createKeyResult',
  'key-result.edited': 'changeKeyResult',
  'key-result.midway-answered': 'answerMidway',
  'key-result.published': 'publishKeyResult',
  'key.created': 'createKey',
  'key.revoked': 'revokeKey',
  'ladder.why-written-back': 'writeWhyBack',
  'objective.closed': 'closeObjective',
  'objective.created': 'createObjective',
  'objective.edited': 'changeObjective',
  'objective.published': 'publishObjective',
  'one-on-one.met': 'closeMeeting',
  'one-on-one.noted': 'writeNotes',
  'one-on-one.opened': 'openOneOnOne',
  'planning-round.closed': 'closePlanningRound',
  'planning-round.opened': 'openPlanningRound',
  'planning-round.published': 'publishPlanningRound',
  'retention.changed': 'changeRetention',
  'roster.linked': 'linkRoster',
  'step.finished': 'finishStep',
  'step.pencilled': 'addStep',
  'step.started': 'startStep',
  'team.created': 'createTeam',
  'team.member-set': 'putInTeam',
  'view.saved': 'saveView',
  'webhook.created': 'createWebhook',
  'win.celebrated': 'celebrateWin',
  'workspace.changed': 'changeWorkspace',
}

/** The operations of these that answer 200; the others make something: 201. */
const changes =
  /^(?!add|align|create|commit$|challenge|follow|closeMeeting|openPlan|raise|recordCheckIn|save)/

const happened = `SELECT kind, subject_id AS subject FROM events
  WHERE workspace_id = $1 AND actor_id IS NOT DISTINCT FROM $2 AND at = $3 AND surface <> 'worker' ORDER BY id`

/** Writes down who did what, as the API does for each request: the story calls the functions behind it. */
export async function writeDown(tx: Tx, actor: Actor): Promise<void> {
  const values = [actor.workspaceId, actor.memberId, actor.now]
  for (const { kind, subject } of await rows<{ kind: string; subject: string }>(tx, happened, values)) {
    const operation = operations[kind]
    if (operation)
      audit(tx, actor, { operation, status: changes.test(operation) ? 200 : 201, code: null, subject })
  }
}

/** Somebody tries what is not theirs: it is refused before anything is written, and that is written down. */
export function refused(operation: string, act: (tx: Tx, actor: Actor) => Promise<unknown>): typeof act {
  return async (tx, actor) => {
    const refusal = await act(tx, actor).then(() => undefined, toRefusal)
    if (!refusal) throw new Error(`The demo's story expects that ${operation} is refused.`)
    audit(tx, actor, { operation, status: refusal.status, code: refusal.code, subject: null })
  }
}
