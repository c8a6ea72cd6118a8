import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import type { Import } from './imports.ts'

const kinds = ['items', 'checkIns', 'comments', 'steps', 'people', 'teams', 'cycles'] as const
const outcomes = ['created', 'updated', 'same', 'edited'] as const

/** What becomes, or became, of everything in the file, in figures. */
export function ImportFigures({ of }: { of: Import }) {
  const { t } = useStrings()
  const title = t(of.dryRun ? 'import.would' : 'import.did')
  return (
    <Section title={title}>
      <Rows label={title}>
        {kinds.map((kind) => (
          <Row key={kind} title={t(`import.kind.${kind}`)} figure={<Outcome of={of} kind={kind} />} />
        ))}
      </Rows>
    </Section>
  )
}

function Outcome({ of, kind }: { of: Import; kind: (typeof kinds)[number] }) {
  const { t } = useStrings()
  const { number } = useFormats()
  const counts = of.counts[kind]
  const said = outcomes
    .filter((outcome) => (counts?.[outcome] ?? 0) > 0)
    .map((outcome) => t(`import.outcome.${outcome}`, { count: number(counts![outcome]) }))
  return <span>{said.length > 0 ? said.join(' · ') : t('import.outcome.none')}</span>
}
