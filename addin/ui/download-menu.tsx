import { lazy, Suspense } from 'react'
import type { ListName } from './download.ts'

export interface DownloadMenuProps {
  list: ListName
  /** What narrows the list on the screen narrows the file too. */
  filters?: object
  /** Said where the button alone does not tell which list is meant. */
  label?: string
}

// Fluent's menu is 38 KB that no first screen needs.
const Body = lazy(async () => ({ default: (await import('./download-menu-body.tsx')).DownloadMenuBody }))

/** The list as a file: a workbook, or CSV. */
export function DownloadMenu(props: DownloadMenuProps) {
  return (
    <Suspense fallback={null}>
      <Body {...props} />
    </Suspense>
  )
}
