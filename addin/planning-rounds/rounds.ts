import { useQuery } from '@tanstack/react-query'
import { type Api, read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { type Once, useAction } from '../ui/action.ts'

type Schemas = components['schemas']
export type Round = Schemas['PlanningRound']
export type RoundSummary = Schemas['PlanningRoundSummary']
export type Proposal = Schemas['Proposal']
export type RoundObjective = Schemas['RoundObjective']
export type GrownFrom = Schemas['GrownFrom']
export type RoundFigures = Schemas['RoundFigures']
export type NewRound = Schemas['NewPlanningRound']

const touched = [['planning-rounds'], ['board'], ['objectives'], ['my-week']]

/** A round with what was proposed; within a meeting it is asked again every few seconds. */
export function useRound(id: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['planning-rounds', id],
    queryFn: ({ signal }) => read(api.GET('/v1/planning-rounds/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state: { data } }) =>
      data?.kind === 'ten_minutes' && data.state !== 'published' ? 4000 : false,
  })
}

/** The rounds of one team, else those that ask something of me. */
export function useRounds(of: { teamId: string } | { askingMe: true }) {
  const api = useApi()
  return useQuery({
    queryKey: ['planning-rounds', of],
    queryFn: ({ signal }) => read(api.GET('/v1/planning-rounds', { params: { query: of }, signal })),
  })
}

/** The proposals that a goal grew from. */
export function useGrownFrom(objectiveId: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['planning-rounds', 'grown-from', objectiveId],
    queryFn: ({ signal }) =>
      read(api.GET('/v1/objectives/{id}/proposals', { params: { path: { id: objectiveId } }, signal })),
  })
}

/** How a team was asked in a cycle, and what became of its goals. */
export function useRoundFigures(query: { teamId: string; cycleId: string }) {
  const api = useApi()
  return useQuery({
    queryKey: ['planning-rounds', 'figures', query],
    queryFn: ({ signal }) => read(api.GET('/v1/planning-rounds/figures', { params: { query }, signal })),
  })
}

/** Opens a round. */
export function useOpenRound() {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (body: NewRound, once) => read(api.POST('/v1/planning-rounds', { params: { header: once }, body })),
    touches: touched,
    done: ({ asked }) => t('round.opened', { count: asked }),
  })
}

interface InRound {
  path: { id: string }
  header: Once
}
interface OnProposal {
  path: { id: string; proposalId: string }
  header: Once
}

/** What is done to a round as a whole. */
export type RoundMove =
  | { move: 'close' | 'publish' }
  | { move: 'extend'; closesDay: string }
  | { move: 'propose'; text: string; why: string | null }
  | { move: 'gap'; title: string; why: string | null }

const roundMoves = {
  close: (api: Api, params: InRound) => api.POST('/v1/planning-rounds/{id}/close', { params }),
  publish: (api: Api, params: InRound) => api.POST('/v1/planning-rounds/{id}/publish', { params }),
  extend: (api: Api, params: InRound, body: { closesDay: string }) =>
    api.POST('/v1/planning-rounds/{id}/extend', { params, body }),
  propose: (api: Api, params: InRound, body: { text: string; why: string | null }) =>
    api.POST('/v1/planning-rounds/{id}/proposals', { params, body }),
  gap: (api: Api, params: InRound, body: { title: string; why: string | null }) =>
    api.POST('/v1/planning-rounds/{id}/gaps', { params, body }),
}

/** Makes a move on a round. */
export function useRoundMove({ id }: Pick<Round, 'id'>) {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: ({ move, ...body }: RoundMove, once): Promise<Round> =>
      read(roundMoves[move](api, { path: { id }, header: once }, body as never)),
    touches: touched,
    done: (_, { move }) => t(`round.done.${move}`),
  })
}

/** What is said to a proposal: by whoever leads, or by its author. */
export type Said =
  | { say: 'agree'; title?: string; why?: string | null; ownerId?: string }
  | { say: 'coach'; question: string }
  | { say: 'combine'; objectiveId: string }
  | { say: 'decline'; reason: string }
  | { say: 'reword'; text: string; why: string | null }
  | { say: 'withdraw' }
  | { say: 'reply'; text: string }
  | { say: 'wording'; verdict: 'agreed' | 'not_meant'; title: string; words?: string | null }

const answers = new Set<Said['say']>(['agree', 'coach', 'combine', 'decline'])

/** Says something to a proposal; an answer can be taken back. */
export function useSay(round: Pick<Round, 'id'>, proposal: Pick<Proposal, 'id'>) {
  const api = useApi()
  const { t } = useStrings()
  const options = {
    run: ({ say, ...body }: Said, once: Once): Promise<Round> => {
      const params: OnProposal = { path: { id: round.id, proposalId: proposal.id }, header: once }
      // All are sent alike, each to its own address, so the types of one serve them all.
      const url =
        `/v1/planning-rounds/{id}/proposals/{proposalId}/${say}` as '/v1/planning-rounds/{id}/proposals/{proposalId}/reply'
      return read(api.POST(url, { params, ...(Object.keys(body).length > 0 && { body }) } as never))
    },
    touches: touched,
    done: (_: Round, { say }: Said) => t(`round.said.${say}`),
  }
  const undo = (_: Round, __: Said, once: Once) =>
    read(
      api.POST('/v1/planning-rounds/{id}/proposals/{proposalId}/undo', {
        params: { path: { id: round.id, proposalId: proposal.id }, header: once },
      }),
    )
  // What its author says to it is not the leader's to take back, nor is it an answer.
  const answer = useAction({ ...options, undo })
  const word = useAction(options)
  const of = ({ say }: Said) => (answers.has(say) ? answer : word)
  return {
    busy: answer.busy || word.busy,
    run: (said: Said) => of(said).run(said),
    send: (said: Said) => of(said).send(said),
  }
}
