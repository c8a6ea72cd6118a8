import { ifMatch, read, readWithEtag } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { type Once, useAction } from './action.ts'
import { type ItemKind, touchedByItem } from './item-moves.ts'

export type Parent = components['schemas']['AlignedParent']

/** An item as the end of a contribution. */
export interface Contributor {
  kind: ItemKind
  id: string
}

/** What is said of a contribution: to which goal, how, and for how much it counts there. */
export interface SaidAlignment {
  parentId: string
  sentence: string | null
  weight: number | null
}

/** Lets an item contribute to a goal. */
export function useAlign(child: Contributor) {
  const calls = useCalls(child)
  const { t } = useStrings()
  return useAction({
    run: calls.align,
    touches: touchedByItem,
    done: () => t('align.done'),
    undo: ({ id, parentObjectiveId }) => calls.end(parentObjectiveId, id),
  })
}

/** Ends what an item contributes to a goal. */
export function useEndAlignment(child: Contributor) {
  const calls = useCalls(child)
  const { t } = useStrings()
  return useAction({
    run: ({ id, alignmentId }: Parent) => calls.end(id!, alignmentId!),
    touches: touchedByItem,
    done: (_, { title }) => t('align.ended', { title }),
    undo: (_, { id, sentence, weight }, once) => calls.align({ parentId: id!, sentence, weight }, once),
  })
}

/** Lets an item contribute to another goal instead; how much it counts there is for that team to say. */
export function useMoveAlignment() {
  const api = useApi()
  const { t } = useStrings()
  const move = (from: { id: string; alignmentId: string }, parentObjectiveId: string, once: Once) =>
    read(
      api.POST('/v1/objectives/{id}/alignments/{alignmentId}/move', {
        params: { path: from, header: once },
        body: { parentObjectiveId },
      }),
    )
  return useAction({
    run: ({ id, alignmentId, to }: { id: string; alignmentId: string; to: string }, once) =>
      move({ id, alignmentId }, to, once),
    touches: touchedByItem,
    done: () => t('align.moved'),
    undo: ({ id: alignmentId }, before, once) => move({ id: before.to, alignmentId }, before.id, once),
  })
}

/** Confirms what contributes to a goal of one's own. */
export function useConfirm(objectiveId: string) {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: ({ alignmentId }: { alignmentId: string; title: string }, once) =>
      read(
        api.POST('/v1/objectives/{id}/alignments/{alignmentId}/confirm', {
          params: { path: { id: objectiveId, alignmentId }, header: once },
        }),
      ),
    touches: touchedByItem,
    done: (_, { title }) => t('align.confirmed.done', { title }),
  })
}

function useCalls({ kind, id }: Contributor) {
  const api = useApi()
  const child = kind === 'objective' ? { childObjectiveId: id } : { childKeyResultId: id }
  return {
    align: ({ parentId, ...said }: SaidAlignment, once: Once) =>
      read(
        api.POST('/v1/objectives/{id}/alignments', {
          params: { path: { id: parentId }, header: once },
          body: { ...child, ...said },
        }),
      ),
    end: async (parentId: string, alignmentId: string) => {
      const url = '/v1/objectives/{id}/alignments/{alignmentId}'
      const path = { id: parentId, alignmentId }
      const { etag } = await readWithEtag(api.GET(url, { params: { path } }))
      return read(api.DELETE(url, { params: { path, header: ifMatch(etag) } }))
    },
  }
}
