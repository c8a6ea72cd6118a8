import { CheckmarkRegular } from '@fluentui/react-icons'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { hrefTo } from '../ui/places.ts'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { StatusBadge, statusOf } from '../ui/status-badge.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { type Follow, useLooked, useMoved } from './follows.ts'

/** What I follow moved: from where to where since I looked, quietly; nothing where nothing did. */
export function MovedList() {
  const { t } = useStrings()
  const { data } = useMoved()
  const looked = useLooked()
  if (!data || data.data.length === 0) return null
  const done = (
    <TapButton
      kind="quiet"
      icon={<CheckmarkRegular />}
      busy={looked.busy}
      onTap={() => looked.run(data.data)}
    >
      {t('follow.look')}
    </TapButton>
  )
  return (
    <Section title={t('follow.moved')} lead={t('follow.movedLead')} actions={done}>
      <Rows label={t('follow.moved')}>
        {data.data.map((follow) => (
          <MovedRow key={follow.id} follow={follow} />
        ))}
      </Rows>
    </Section>
  )
}

function MovedRow({ follow }: { follow: Follow }) {
  const { subject, team, percent, moved } = follow
  const { t } = useStrings()
  const formats = useFormats()
  const before = moved?.percentBefore ?? null
  const way =
    percent !== null &&
    (before === null || before === percent
      ? formats.percent(percent)
      : t('follow.from', { before: formats.percent(before), now: formats.percent(percent) }))
  const facts = [
    way,
    moved && moved.checkIns > 0 && t('follow.checkIns', { count: moved.checkIns }),
    moved?.became && t(`follow.life.${moved.became}`),
    team.name,
    moved && formats.ago(moved.at),
  ]
  return (
    <Row
      title={subject.title}
      href={hrefTo(subject.kind === 'objective' ? 'objective' : 'keyResult', { id: subject.id })}
      detail={facts.filter(Boolean).join(' · ')}
      figure={<StatusBadge status={statusOf(follow)} />}
    />
  )
}
