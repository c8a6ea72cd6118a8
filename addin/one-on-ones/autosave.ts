import { useEffect, useReducer, useRef, useState } from 'react'
import { ApiProblem, isPassing } from '../api/problem.ts'
import { merge } from './merge.ts'

/** A text and the version that a save of it is made against. */
export interface Versioned {
  text: string
  version: number
}

/** How it stands with what was typed. */
export type Saving = 'saved' | 'saving' | 'waiting' | 'merged' | 'refused'
export type Save = (text: string, version: number) => Promise<Versioned>

const pauseMs = 800
const againMs = 3000

/**
 * A text that saves itself after a short pause. Without a connection it keeps what was typed and tries again; where
 * somebody else was quicker (412) it brings both texts together and saves that. So nothing typed is lost.
 */
export class Draft {
  text: string
  state: Saving = 'saved'
  private base: Versioned
  private readonly save: Save
  private readonly changed: () => void
  private busy = false
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(base: Versioned, save: Save, changed: () => void) {
    this.base = base
    this.save = save
    this.changed = changed
    this.text = base.text
  }

  type(text: string): void {
    this.text = text
    this.show('saving')
    this.later(pauseMs)
  }

  /** Takes in what was read since; what is typed here stays. */
  read(theirs: Versioned): void {
    if (this.busy || theirs.version <= this.base.version) return
    this.takeIn(theirs)
    this.changed()
  }

  async send(): Promise<void> {
    clearTimeout(this.timer)
    if (this.busy || this.text === this.base.text) return this.settle()
    this.busy = true
    const sent = this.text
    const outcome = await this.save(sent, this.base.version).catch((failure: unknown) => failure)
    this.busy = false
    const theirs = staleTextIn(outcome)
    if (theirs) this.bringTogether(theirs)
    else if (isPassing(outcome)) this.tryAgain()
    else if (outcome instanceof Error) this.show('refused')
    else this.saved({ text: sent, version: (outcome as Versioned).version })
  }

  private settle(): void {
    if (!this.busy && this.state === 'saving') this.show('saved')
  }

  private bringTogether(theirs: Versioned): void {
    this.takeIn(theirs)
    this.show(this.text === theirs.text ? 'saved' : 'merged')
    void this.send()
  }

  private tryAgain(): void {
    this.show('waiting')
    this.later(againMs)
  }

  private saved(now: Versioned): void {
    this.base = now
    if (this.text !== now.text) this.later(pauseMs)
    else if (this.state !== 'merged') this.show('saved')
  }

  private takeIn(theirs: Versioned): void {
    this.text = merge(this.base.text, this.text, theirs.text)
    this.base = theirs
  }

  private later(ms: number): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.send(), ms)
  }

  private show(state: Saving): void {
    this.state = state
    this.changed()
  }
}

/** What is there now, where a save came too late. */
function staleTextIn(outcome: unknown): Versioned | undefined {
  if (!(outcome instanceof ApiProblem) || outcome.status !== 412) return undefined
  return (outcome.body as { current?: Versioned }).current
}

/** A draft of a text as long as its field is shown; leaving sends what is not saved yet. */
export function useAutosave(read: Versioned, save: Save): Draft {
  const [, draw] = useReducer((n: number) => n + 1, 0)
  const latest = useRef(save)
  latest.current = save
  const [draft] = useState(() => new Draft(read, (...said) => latest.current(...said), draw))
  useEffect(() => draft.read(read), [draft, read])
  useEffect(() => {
    const send = () => void draft.send()
    const events = ['online', 'pagehide']
    for (const event of events) window.addEventListener(event, send)
    return () => {
      for (const event of events) window.removeEventListener(event, send)
      send()
    }
  }, [draft])
  return draft
}
