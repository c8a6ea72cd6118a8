import { lazy, Suspense } from 'react'

export interface ChoicesMenuProps {
  /** What the button is for: "More for #41". */
  label: string
  choices: { text: string; onPick: () => void }[]
}

// Fluent's menu is 38 KB that no first screen needs.
const Body = lazy(async () => ({ default: (await import('./choices-menu-body.tsx')).ChoicesMenuBody }))

/** The less likely things to do, behind three dots. */
export function ChoicesMenu(props: ChoicesMenuProps) {
  return (
    <Suspense fallback={null}>
      <Body {...props} />
    </Suspense>
  )
}
