import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { celebrate } from './celebration.ts'
import { useWhy } from './problems.ts'
import { type Note, useToasts } from './toasts.tsx'

/** Goes into the request of an action: the same for every repetition of one intent, so that it happens once. */
export interface Once {
  'idempotency-key': string
}

/** What the screen shows before the answer: the new data of a query, computed from the old. */
export interface Change {
  query: QueryKey
  // Data of any query: only the caller knows its type.
  to: (old: never) => unknown
}

interface Action<Input, Result> {
  /** Sends it: `(input, once) => read(api.POST('/v1/…', { params: { header: once }, body }))`. */
  run: (input: Input, once: Once) => Promise<Result>
  /** Queries (or beginnings of their keys) that are asked again afterwards. */
  touches: QueryKey[]
  /** Drawn at once and rolled back on failure. */
  change?: (input: Input) => Change[]
  /** What the toast says when done; nothing: no toast (a form that closes says enough). */
  done?: (result: Result, input: Input) => string
  /** Takes it back: `(result) => read(api.POST('/v1/…/undo'))`. */
  undo?: (result: Result, input: Input, once: Once) => Promise<unknown>
  /** Whether what is stored now is good news, which comes with a small effect. */
  celebrates?: (result: Result, input: Input) => boolean
  /** Asked with the toast, one tap to answer. */
  ask?: (result: Result) => Note['ask']
  /** What was not done, in the words of the action: "The step is still open." */
  failed?: (input: Input) => string
  /** What a dialog tells: no toast, which would stand behind it. */
  quiet?: (failure: unknown, input: Input) => boolean
}

/** Something a person does: shown at once, sent once, told, undoable; on failure rolled back with a toast why. */
export function useAction<Input, Result>(action: Action<Input, Result>) {
  const feedback = useFeedback(action)
  const cache = useChanges()
  const keyFor = useOneKeyPerIntent<Input>()
  const mutation = useMutation({
    mutationFn: ({ input, once }: { input: Input; once: Once }) => action.run(input, once),
    onMutate: ({ input }) => cache.apply(action.change?.(input) ?? []),
    onError: (failure, { input }, before) => {
      before?.rollBack()
      feedback.failed(failure, input)
    },
    onSuccess: (result, { input }) => {
      keyFor.forget()
      feedback.done(result, input)
    },
    onSettled: () => cache.refresh(action.touches),
  })
  return {
    busy: mutation.isPending,
    /** Does it and leaves the telling to the toast. */
    run: (input: Input) => mutation.mutate({ input, once: keyFor.intent(input) }),
    /** Does it and tells the caller: for forms, which show the problem themselves. */
    send: (input: Input) => mutation.mutateAsync({ input, once: keyFor.intent(input) }),
  }
}

function useFeedback<Input, Result>(action: Action<Input, Result>) {
  const { done, undo, ask, failed, quiet, touches, celebrates } = action
  const { notify } = useToasts()
  const { t } = useStrings()
  const why = useWhy()
  const cache = useChanges()
  const takeBack = async (result: Result, input: Input) => {
    try {
      await undo?.(result, input, newKey())
      notify({ text: t('undo.undone'), kind: 'info' })
    } catch (failure) {
      notify({ text: t('undo.failed', { why: why(failure) }), kind: 'failed' })
    }
    await cache.refresh(touches)
  }
  return {
    done(result: Result, input: Input) {
      if (celebrates?.(result, input)) celebrate()
      const text = done?.(result, input)
      const asked = ask?.(result)
      const back = undo && { undo: () => void takeBack(result, input) }
      if (text) notify({ text, ...back, ...(asked && { ask: asked }) })
    },
    failed(failure: unknown, input: Input) {
      if (quiet?.(failure, input)) return
      const text = t('action.failed', {
        what: failed?.(input) ?? t('action.nothingChanged'),
        why: why(failure),
      })
      notify({ text, kind: 'failed' })
    },
  }
}

/** The same input sent again after a failure is the same intent: it keeps its key. */
function useOneKeyPerIntent<Input>() {
  const last = useRef<{ input: string; once: Once }>(undefined)
  return {
    intent(input: Input): Once {
      const text = JSON.stringify(input) ?? ''
      if (last.current?.input !== text) last.current = { input: text, once: newKey() }
      return last.current.once
    },
    forget() {
      last.current = undefined
    },
  }
}

function useChanges() {
  const queries = useQueryClient()
  return {
    async apply(changes: Change[]) {
      const before: [QueryKey, unknown][] = []
      for (const { query, to } of changes) {
        await queries.cancelQueries({ queryKey: query })
        const old = queries.getQueryData(query)
        if (old === undefined) continue
        before.push([query, old])
        queries.setQueryData(query, to(old as never))
      }
      return {
        rollBack() {
          for (const [query, old] of before) queries.setQueryData(query, old)
        },
      }
    },
    // What people do may unfold a further part, and that is said with who they are.
    refresh: (touched: QueryKey[]) =>
      Promise.all([...touched, ['me']].map((queryKey) => queries.invalidateQueries({ queryKey }))).then(
        () => undefined,
      ),
  }
}

function newKey(): Once {
  return { 'idempotency-key': crypto.randomUUID() }
}
