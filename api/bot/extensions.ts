import { raiseBarrier } from '../barriers/barriers.ts'
import { raiseCard } from '../barriers/card.ts'
import { itemCard } from '../boards/card.ts'
import type { Card } from '../chat/card.ts'
import { audit } from '../http/audit.ts'
import { findKeyResult } from '../key-results/key-results.ts'
import { findObjective, listObjectives } from '../objectives/objectives.ts'
import type { Moment, Reply } from './kind.ts'
import { raisedAs } from './step.ts'
import { pickedTeam, raisableOf, teamsOf } from './teams.ts'

interface Asked {
  commandId?: unknown
  queryText?: unknown
  parameters?: { name?: unknown; value?: unknown }[]
  messagePayload?: { body?: { content?: unknown } }
  data?: Record<string, unknown>
  url?: unknown
}

const none: Reply = {
  status: 200,
  body: { composeExtension: { type: 'result', attachmentLayout: 'list', attachments: [] } },
}

/** What is reached from a message or the box one writes in: raise a barrier, find a goal, unfold a link. */
export async function extend(
  moment: Moment,
  _conversationId: string,
  name: unknown,
  value: unknown,
): Promise<Reply> {
  const asked = (value ?? {}) as Asked
  if (name === 'composeExtension/fetchTask') return raiseForm(moment, asked)
  if (name === 'composeExtension/submitAction') return raise(moment, asked)
  if (name === 'composeExtension/query') return search(moment, asked)
  if (name === 'composeExtension/queryLink') return unfold(moment, asked)
  return { status: 501 }
}

/** The words of a message, without its markup. */
function wordsOf({ messagePayload }: Asked): string {
  const content = messagePayload?.body?.content
  if (typeof content !== 'string') return ''
  const bare = content
    .slice(0, 4000)
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&nbsp;', ' ')
  return bare.replace(/\s+/g, ' ').trim().slice(0, 200)
}

async function raiseForm(moment: Moment, asked: Asked): Promise<Reply> {
  const { say, tab } = moment
  const teams = await raisableOf(moment)
  const [team] = teams
  if (!team) return task(say.t('bot.noTeam.text'))
  const at = { id: '', revision: 0 }
  const form = { about: null, kind: 'waiting', askedOf: team.askedOf, back: false, note: null } as const
  const drawn = raiseCard(say, { ...form, teams, card: at, title: wordsOf(asked), tab: tab('my-week') })
  const [ask] = drawn.actions ?? []
  const submit = { type: 'Action.Submit', title: ask?.title, data: { verb: 'raise' } }
  return task({ title: say.t('barrier.raise.title'), card: { ...drawn, actions: [submit] } })
}

function task(shown: string | { title: string; card: unknown }): Reply {
  if (typeof shown === 'string') return { status: 200, body: { task: { type: 'message', value: shown } } }
  const { title, card } = shown
  const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', content: card }
  return { status: 200, body: { task: { type: 'continue', value: { title, card: attachment } } } }
}

async function raise(moment: Moment, { data = {} }: Asked): Promise<Reply> {
  const { tx, actor, say } = moment
  const inputs = { kind: String(data.kind ?? ''), title: String(data.title ?? '') }
  const { kind, title } = raisedAs(inputs)
  const [first] = await teamsOf(moment, actor.teams)
  const teamId = pickedTeam(moment, data.team, first?.id ?? '')
  const barrier = await raiseBarrier(tx, actor, { kind, teamId, ...(title && { title }) })
  await audit(tx, actor, { operation: 'chat.raise', status: 200, code: null, subject: barrier.id })
  return task(say.t('barrier.raised', { number: barrier.number ?? 0 }))
}

async function search(moment: Moment, { parameters = [] }: Asked): Promise<Reply> {
  const { tx, actor } = moment
  const given = parameters.find(({ value }) => typeof value === 'string')?.value
  const q = typeof given === 'string' && given !== 'true' ? given.trim().slice(0, 100) : ''
  const { data } = await listObjectives(tx, actor, { limit: 20, ...(q && { q }) })
  const running = data.filter(({ lifecycle }) => lifecycle === 'published').slice(0, 8)
  const found = running.map((item) => ({
    ...item,
    percent: item.progress.value,
    health: item.standing.health,
  }))
  return results(found.map((item) => attachment(moment, item, `objectives/${item.id}`)))
}

interface Item {
  title: string
  why: string | null
  health: string
  percent: number | null
}

function attachment({ say, tab }: Moment, item: Item, place: string) {
  const content: Card = itemCard(say, { ...item, tab: tab(place) })
  const text = `${say.t(`status.${item.health as 'unknown'}`)}${item.percent === null ? '' : ` · ${say.percent(item.percent)}`}`
  return {
    contentType: 'application/vnd.microsoft.card.adaptive',
    content,
    preview: {
      contentType: 'application/vnd.microsoft.card.thumbnail',
      content: { title: item.title, text },
    },
  }
}

function results(attachments: unknown[]): Reply {
  return {
    status: 200,
    body: { composeExtension: { type: 'result', attachmentLayout: 'list', attachments } },
  }
}

const link = /(objectives|key-results)(?:\/|%2F)([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/i

/** A link to an item of ours unfolds to whoever may see it; for others it stays a link. */
async function unfold(moment: Moment, { url }: Asked): Promise<Reply> {
  const { tx, actor } = moment
  const [, kind, id] = (typeof url === 'string' && link.exec(url.slice(0, 2000))) || []
  if (!kind || !id) return none
  const find = kind.toLowerCase() === 'objectives' ? findObjective : findKeyResult
  const item = await find(tx, actor, id.toLowerCase()).catch(() => null)
  if (!item) return none
  const { title, why, percent } = item
  const health = item.overrideHealth ?? item.health
  return results([attachment(moment, { title, why, health, percent }, `${kind}/${id}`)])
}
