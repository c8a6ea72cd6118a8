import { createContext, type KeyboardEvent, type ReactNode, useContext, useId, useRef, useState } from 'react'
import { go } from '../ui/navigation.ts'
import { useTreeStyles } from './tree-styles.ts'

interface Tree {
  active: string | undefined
  isOpen: (path: string) => boolean
  toggle: (path: string, open: boolean) => void
}

const TreeInUse = createContext<Tree | undefined>(undefined)

/** A tree by the book (WAI-ARIA): one stop for the tab key, arrows go through what is shown, levels open in place. */
export function TreeView({ label, first, children }: { label: string; first: string; children: ReactNode }) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const [active, setActive] = useState(first)
  const tree = useRef<HTMLDivElement>(null)
  const toggle = (path: string, on: boolean) =>
    setOpen((before) => new Set(on ? [...before, path] : [...before].filter((one) => one !== path)))
  const onKeyDown = (event: KeyboardEvent) => {
    const items = [...tree.current!.querySelectorAll<HTMLElement>(reachable)]
    const at = items.findIndex(({ dataset }) => dataset.path === active)
    const move = moves[event.key]?.(items, Math.max(at, 0), toggle)
    if (!move) return
    event.preventDefault()
    if (move instanceof HTMLElement) move.focus()
  }
  return (
    <TreeInUse value={{ active, toggle, isOpen: (path) => open.has(path) }}>
      <div
        ref={tree}
        role="tree"
        aria-label={label}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          const path = (event.target as HTMLElement).closest<HTMLElement>('[role=treeitem]')?.dataset.path
          if (path) setActive(path)
        }}
      >
        {children}
      </div>
    </TreeInUse>
  )
}

// A line that only says that something is on its way is gone a moment later, and the focus with it.
const reachable = '[role=treeitem]:not([data-waiting])'

type Move = (items: HTMLElement[], at: number, toggle: Tree['toggle']) => HTMLElement | boolean | undefined

/** What the keys do: where the focus goes, or that something was opened, closed or followed. */
const moves: Record<string, Move> = {
  ArrowDown: (items, at) => items[at + 1],
  ArrowUp: (items, at) => items[at - 1],
  Home: (items) => items[0],
  End: (items) => items.at(-1),
  ArrowRight: (items, at, toggle) => {
    const item = items[at]!
    if (item.ariaExpanded === 'true') return item.querySelector<HTMLElement>(reachable) ?? true
    if (item.ariaExpanded === 'false') toggle(item.dataset.path!, true)
    return true
  },
  ArrowLeft: (items, at, toggle) => {
    const item = items[at]!
    if (item.ariaExpanded !== 'true')
      return item.parentElement?.closest<HTMLElement>('[role=treeitem]') ?? true
    toggle(item.dataset.path!, false)
    return true
  },
  Enter: (items, at) => follow(items[at]!),
  ' ': (items, at) => follow(items[at]!),
}

function follow(item: HTMLElement): boolean {
  if (item.dataset.href) go(item.dataset.href.slice(1))
  else item.querySelector<HTMLElement>('[data-press]')?.click()
  return true
}

interface TreeItemProps {
  /** Unlike that of every other item shown; an item with several parents has several. */
  path: string
  level: number
  href?: string
  /** Whether something can stand under it. */
  opens: boolean
  label: ReactNode
  /** Stands in for what is on its way. */
  waiting?: boolean
  /** Drawn when it is open. */
  children?: ReactNode
}

/** One line of the tree with what is under it. */
export function TreeItem({ path, level, href, opens, label, waiting, children }: TreeItemProps) {
  const styles = useTreeStyles()
  const { active, isOpen, toggle } = useContext(TreeInUse)!
  const id = useId()
  const open = opens && isOpen(path)
  return (
    <div
      role="treeitem"
      aria-level={level}
      aria-labelledby={id}
      {...(opens && { 'aria-expanded': open })}
      data-path={path}
      data-waiting={waiting}
      data-href={href}
      tabIndex={active === path ? 0 : -1}
      className={styles.item}
    >
      <div className={styles.line} style={{ paddingInlineStart: `min(${(level - 1) * 20 + 8}px, 24vw)` }}>
        {opens ? (
          <button
            type="button"
            tabIndex={-1}
            aria-hidden
            className={styles.arrow}
            onClick={() => toggle(path, !open)}
          >
            {open ? '▾' : '▸'}
          </button>
        ) : (
          <span className={styles.arrow} />
        )}
        <div id={id} className={styles.label}>
          {label}
        </div>
      </div>
      {open && (
        // biome-ignore lint/a11y/useSemanticElements: a group of a tree is no fieldset
        <div role="group">{children}</div>
      )}
    </div>
  )
}
