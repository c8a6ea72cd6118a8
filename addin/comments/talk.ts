import { useInfiniteQuery } from '@tanstack/react-query'
import { ifMatch, read, readWithEtag } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { type Once, useAction } from '../ui/action.ts'

type Schemas = components['schemas']
export type Comment = Schemas['Comment']
export type CommentSubject = Schemas['CommentSubject']

const all = [['comments']]

/** The comments on an item, the oldest first, page by page. */
export function useComments({ kind, id }: CommentSubject) {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: ['comments', kind, id],
    initialPageParam: '',
    queryFn: ({ signal, pageParam: cursor }) => {
      const query = { subjectKind: kind, subjectId: id, ...(cursor && { cursor }) }
      return read(api.GET('/v1/comments', { params: { query }, signal }))
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
}

/** Writes a comment; the undo removes it. */
export function useWrite(subject: CommentSubject) {
  const api = useApi()
  const { t } = useStrings()
  const remove = useRemoval()
  return useAction({
    run: (said: { text: string; mentions: string[] }, once: Once) =>
      read(api.POST('/v1/comments', { params: { header: once }, body: { subject, ...said } })),
    touches: all,
    done: () => t('comment.written'),
    undo: ({ id }) => remove(id),
  })
}

/** Removes a comment: that there was one stays to be seen. */
export function useRemove() {
  const { t } = useStrings()
  const remove = useRemoval()
  return useAction({
    run: ({ id }: Comment) => remove(id),
    touches: all,
    done: () => t('comment.removedNow'),
  })
}

function useRemoval() {
  const api = useApi()
  return async (id: string) => {
    const { etag } = await readWithEtag(api.GET('/v1/comments/{id}', { params: { path: { id } } }))
    return read(api.DELETE('/v1/comments/{id}', { params: { path: { id }, header: ifMatch(etag) } }))
  }
}
