import { AddRegular } from '@fluentui/react-icons'
import { useStrings } from '../strings/strings.tsx'
import { TextField } from '../ui/fields.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import type { Barrier } from './moves.ts'

export type Link = Barrier['links'][number]

const most = 20

interface LinksFieldProps {
  value: Link[]
  onChange: (links: Link[]) => void
}

/** Where more is to be read: addresses, one field each; an empty one counts for nothing. */
export function LinksField({ value, onChange }: LinksFieldProps) {
  const { t } = useStrings()
  const put = (place: number, url: string) =>
    onChange(value.map((link, i) => (i === place ? { ...link, url } : link)))
  return (
    <>
      {value.map(({ url }, place) => (
        <TextField
          // biome-ignore lint/suspicious/noArrayIndexKey: a link is its place in the list
          key={place}
          label={t('barrier.link', { place: place + 1 })}
          hint={t('barrier.link.hint')}
          value={url}
          maxLength={2000}
          problem={url === '' || isLink(url) ? undefined : t('barrier.link.problem')}
          onChange={(typed) => put(place, typed.trim())}
        />
      ))}
      {value.length < most && (
        <div>
          <TapButton icon={<AddRegular />} onTap={() => onChange([...value, { url: '', text: null }])}>
            {t('barrier.link.add')}
          </TapButton>
        </div>
      )}
    </>
  )
}

function isLink(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === 'https:'
}

/** The links that were filled in. */
export function filled(links: readonly Link[]): Link[] {
  return links.filter(({ url }) => url !== '')
}
