import { makeStyles, tokens } from '@fluentui/react-components'
import { CopyRegular } from '@fluentui/react-icons'
import { useRef } from 'react'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { TextField } from './fields.tsx'
import { useFactStyles } from './item-facts.tsx'
import { TapButton } from './tap-button.tsx'
import { useToasts } from './toasts.tsx'

type External = components['schemas']['External'] | null
type Given = components['schemas']['GivenExternal'] | null

/** What another system calls an item, as one text: `jira/OPS-open`. */
export function externalText(external: External): string {
  return external ? `${external.source}/${external.externalId}` : ''
}

/** How an item was called before a change of that, for its undo. */
export function externalBefore(before: { external: External }, change: object): { external?: Given } {
  const { external } = before
  if (!('external' in change)) return {}
  return { external: external && { source: external.source, externalId: external.externalId } }
}

/** The same as the API takes it; undefined for what it would not take. */
export function externalFrom(text: string): Given | undefined {
  if (text.trim() === '') return null
  const [, source, externalId] = /^([a-z0-9][a-z0-9._-]{0,39})\/(.{1,100})$/.exec(text.trim()) ?? []
  return source && externalId ? { source, externalId } : undefined
}

/** Where the numbers of an item come from, and its name there, to be copied. */
export function FedBy({ external }: { external: External }) {
  const facts = useFactStyles()
  const styles = useStyles()
  const { t } = useStrings()
  const { notify } = useToasts()
  const shown = useRef<HTMLElement>(null)
  if (!external) return null
  const name = externalText(external)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(name)
      notify({ text: t('secret.copied'), kind: 'info' })
    } catch {
      // Where a frame may not write to the clipboard, people copy what is selected.
      if (shown.current) window.getSelection()?.selectAllChildren(shown.current)
      notify({ text: t('secret.select'), kind: 'info' })
    }
  }
  return (
    <div className={styles.line}>
      <span className={facts.text}>
        {external.fedBy ? t('external.fedBy', { key: external.fedBy }) : t('external.notYet')}
      </span>
      <code ref={shown} className={styles.name}>
        {name}
      </code>
      <TapButton
        kind="quiet"
        icon={<CopyRegular />}
        label={t('external.copy', { name })}
        onTap={() => void copy()}
      >
        {t('secret.copy')}
      </TapButton>
    </div>
  )
}

interface ExternalFieldProps {
  value: string
  onChange: (external: string) => void
  problem: string | undefined
}

/** What another program calls an item, so that it can report its numbers under its own name for it. */
export function ExternalField(props: ExternalFieldProps) {
  const { t } = useStrings()
  return <TextField label={t('external.field')} hint={t('external.hint')} maxLength={141} {...props} />
}

const useStyles = makeStyles({
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    minInlineSize: 0,
  },
  name: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere', minInlineSize: 0 },
})
