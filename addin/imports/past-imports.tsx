import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { sayProblem } from '../ui/problems.ts'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import type { ImportSummary } from './imports.ts'

interface PastImportsProps {
  imports: ImportSummary[]
  onShow: (id: string) => void
}

/** What was brought over or tried before. */
export function PastImports({ imports, onShow }: PastImportsProps) {
  const { t } = useStrings()
  if (imports.length === 0) return null
  return (
    <Section title={t('import.past')}>
      <Rows label={t('import.past')}>
        {imports.map((one) => (
          <Past key={one.id} one={one} onShow={() => onShow(one.id)} />
        ))}
      </Rows>
    </Section>
  )
}

function Past({ one, onShow }: { one: ImportSummary; onShow: () => void }) {
  const strings = useStrings()
  const { t } = strings
  const { instant } = useFormats()
  const name = one.fileName ?? t('import.noName')
  const state = one.dryRun && one.state === 'done' ? t('import.tried') : t(`import.state.${one.state}`)
  return (
    <Row
      title={name}
      detail={[instant(one.startedAt), state].join(' · ')}
      actions={
        one.state === 'done' && (
          <TapButton label={t('import.showLabel', { name })} onTap={onShow}>
            {t('import.show')}
          </TapButton>
        )
      }
    >
      {one.problem && <span>{sayProblem(one.problem, strings)}</span>}
    </Row>
  )
}
