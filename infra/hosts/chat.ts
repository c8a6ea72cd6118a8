import './chat.css'
import './controls.css'
import { drawCard, type Pressed } from './card-renderer.ts'
import { demoPeople, type Person } from './demo-people.ts'

const element = <E extends HTMLElement>(id: string) => document.getElementById(id) as E
const person = element<HTMLSelectElement>('person')
const theme = element<HTMLSelectElement>('theme')
const width = element<HTMLSelectElement>('width')
const messages = element('messages')
const text = element<HTMLInputElement>('text')

interface Message {
  id: string
  from: 'bot' | 'person'
  text: string | null
  card: object | null
  at: number
}

/** Counts the people looked at, so that what comes for an earlier one is dropped. */
let turn = 0

async function ask(path: string, body?: object): Promise<Response> {
  const json = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
  return fetch(path, body ? json : {})
}

function say(what: object): Promise<Response> {
  return ask('/demo/chat/say', { personId: person.value, ...what })
}

function show({ id, from, text: words, card }: Message): void {
  const known = document.getElementById(`message-${id}`)
  const box = known ?? document.createElement('div')
  box.id = `message-${id}`
  box.className = `message ${from}`
  const look = JSON.stringify(card)
  if (card && box.dataset.look === look) return // what is being filled in stays
  box.dataset.look = look
  if (card) box.replaceChildren(drawCard(card, (pressed) => void press(id, pressed)))
  else box.textContent = words
  if (known) return
  messages.append(box)
  box.scrollIntoView({ block: 'nearest' })
}

async function press(messageId: string, { verb, data }: Pressed): Promise<void> {
  const reply = await say({ action: { type: 'Action.Execute', verb, data }, messageId })
  const answer = (await reply.json()) as { type?: string; value?: unknown }
  if (typeof answer.value === 'string') notice(answer.value)
  else if (answer.value) show({ id: messageId, from: 'bot', text: null, card: answer.value as object, at: 0 })
}

function notice(words: string): void {
  element('notice').textContent = words
}

/** Asks for what is new for as long as this person is looked at. */
async function follow(mine: number): Promise<void> {
  let after = 0
  while (mine === turn) {
    const reply = await ask(`/demo/chat/messages?personId=${person.value}&after=${after}`).catch(
      () => undefined,
    )
    if (mine !== turn) return
    if (!reply?.ok) {
      await new Promise((later) => setTimeout(later, 2000))
      continue
    }
    const fresh = ((await reply.json()) as { messages: Message[] }).messages
    for (const message of fresh) show(message)
    after = Math.max(after, ...fresh.map(({ at }) => at))
    if (fresh.length > 0) notice('')
  }
}

async function open(): Promise<void> {
  messages.replaceChildren()
  dress()
  const mine = ++turn
  void follow(mine)
  await say({})
}

function dress(): void {
  document.documentElement.dataset.theme = theme.value
  element('messages').style.inlineSize = width.value ? `${width.value}px` : ''
  element<HTMLAnchorElement>('tab').href = `/demo/teams?person=${person.value}`
  const chosen = new URLSearchParams({ person: person.value, theme: theme.value })
  if (width.value) chosen.set('width', width.value)
  window.history.replaceState(null, '', `?${chosen}`)
}

function offer(people: readonly Person[]): void {
  for (const { id, name, role, team } of people) {
    person.add(new Option([name, team, role === 'member' ? null : role].filter(Boolean).join(', '), id))
  }
  const asked = new URLSearchParams(window.location.search)
  person.value = asked.get('person') ?? people[0]?.id ?? ''
  if (!person.value && people[0]) person.value = people[0].id
  theme.value = asked.get('theme') ?? 'default'
  width.value = asked.get('width') ?? ''
}

element<HTMLFormElement>('write').addEventListener('submit', (event) => {
  event.preventDefault()
  if (text.value.trim()) void say({ text: text.value })
  text.value = ''
})
for (const hint of document.querySelectorAll<HTMLButtonElement>('[data-say]')) {
  hint.addEventListener('click', () => void say({ text: hint.dataset.say }))
}
person.addEventListener('change', () => void open())
for (const control of [theme, width]) control.addEventListener('change', dress)

const people = await demoPeople()
offer(people)
if (people.length === 0) notice('Nobody to be: this server does not run in demo mode.')
else await open()
