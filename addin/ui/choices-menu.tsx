import { makeStyles } from '@fluentui/react-components'
import { lazy, Suspense } from 'react'

export interface ChoicesMenuProps {
  /** What the button is for: "More for #41". */
  label: string
  choices: { text: string; onPick: () => void }[]
}

// Fluent's menu is 38 KB that no first screen needs.
const Body = lazy(async () => ({ default: (await import('./choices-menu-body.tsx')).ChoicesMenuBody }))

/** The less likely things to do, behind three dots; their room is there before they are, so that nothing beside moves. */
export function ChoicesMenu(props: ChoicesMenuProps) {
  const styles = useRoomStyles()
  return (
    <Suspense fallback={<span className={styles.room} />}>
      <Body {...props} />
    </Suspense>
  )
}

const useRoomStyles = makeStyles({ room: { inlineSize: '32px' } })
