import './ui/base.css'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { findHost } from './host/find.ts'
import { Door } from './pages/door.tsx'
import { PanelShell } from './pages/panel-shell.tsx'
import { loadCatalogue } from './strings/catalogues.ts'
import { panelTexts } from './strings/panel-texts.ts'
import { currentPath, goInstead } from './ui/navigation.ts'
import { pathOfSubPage } from './ui/places.ts'

const host = await findHost('panel')
const { locale, subPageId } = host.context()
const linked = pathOfSubPage(subPageId)
if (linked && currentPath() === '/') goInstead(linked)

createRoot(document.getElementById('root')!).render(
  <App host={host} catalogue={await loadCatalogue(locale, panelTexts)}>
    <Door>{(me) => <PanelShell me={me} />}</Door>
  </App>,
)
host.ready()
