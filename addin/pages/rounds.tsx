import { AddRegular, MegaphoneRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import { OpenRoundDialog } from '../planning-rounds/open-dialog.tsx'
import { type RoundSummary, useRounds } from '../planning-rounds/rounds.ts'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { go } from '../ui/navigation.ts'
import { Page } from '../ui/page.tsx'
import { ChoiceField } from '../ui/pick-fields.tsx'
import { hrefTo, pathTo } from '../ui/places.ts'
import { Row, Rows } from '../ui/rows.tsx'
import { EmptyState } from '../ui/states.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { Waiting } from '../ui/waiting.tsx'
import type { PageProps } from './routes.ts'

/** Ask the team: the rounds of a team that I lead, and a new one. */
export function RoundsPage({ me }: PageProps) {
  const api = useApi()
  const { t } = useStrings()
  const { data } = useQuery({
    queryKey: ['teams', 'all'],
    queryFn: ({ signal }) => read(api.GET('/v1/teams', { params: { query: { limit: 200 } }, signal })),
  })
  if (!data) return <Waiting />
  const led = data.data.filter(({ id }) => me.leads.includes(id) || me.admin)
  const first = led.find(({ id }) => me.teams.some((team) => team.id === id)) ?? led[0]
  if (first) return <Asking teams={[first, ...led.filter(({ id }) => id !== first.id)]} />
  return (
    <Page title={t('round.title')}>
      <EmptyState icon={<MegaphoneRegular />} title={t('round.noTeam.title')} why={t('round.noTeam.why')} />
    </Page>
  )
}

type Team = { id: string; name: string }

function Asking({ teams }: { teams: Team[] }) {
  const { t } = useStrings()
  const [teamId, setTeam] = useState(teams[0]!.id)
  const [opening, setOpening] = useState(false)
  const query = useRounds({ teamId })
  const ask = (
    <TapButton kind="main" icon={<AddRegular />} onTap={() => setOpening(true)}>
      {t('round.ask')}
    </TapButton>
  )
  return (
    <Page title={t('round.title')} lead={t('round.lead')} actions={ask}>
      {teams.length > 1 && (
        <ChoiceField
          label={t('round.team')}
          value={teamId}
          onChange={setTeam}
          options={teams.map(({ id, name }) => ({ value: id, text: name }))}
        />
      )}
      <Loaded query={query}>{({ data }) => <List rounds={data} />}</Loaded>
      {opening && <Opening teams={teams} teamId={teamId} onClose={() => setOpening(false)} />}
    </Page>
  )
}

function List({ rounds }: { rounds: RoundSummary[] }) {
  const { t } = useStrings()
  const { day } = useFormats()
  if (rounds.length === 0) {
    return (
      <EmptyState icon={<MegaphoneRegular />} title={t('round.empty.title')} why={t('round.empty.why')} />
    )
  }
  return (
    <Rows label={t('round.title')}>
      {rounds.map(({ id, question, cycle, state, voices, asked, closesDay }) => (
        <Row
          key={id}
          title={question}
          href={hrefTo('round', { id })}
          detail={[
            cycle.name,
            t(`round.is.${state}`, { day: day(closesDay) }),
            t('round.voices', { voices, asked }),
          ].join(' · ')}
        />
      ))}
    </Rows>
  )
}

/** The dialog, once it is known which cycles may be planned. */
function Opening({ teams, teamId, onClose }: { teams: Team[]; teamId: string; onClose: () => void }) {
  const api = useApi()
  const { data } = useQuery({
    queryKey: ['cycles'],
    queryFn: ({ signal }) => read(api.GET('/v1/cycles', { signal })),
  })
  const cycles = data?.data.filter(({ state }) => state === 'active' || state === 'planning') ?? []
  if (cycles.length === 0) return null
  const order = [...teams].sort((a, b) => Number(b.id === teamId) - Number(a.id === teamId))
  return (
    <OpenRoundDialog
      teams={order}
      cycles={cycles}
      onOpened={(id) => go(pathTo('round', { id }))}
      onClose={onClose}
    />
  )
}
