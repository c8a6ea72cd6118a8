import './teams.css'
import './controls.css'
import './outlook.css'
import { demoPeople, demoToken } from './demo-people.ts'
import { nestedApp } from './nested-app.ts'
import type { OutlookPage, OutlookState } from './outlook-state.ts'

const element = <E extends HTMLElement>(id: string) => document.getElementById(id) as E
const frame = element<HTMLIFrameElement>('app')
const person = element<HTMLSelectElement>('person')
const others = element<HTMLSelectElement>('with')
const choices = ['person', 'mode', 'theme', 'locale', 'width'].map((id) => element<HTMLSelectElement>(id))
const ticks = ['shared', 'room'].map((id) => element<HTMLInputElement>(id))
const [, mode, theme, locale, width] = choices as [HTMLSelectElement, ...HTMLSelectElement[]]
const message = element('message')
const room = 'room.quay@footbridge.example'

const people = await demoPeople()
const addressOf = (id: string) => people.find((one) => one.id === id)?.address ?? `${id}@footbridge.example`
const chosen = () => [...others.selectedOptions].map(({ value }) => value)

function state(): OutlookState {
  const rooms = ticks[1]?.checked ? [room] : []
  return {
    theme: theme?.value as OutlookState['theme'],
    locale: locale?.value ?? 'en-US',
    own: addressOf(person.value),
    mode: mode?.value as OutlookState['mode'],
    subject: mode?.value === 'message' ? 'The order is stuck at legal' : 'Our half hour',
    attendees: [...chosen(), ...rooms].map((emailAddress) => ({ emailAddress, recipientType: 'user' })),
    rooms,
    shared: ticks[0]?.checked ?? false,
    body: element('body').textContent ?? '',
  }
}

const listeners = { itemChanged: [] as (() => void)[], officeThemeChanged: [] as (() => void)[] }
const nested = nestedApp(
  () => 'nested',
  () => people.find(({ id }) => id === person.value),
  () => demoToken(person.value),
)
const page: OutlookPage = {
  state,
  insert: (html) => {
    const shown = new DOMParser().parseFromString(html, 'text/html')
    element('body').append(...shown.body.childNodes)
  },
  openLink: (url) => {
    message.hidden = false
    message.textContent = `Outlook would open ${url}`
  },
  nested,
  onChange: (event, listener) => listeners[event].push(() => listener({})),
}
Object.assign(window, { outlook: page })

/** Opens the panel anew, as Outlook does for another account. */
function openPanel() {
  for (const list of Object.values(listeners)) list.length = 0
  frame.src = `/panel.html?in=outlook&opened=${Date.now()}`
}

function show() {
  const { subject, attendees, own, mode: open } = state()
  element('subject').textContent = open === 'none' ? 'Nothing is open' : subject
  element('people').textContent =
    open === 'none' ? '' : [own, ...attendees.map((one) => one.emailAddress)].join('; ')
  if (open === 'message')
    element('body').textContent = 'Legal has had our order for two weeks now. Could somebody have a look?'
  document.documentElement.dataset.theme = theme?.value
  frame.style.inlineSize = `${width?.value}px`
  remember()
}

/** Everything chosen stands in the address, so that a look can be shared, reloaded and tested. */
function remember() {
  const now = new URLSearchParams(choices.map((field) => [field.id, field.value]))
  for (const address of chosen()) now.append('with', address)
  for (const tick of ticks) now.set(tick.id, String(tick.checked))
  window.history.replaceState(null, '', `?${now}`)
}

function recall() {
  const kept = new URLSearchParams(window.location.search)
  for (const field of choices) if (kept.has(field.id)) field.value = kept.get(field.id) ?? ''
  for (const tick of ticks) if (kept.has(tick.id)) tick.checked = kept.get(tick.id) === 'true'
  for (const address of kept.getAll('with')) {
    const offered = [...others.options].find(({ value }) => value === address)
    if (offered) offered.selected = true
    else others.add(new Option(address, address, true, true))
  }
}

for (const one of people) {
  person.add(new Option(`${one.name} (${one.role})`, one.id))
  others.add(new Option(one.name, addressOf(one.id)))
}
recall()
// Somebody to meet, where nobody was chosen: the first one who is not oneself.
if (chosen().length === 0 && !window.location.search.includes('with=')) {
  const other = [...others.options].find(({ value }) => value !== addressOf(person.value))
  if (other) other.selected = true
}
show()
const tell = (event: keyof typeof listeners) => {
  show()
  for (const listener of listeners[event]) listener()
}
person.addEventListener('change', () => {
  show()
  openPanel()
})
for (const field of [others, mode, ...ticks]) field?.addEventListener('change', () => tell('itemChanged'))
for (const field of [theme, width]) field?.addEventListener('change', () => tell('officeThemeChanged'))
locale?.addEventListener('change', () => {
  show()
  openPanel()
})
openPanel()
