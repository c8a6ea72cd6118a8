import { useFormats } from '../strings/formats.ts'
import { type StringKey, useStrings } from '../strings/strings.tsx'
import { hrefTo } from '../ui/places.ts'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import type { LedTo } from './week.ts'

/** What my last check-ins led to, so that nobody reports into the void. */
export function LedToList({ ledTo }: { ledTo: LedTo[] }) {
  const { t } = useStrings()
  const { ago } = useFormats()
  if (ledTo.length === 0) return null
  return (
    <Section title={t('myWeek.ledTo')} lead={t('myWeek.ledToLead')}>
      <Rows>
        {ledTo.map((one) => {
          const what =
            one.title ??
            (one.kind === 'barrier' || one.kind === 'unblocked' ? t(`obstacle.${one.code}` as StringKey) : '')
          return (
            <Row
              key={`${one.kind} ${one.id}`}
              title={t(`myWeek.ledTo.${one.kind}`, { number: one.number, what, by: one.by?.name ?? '' })}
              {...((one.kind === 'barrier' || one.kind === 'unblocked') && {
                href: hrefTo('barrier', { id: one.id }),
              })}
              detail={[one.subject?.title, ago(one.at)].filter(Boolean).join(' · ')}
            />
          )
        })}
      </Rows>
    </Section>
  )
}
