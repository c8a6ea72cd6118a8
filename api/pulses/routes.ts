import { type Feature, operation } from '../http/operation.ts'
import { ById, closed, Id, ref } from '../http/schema.ts'
import { answerPulse, listPulses, pulseFigures } from './pulses.ts'
import { NewPulseAnswer, Pulse, PulseFigures, Pulses, pulseSchemas } from './schema.ts'

const people = ['member', 'leader', 'admin'] as const

/** Where pulses are asked for. */
export const pulses: Feature = {
  name: 'pulses',
  description: 'I understand why, I had a say, I believe we can: only ever the figure of a group',
  schemas: pulseSchemas,
  operations: [
    operation(
      {
        method: 'GET',
        url: '/pulses',
        operationId: 'listPulses',
        summary: 'The pulses that are open for you, with your own answer',
        scopes: [],
        reply: [200, ref(Pulses)],
        discreet: true,
      },
      ({ tx, actor }) => listPulses(tx, actor),
    ),
    operation(
      {
        method: 'POST',
        url: '/pulses/:id/answer',
        operationId: 'answerPulse',
        summary: 'Answer with three taps, or anew until it closes',
        who: people,
        scopes: [],
        params: ById,
        body: ref(NewPulseAnswer),
        reply: [200, ref(Pulse)],
        discreet: true,
      },
      ({ tx, actor, params, body, request }) =>
        answerPulse(tx, actor, params.id, body, () => {
          request.unlinked = true
        }),
    ),
    operation(
      {
        method: 'GET',
        url: '/pulses/figures',
        operationId: 'getPulseFigures',
        summary: 'What a team said in a cycle, as the figure of a group',
        who: people,
        scopes: [],
        query: closed({ teamId: Id, cycleId: Id }),
        reply: [200, ref(PulseFigures)],
      },
      ({ tx, actor, query }) => pulseFigures(tx, actor, query),
    ),
  ],
}
