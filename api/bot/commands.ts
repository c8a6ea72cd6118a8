import { pause } from '../notifications/notifications.ts'
import { chooseTeamChat } from '../notifications/team-chats.ts'
import type { Say } from '../strings/say.ts'
import { logWin } from '../wins/wins.ts'
import type { Moment } from './kind.ts'
import { mostWinLength } from './log-win.ts'
import { offer, open, put, say } from './open.ts'
import { ledBy, teamsOf } from './teams.ts'

const commands = {
  'check-in': ['check in', 'checkin', 'check-in', 'einchecken', 'status'],
  step: ['step', 'my step', 'my card', 'schritt', 'mein schritt'],
  raise: ['barrier', 'stuck', 'hindernis', 'im weg'],
  goals: ['my objectives', 'objectives', 'my goals', 'goals', 'meine ziele', 'ziele'],
  team: ['team', 'my team', 'mein team'],
  win: ['win', 'erfolg'],
  morning: ['to clear', 'queue', 'morning', 'zu klären'],
  pause: ['pause', 'mute', 'pausieren'],
  resume: ['resume', 'unpause', 'weiter'],
  here: ['celebrate here', 'hier feiern'],
  help: ['help', '?', 'hilfe', 'commands', 'befehle'],
  hi: ['hi', 'hello', 'hey', 'hallo', 'moin', 'servus', 'start'],
} as const
export type Command = keyof typeof commands

const stuckWords =
  /\b(block(ed|iert)?|stuck|wait(ing)? (for|on)|can'?t (go on|continue)|hänge|warte(n)? auf|komme nicht weiter)\b/i

/** What somebody typed means: a command with what follows it, what is in the way, or the commands that come closest. */
export type Meaning =
  | { command: Command; rest: string }
  | { stuck: string }
  | { unknown: string; suggest: Command[] }

/** What each command is called; `own`: the words that a workspace has put in place of ours, which mean the same. */
export type OwnWords = Pick<Say, 'ownWord'>

export function meaningOf(typed: string, own?: OwnWords): Meaning {
  const words = typed.trim().replace(/\s+/g, ' ')
  const lower = words.toLowerCase().replace(/[.!]+$/, '')
  for (const [command, names] of Object.entries(commands) as [Command, readonly string[]][]) {
    const name = [...names, ...ownNames(command, own)]
      .sort((a, b) => b.length - a.length)
      .find((each) => begins(lower, each))
    const takesMore = command === 'raise' || command === 'win'
    if (name && (takesMore || lower === name))
      return { command, rest: words.slice(name.length).replace(/^[:\s]+/, '') }
  }
  if (stuckWords.test(words)) return { stuck: words }
  return { unknown: words, suggest: closest(lower) }
}

const things: Partial<Record<Command, readonly string[]>> = {
  step: ['step'],
  raise: ['barrier'],
  goals: ['goal', 'goals'],
  win: ['win'],
}

function ownNames(command: Command, own?: OwnWords): string[] {
  return (things[command] ?? []).flatMap((thing) => own?.ownWord(thing)?.toLowerCase() ?? [])
}

function begins(words: string, name: string): boolean {
  return words === name || words.startsWith(`${name} `) || words.startsWith(`${name}:`)
}

const offered: readonly Command[] = ['check-in', 'step', 'raise', 'goals', 'team', 'pause', 'help']

/** The three commands of which some name is fewest slips away. */
export function closest(words: string): Command[] {
  const distance = (command: Command) =>
    Math.min(...commands[command].map((name) => slips(words.slice(0, 40), name) / Math.max(name.length, 3)))
  return [...offered].sort((a, b) => distance(a) - distance(b)).slice(0, 3)
}

/** Letters put in, left out, changed or swapped with their neighbour. */
export function slips(a: string, b: string): number {
  const rows = [[...Array(b.length + 1).keys()]]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + same)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) least = Math.min(least, rows[i - 2]![j - 2]! + 1)
      row.push(least)
    }
    rows.push(row)
  }
  return rows[a.length]![b.length]!
}

/** Does what somebody typed, and answers in their conversation. */
export async function obey(moment: Moment, conversationId: string, typed: string): Promise<void> {
  const meaning = meaningOf(typed, moment.say)
  if ('stuck' in meaning) return offer(moment, conversationId, meaning.stuck)
  if ('unknown' in meaning) {
    // A sentence is rather something on somebody's mind than a slip of the keys.
    if (meaning.unknown.split(' ').length > 3) return offer(moment, conversationId, meaning.unknown)
    return void (await say(moment, conversationId, 'unknown', { suggest: meaning.suggest }))
  }
  const { command, rest } = meaning
  if (command === 'raise') return offer(moment, conversationId, rest)
  if (command === 'hi') return void (await say(moment, conversationId, 'welcome'))
  if (command === 'win') return log(moment, conversationId, rest)
  if (command === 'here') return celebrateHere(moment, conversationId)
  if (command !== 'pause' && command !== 'resume') return open(moment, conversationId, command)
  await pause(moment.tx, moment.actor, command === 'pause')
  await say(moment, conversationId, command === 'pause' ? 'paused' : 'resumed')
}

async function log(moment: Moment, conversationId: string, what: string): Promise<void> {
  const { tx, actor } = moment
  const [team, ...others] = await teamsOf(moment, actor.teams)
  if (!team) return void (await say(moment, conversationId, 'noTeam'))
  if (!what || others.length > 0) {
    return void (await put(moment, conversationId, 'log-win', {
      what: what.slice(0, mostWinLength),
      team: team.id,
    }))
  }
  await logWin(tx, actor, { what: what.slice(0, mostWinLength), teamId: team.id })
  await say(moment, conversationId, 'logged')
}

/** In a group: whoever leads a team has it celebrate here, and of several picks one. */
async function celebrateHere(moment: Moment, conversationId: string): Promise<void> {
  const [own, ...others] = await ledBy(moment)
  if (!own) return void (await say(moment, conversationId, 'notLeader'))
  if (others.length > 0) return void (await put(moment, conversationId, 'celebrate-here'))
  await chooseTeamChat(moment.tx, moment.actor, own.id, conversationId)
  await say(moment, conversationId, 'celebrateHere')
}
