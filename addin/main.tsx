import './ui/base.css'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { findHost } from './host/find.ts'
import { Door } from './pages/door.tsx'
import { Shell } from './pages/shell.tsx'
import { loadCatalogue } from './strings/catalogues.ts'
import { firstTexts } from './strings/first-texts.ts'
import { currentPath, goInstead } from './ui/navigation.ts'
import { pathOfSubPage, pathTo } from './ui/places.ts'

const host = await findHost('tab')
const { locale, subPageId } = host.context()
// `?at=` is the place of a tab in a channel or chat.
const linked = pathOfSubPage(subPageId ?? new URLSearchParams(window.location.search).get('at') ?? undefined)
if (linked && currentPath() === '/') goInstead(linked)

// Any other page needs more than the first texts.
const texts = ['/', pathTo('myWeek')].includes(currentPath()) ? firstTexts : undefined

createRoot(document.getElementById('root')!).render(
  <App host={host} catalogue={await loadCatalogue(locale, texts)}>
    <Door>{(me) => <Shell me={me} />}</Door>
  </App>,
)
host.ready()
