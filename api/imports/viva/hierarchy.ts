import type { VivaItem, VivaParent } from '../model.ts'
import { quote, type Report, tell } from '../report.ts'
import { clean, decimal, groupBy } from './values.ts'

/** Finds every parent among the items: by id, else by a title that only one item has; the rest is told. */
export function linkParents(items: VivaItem[], report: Report): void {
  const byId = new Map(items.flatMap((item) => (item.externalId ? [[item.externalId, item] as const] : [])))
  const byTitle = groupBy(items, (item) => titleKey(item.title))
  for (const item of items) {
    for (const parent of item.parents) {
      const known = parent.externalId ? byId.get(parent.externalId) : undefined
      parent.itemKey = known?.key ?? byItsTitle(item, parent, byTitle, report)
    }
    item.parents = withoutLoops(item, report)
  }
  breakCycles(items, report)
}

function byItsTitle(
  item: VivaItem,
  parent: VivaParent,
  byTitle: Map<string, VivaItem[]>,
  report: Report,
): string | null {
  const named = byTitle.get(titleKey(parent.title)) ?? []
  const fitting = named.filter((other) => other !== item && !(parent.externalId && other.externalId))
  const line = `${quote(item.title)} hangs under ${quote(parent.title)}`
  if (fitting.length === 1) {
    tell(report, item.pointer, 'item', 'parent-by-title', `${line}: found by its title.`)
    return fitting[0]!.key
  }
  if (fitting.length > 1) {
    tell(
      report,
      item.pointer,
      'item',
      'parent-ambiguous',
      `${line}: ${fitting.length} items have that title.`,
    )
  } else tell(report, item.pointer, 'item', 'parent-missing', `${line}, which is not in this file.`)
  return null
}

function withoutLoops(item: VivaItem, report: Report): VivaParent[] {
  const seen = new Set<string>()
  return item.parents.filter((parent) => {
    const name = parent.itemKey ?? parent.externalId ?? titleKey(parent.title)
    if (name !== item.key && !seen.has(name)) return seen.add(name)
    const why = name === item.key ? 'under itself' : 'twice under the same parent'
    tell(
      report,
      item.pointer,
      'item',
      'parent-cycle',
      `${quote(item.title)} hangs ${why}: that link is left out.`,
    )
    return false
  })
}

/** A chain of parents that comes back to its start is cut where it closes. Iterative: chains may be long. */
function breakCycles(items: VivaItem[], report: Report): void {
  const byKey = new Map(items.map((item) => [item.key, item]))
  const done = new Set<string>()
  for (const start of items) {
    const path: { item: VivaItem; next: number }[] = [{ item: start, next: 0 }]
    const open = new Set([start.key])
    while (path.length) {
      const step = path.at(-1)!
      const parent = step.item.parents[step.next]
      const above = parent?.itemKey ? byKey.get(parent.itemKey) : undefined
      if (!parent || done.has(step.item.key)) {
        done.add(step.item.key)
        open.delete(step.item.key)
        path.pop()
      } else if (above && open.has(above.key)) cut(step.item, parent, report)
      else {
        step.next += 1
        if (above && !done.has(above.key)) {
          open.add(above.key)
          path.push({ item: above, next: 0 })
        }
      }
    }
  }
}

function cut(item: VivaItem, parent: VivaParent, report: Report): void {
  item.parents = item.parents.filter((other) => other !== parent)
  const line = `${quote(item.title)} hangs under ${quote(parent.title)}, which hangs under it`
  tell(report, item.pointer, 'item', 'parent-cycle', `${line}: that link is left out.`)
}

/**
 * Reads the weights of siblings together: all zero (or none) is an equal share (null); a zero beside other weights
 * does not count ("0"). Siblings are whatever hangs under the same parent, objectives and key results alike.
 */
export function readWeights(items: VivaItem[], report: Report): void {
  const links = items.flatMap((item) => item.parents.map((parent) => ({ item, parent })))
  for (const { item, parent } of links) {
    parent.weight = parent.weightText === null ? null : decimal(parent.weightText)
    if (parent.weightText !== null && (parent.weight === null || parent.weight.startsWith('-'))) {
      const line = `The weight of ${quote(item.title)} under ${quote(parent.title)} is no share`
      tell(
        report,
        item.pointer,
        'item',
        'weight-unreadable',
        `${line}: ${quote(parent.weightText)}; an equal share.`,
      )
      parent.weight = null
    }
  }
  const families = groupBy(
    links,
    ({ parent }) => parent.itemKey ?? parent.externalId ?? titleKey(parent.title),
  )
  for (const family of families.values()) {
    const weighted = family.some(({ parent }) => parent.weight !== null && parent.weight !== '0')
    for (const { item, parent } of family) if (parent.weight === '0') readZero(item, parent, weighted, report)
  }
}

function readZero(item: VivaItem, parent: VivaParent, weighted: boolean, report: Report): void {
  const line = `${quote(item.title)} has weight 0 under ${quote(parent.title)}`
  if (weighted) {
    tell(
      report,
      item.pointer,
      'item',
      'weight-zero',
      `${line}, beside weighted siblings: it does not count there.`,
    )
    return
  }
  parent.weight = null
  tell(
    report,
    item.pointer,
    'item',
    'weight-equal-share',
    `${line}, as have all its siblings: an equal share.`,
  )
}

const titleKey = (title: string) => clean(title).replace(/\s+/g, ' ').toLowerCase()
