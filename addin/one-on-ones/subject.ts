import { type StringKey, useStrings } from '../strings/strings.tsx'

interface Subject {
  kind: string
  title: string | null
  number?: number | null
  code?: string | null
}

/** What an item or question is about, by name: a barrier's number and kind stand in for words nobody wrote. */
export function useSubjectTitle(subject: Subject | null): string | null {
  const { t } = useStrings()
  if (!subject) return null
  const { kind, title, number, code } = subject
  if (kind === 'barrier') {
    const words = title ?? t(`obstacle.${code}` as StringKey)
    return number == null ? words : t('barrier.name', { number, words })
  }
  if (kind === 'win' && title === null) return t('oneOnOne.aWin')
  return title
}
