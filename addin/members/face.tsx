import { Avatar } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'

/** A person with the picture that the directory shows, where there is one; with initials until it has come. */
export function Face({ person }: { person: { id: string; name: string; photo: boolean } }) {
  const { id, name, photo } = person
  const src = usePhoto(id, photo)
  return (
    <Avatar
      name={name}
      size={24}
      color="colorful"
      idForColor={name}
      aria-hidden
      {...(src && { image: { src } })}
    />
  )
}

/** Where the picture stands in this page; it is asked for once, with the reader’s own token. */
function usePhoto(id: string, photo: boolean): string | undefined {
  const api = useApi()
  const [src, setSrc] = useState<string>()
  const { data } = useQuery({
    queryKey: ['photos', id],
    enabled: photo,
    staleTime: 3_600_000,
    queryFn: async ({ signal }) => {
      const asked = api.GET('/v1/directory/photos/{id}', {
        params: { path: { id } },
        parseAs: 'blob',
        signal,
      })
      return (await read(asked)) as unknown as Blob
    },
  })
  useEffect(() => {
    if (!data) return
    const url = URL.createObjectURL(data)
    setSrc(url)
    return () => URL.revokeObjectURL(url)
  }, [data])
  return src
}
