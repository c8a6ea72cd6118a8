import { listRows } from '../boards/card.ts'
import { readTeamBoard } from '../boards/team-board.ts'
import { button, card, type Element, heading, run, runs, text } from '../chat/card.ts'
import { listKeyResults } from '../key-results/key-results.ts'
import { pause } from '../notifications/notifications.ts'
import type { StringKey } from '../strings/say.ts'
import { type Kind, type Moment, type Saying, sayings } from './kind.ts'
import { open } from './open.ts'
import { teamsOf } from './teams.ts'

const wishesOf: Partial<Record<Saying, readonly string[]>> = {
  welcome: ['check-in', 'step', 'raise'],
  help: ['check-in', 'step', 'raise', 'goals', 'pause'],
  paused: ['resume'],
  resumed: ['pause'],
  nothingDue: ['step', 'raise'],
}

/** Welcome, help, lists, and answers to commands. */
export const plainKind: Kind = {
  view: async (moment, row) => {
    const saying = sayings.find((each) => each === row.data.saying) ?? 'help'
    const { t, language } = moment.say
    const title = t(`bot.${saying}.title` as StringKey)
    const body: Element[] = [heading(title), text(t(`bot.${saying}.text` as StringKey))]
    if (saying === 'goals') body.push(...(await goals(moment)))
    if (saying === 'team') body.push(...(await team(moment)))
    const wishes = (row.data.suggest as readonly string[] | undefined) ?? wishesOf[saying] ?? []
    const wish = (item: string) => button(row, 'open', t(`bot.do.${item}` as StringKey), { item })
    const tab = { type: 'Action.OpenUrl' as const, title: t('card.openTab'), url: moment.tab('my-week') }
    return card(language, title, body, [...wishes.map(wish), tab])
  },
  verbs: {
    open: async (moment, { data, conversationId }, { item = '' }) => {
      if (item !== 'pause' && item !== 'resume') {
        await open(moment, conversationId, item)
        return data
      }
      await pause(moment.tx, moment.actor, item === 'pause')
      return { saying: item === 'pause' ? 'paused' : 'resumed' }
    },
  },
}

const mostListed = 10

async function goals({ tx, actor, say }: Moment): Promise<Element[]> {
  const mine = { limit: 50, ownerId: actor.memberId! }
  const { data } = await listKeyResults(tx, actor, mine)
  const running = data.filter(({ lifecycle }) => lifecycle === 'published').slice(0, mostListed)
  const rows = running.map(({ title, standing, progress }) => ({
    title,
    health: standing.health,
    percent: progress.value,
  }))
  return rows.length > 0 ? listRows(say, rows) : [text(say.t('bot.goals.none'))]
}

const mostTeams = 3

/** What each of somebody's teams works on, under its name where they are several. */
async function team(moment: Moment): Promise<Element[]> {
  const { tx, actor, say } = moment
  const teams = (await teamsOf(moment, actor.teams)).slice(0, mostTeams)
  const body: Element[] = []
  for (const { id, name } of teams) {
    const board = await readTeamBoard(tx, actor, id, undefined)
    const rows = board.objectives
      .slice(0, Math.ceil(mostListed / teams.length))
      .map(({ title, standing, progress }) => ({ title, health: standing.health, percent: progress.value }))
    if (teams.length > 1) body.push(runs([run(name, { weight: 'bolder' })]))
    body.push(...listRows(say, rows))
  }
  return body
}
