import { useState } from 'react'
import { isStale } from '../api/client.ts'

/** What was read, with the ETag that an edit of it is made against. */
export interface Tagged<T> {
  data: T
  etag: string
}

interface Edited<Item, Draft> {
  item: Tagged<Item>
  toDraft: (item: Item) => Draft
  /** Reads the item again. */
  reload: () => Promise<Tagged<Item>>
}

/**
 * What is typed over an item that others may change meanwhile. Only what was typed is kept: every other field follows
 * the item. A save that comes too late (412) takes the newer item in and rejects, so that saving again is a decision.
 */
export function useEditing<Item, Draft extends object>({ item, toDraft, reload }: Edited<Item, Draft>) {
  const [seen, setSeen] = useState({ first: item, now: item })
  const [typed, setTyped] = useState<Partial<Draft>>({})
  const [first, now] = [toDraft(seen.first.data), toDraft(seen.now.data)]
  return {
    draft: { ...now, ...typed },
    changes: changesIn(typed, now),
    set: (part: Partial<Draft>) => setTyped((old) => ({ ...old, ...part })),
    /** What somebody else put meanwhile where something was typed here. */
    theirs: <Field extends keyof Draft>(field: Field): Draft[Field] | undefined =>
      field in typed && !isSame(first[field], now[field]) && !isSame(typed[field], now[field])
        ? now[field]
        : undefined,
    save: async (send: (etag: string) => Promise<unknown>) => {
      try {
        await send(seen.now.etag)
      } catch (failure) {
        if (isStale(failure)) setSeen({ ...seen, now: await reload() })
        throw failure
      }
    },
  }
}

/** The typed fields that differ from what is there. */
function changesIn<Draft extends object>(typed: Partial<Draft>, now: Draft): Partial<Draft> {
  const fields = Object.entries(typed) as [keyof Draft, Draft[keyof Draft]][]
  return Object.fromEntries(fields.filter(([name, value]) => !isSame(value, now[name]))) as Partial<Draft>
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
