import { useStrings } from '../strings/strings.tsx'
import { hrefTo } from '../ui/places.ts'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import type { Barrier } from './moves.ts'

/** What a systemic barrier was made of, or which one this is part of. */
export function Kin({ barrier }: { barrier: Barrier }) {
  const { t } = useStrings()
  const { systemic, parts, kind } = barrier
  const kin = systemic ? [systemic] : parts
  if (kin.length === 0) return null
  return (
    <Section title={t(systemic ? 'systemic.partOf' : 'systemic.madeOf')}>
      <Rows>
        {kin.map(({ id, number, title }) => (
          <Row
            key={id}
            title={[number && `#${number}`, title ?? t(`obstacle.${kind}`)].filter(Boolean).join(' ')}
            href={hrefTo('barrier', { id })}
          />
        ))}
      </Rows>
    </Section>
  )
}
