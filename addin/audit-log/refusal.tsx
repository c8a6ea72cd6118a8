import { makeStyles, tokens } from '@fluentui/react-components'
import { type StringKey, type Strings, useStrings } from '../strings/strings.tsx'

/** Why a write was refused, in the reader's language; small beside it the API's own word, as the file keeps it. */
export function Refusal({ code }: { code: string }) {
  const styles = useRefusalStyles()
  const strings = useStrings()
  const why = sayRefusal(code, strings)
  return (
    <span className={styles.refusal}>
      {why && <span className={styles.why}>{why}</span>} <code className={styles.code}>{code}</code>
    </span>
  )
}

/** In words for who looks on; else what the person was told, its first sentence; undefined for a code without words. */
export function sayRefusal(code: string, { t, catalogue }: Strings): string | undefined {
  const own = `audit.refusal.${code}`
  if (own in catalogue.messages) return t(own as StringKey)
  const told = `problem.${code}`
  if (!(told in catalogue.messages)) return undefined
  const [sentence] = /^.+?[.?!](?=\s|$)/.exec(t(told as StringKey)) ?? []
  return sentence && t('audit.told', { sentence })
}

const useRefusalStyles = makeStyles({
  refusal: { flexBasis: '100%' },
  why: { color: tokens.colorNeutralForeground1 },
  code: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
})
