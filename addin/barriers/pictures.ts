import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ifMatch, read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'
import { touchedByBarrier } from './moves.ts'

export type Screenshot = components['schemas']['Screenshot']

/** What is shown of a barrier. */
export function useScreenshots(id: string) {
  const api = useApi()
  const { data } = useQuery({
    queryKey: ['barriers', id, 'screenshots'],
    queryFn: ({ signal }) =>
      read(api.GET('/v1/barriers/{id}/screenshots', { params: { path: { id } }, signal })),
  })
  return data
}

/** An address of the picture for this page alone: an <img> could not send the token. */
export function usePicture(id: string, screenshotId: string): string | undefined {
  const api = useApi()
  const [address, setAddress] = useState<string>()
  const path = { id, screenshotId }
  const { data } = useQuery({
    queryKey: ['pictures', screenshotId],
    queryFn: async ({ signal }) => {
      const url = '/v1/barriers/{id}/screenshots/{screenshotId}'
      return (await read(api.GET(url, { params: { path }, parseAs: 'blob', signal }))) as unknown as Blob
    },
  })
  useEffect(() => {
    if (!data) return
    const made = URL.createObjectURL(data)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [data])
  return address
}

/** Shows one more; several at once are one after another. */
export function useAddScreenshot(id: string) {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: ({ file, words }: { file: File; words: string }) =>
      read(
        api.POST('/v1/barriers/{id}/screenshots', {
          params: { path: { id } },
          body: { file: file.name },
          bodySerializer: () => formOf(file, words),
        }),
      ),
    touches: touchedByBarrier,
    done: () => t('barrier.pictures.added'),
    failed: () => t('barrier.pictures.notAdded'),
  })
}

/** Takes away a picture. */
export function useRemoveScreenshot(id: string) {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (screenshotId: string) =>
      read(
        api.DELETE('/v1/barriers/{id}/screenshots/{screenshotId}', {
          params: { path: { id, screenshotId }, header: ifMatch('*') },
        }),
      ),
    touches: touchedByBarrier,
    done: () => t('barrier.pictures.removed'),
  })
}

/** Hears of a picture that is pasted anywhere on the page; text goes where it always went. */
export function usePasted(listens: boolean, onPaste: (file: File) => void) {
  useEffect(() => {
    if (!listens) return
    const hear = (event: ClipboardEvent) => {
      const file = [...(event.clipboardData?.files ?? [])].find(({ type }) => type.startsWith('image/'))
      if (!file) return
      event.preventDefault()
      onPaste(file)
    }
    document.addEventListener('paste', hear)
    return () => document.removeEventListener('paste', hear)
  })
}

// Every part beside the file is JSON, and comes before it.
function formOf(file: File, words: string): FormData {
  const form = new FormData()
  if (words) form.set('words', JSON.stringify(words))
  form.set('file', file)
  return form
}
