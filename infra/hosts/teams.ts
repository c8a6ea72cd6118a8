import './teams.css'
import './controls.css'
import { demoPeople, demoToken, type Person } from './demo-people.ts'
import { deepLinkTo, subPageOf } from './teams-context.ts'
import { serveTeams, type TeamsState } from './teams-protocol.ts'

const element = <E extends HTMLElement>(id: string) => document.getElementById(id) as E
const frame = element<HTMLIFrameElement>('app')
const person = element<HTMLSelectElement>('person')
const theme = element<HTMLSelectElement>('theme')
const locale = element<HTMLSelectElement>('locale')
const width = element<HTMLSelectElement>('width')
const signIn = element<HTMLSelectElement>('sign-in')
const where = element<HTMLSelectElement>('where')
const save = element<HTMLButtonElement>('save')
const link = element<HTMLInputElement>('link')
const message = element('message')

let people: Person[] = []
let subPageId: string | undefined
/** The tab that was added to the channel last. */
let added = '/tab.html'

const frames = { tab: 'content', configure: 'settings', channel: 'content', meeting: 'sidePanel' } as const

function state(): TeamsState {
  return {
    theme: theme.value as TeamsState['theme'],
    locale: locale.value,
    person: people.find(({ id }) => id === person.value),
    subPageId,
    width: Number(width.value) || undefined,
    signIn: signIn.value as TeamsState['signIn'],
    frameContext: frames[where.value as keyof typeof frames],
  }
}

const teams = serveTeams(frame, state, {
  token: () => demoToken(person.value),
  openLink,
  shareLink: ({ subPageId: place, label }) => {
    link.value = deepLinkTo(place)
    link.select()
    say(`A link to “${label}” stands in the deep link box.`)
  },
  canSave: (can) => {
    save.disabled = !can
  },
  saved: ({ contentUrl, suggestedDisplayName }) => {
    added = contentUrl
    where.value = 'channel'
    openApp()
    say(`The channel now has a tab “${suggestedDisplayName}”.`)
  },
  loaded: () => document.body.classList.remove('loading'),
  failed: (why) => say(why),
})

function openLink(url: string) {
  const place = subPageOf(url)
  if (place === undefined) return say(`Teams would open ${url}`)
  subPageId = place || undefined
  link.value = deepLinkTo(place)
  openApp()
}

/** Loads the tab anew, as Teams does for a deep link or another account. */
function openApp() {
  document.body.classList.add('loading')
  say('')
  remember()
  save.hidden = where.value !== 'configure'
  save.disabled = true
  frame.src = 'about:blank'
  frame.src = addressOf(where.value)
}

function addressOf(place: string): string {
  const pages: Record<string, string> = {
    configure: '/tab.html?at=configure',
    channel: added,
    meeting: '/panel.html',
  }
  const address = new URL(pages[place] ?? '/tab.html', window.location.origin)
  address.searchParams.set('opened', `${Date.now()}`)
  return address.href
}

function dress() {
  const { theme: name, width: wide } = state()
  document.documentElement.dataset.theme = name
  document.documentElement.lang = 'en'
  frame.style.inlineSize = wide ? `${wide}px` : '100%'
  document.body.classList.toggle('framed', wide !== undefined)
  remember()
}

function say(text: string) {
  message.textContent = text
  message.hidden = !text
}

/** Everything chosen stands in the address, so that a look can be shared, reloaded and tested. */
function remember() {
  const chosen = new URLSearchParams({ theme: theme.value, locale: locale.value })
  if (width.value) chosen.set('width', width.value)
  if (signIn.value !== 'host') chosen.set('sign-in', signIn.value)
  if (where.value !== 'tab') chosen.set('where', where.value)
  if (person.value) chosen.set('person', person.value)
  if (subPageId) chosen.set('open', subPageId)
  window.history.replaceState(null, '', `?${chosen}`)
}

function recall() {
  const chosen = new URLSearchParams(window.location.search)
  for (const field of [theme, locale, width, person, signIn, where]) choose(field, chosen.get(field.id))
  subPageId = chosen.get('open') ?? undefined
  link.value = deepLinkTo(subPageId ?? '')
}

function choose(field: HTMLSelectElement, value: string | null) {
  if (value === null) return
  // A value that no choice offers (a pseudo language, an odd width) can still be asked for by address.
  if (field !== person && ![...field.options].some((option) => option.value === value))
    field.add(new Option(value, value))
  field.value = value
}

function offerPeople() {
  for (const team of new Set(people.map((one) => one.team))) {
    const group = document.createElement('optgroup')
    group.label = team ?? 'No team'
    for (const one of people.filter((other) => other.team === team))
      group.append(new Option(`${one.name} (${one.role})`, one.id))
    person.append(group)
  }
}

people = await demoPeople()
offerPeople()
recall()
dress()
theme.addEventListener('change', () => {
  dress()
  teams.themeChanged()
})
locale.addEventListener('change', () => {
  dress()
  teams.contextChanged()
})
width.addEventListener('change', dress)
person.addEventListener('change', openApp)
signIn.addEventListener('change', openApp)
where.addEventListener('change', openApp)
save.addEventListener('click', () => teams.save())
element<HTMLFormElement>('go').addEventListener('submit', (event) => {
  event.preventDefault()
  openLink(link.value)
})
openApp()
if (people.length === 0) say('Nobody to be: this server does not run in demo mode.')
