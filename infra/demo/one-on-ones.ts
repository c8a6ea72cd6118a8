import { clearBarrier, takeBarrier } from '../../api/barriers/answers.ts'
import { raiseBarrier } from '../../api/barriers/barriers.ts'
import { addAgendaItem, tick } from '../../api/one-on-ones/agenda.ts'
import { closeMeeting } from '../../api/one-on-ones/meetings.ts'
import { writeNotes, writePrivateNotes } from '../../api/one-on-ones/notes.ts'
import { openOneOnOne } from '../../api/one-on-ones/one-on-ones.ts'
import type { NewAgendaItemInput } from '../../api/one-on-ones/schema.ts'
import type { Stage } from './stage.ts'

interface Met {
  week: number
  items: { who: string; said: NewAgendaItemInput; done: boolean }[]
  notes: string
}

const meetings: Met[] = [
  {
    week: 4,
    items: [
      { who: 'Mia', said: { text: 'Smaller flour sacks: did it help?' }, done: true },
      { who: 'Dana', said: { text: 'Who covers the Saturday shift in spring?' }, done: false },
    ],
    notes: 'Smaller sacks stay.\nMia tries the 15:00 batch for two weeks.',
  },
  {
    week: 8,
    items: [{ who: 'Mia', said: { text: 'The 15:00 batch: what we saw' }, done: true }],
    notes: 'Fewer empty shelves after three.\nDana asks the bakery about a second delivery.',
  },
]

/** Dana and Mia meet every four weeks; the next meeting is prepared. */
export function meetOneAnother(stage: Stage, people: Map<string, string>): void {
  const pair = () => stage.ids.get('one-on-one')!
  stage.on(3, 5, '14:00', 'Dana', async (tx, actor) => {
    stage.ids.set('one-on-one', (await openOneOnOne(tx, actor, people.get('Mia')!)).id)
  })
  for (const [i, { week, items, notes }] of meetings.entries()) {
    for (const [n, { who, said, done }] of items.entries()) {
      const name = `agenda ${week} ${n}`
      stage.on(week, 2, `09:0${n}`, who, async (tx, actor) => {
        stage.ids.set(name, (await addAgendaItem(tx, actor, pair(), said)).id)
      })
      if (!done) continue
      stage.on(week, 3, `10:1${n}`, 'Dana', (tx, actor) =>
        tick(tx, actor, { id: pair(), itemId: stage.ids.get(name)! }, true),
      )
    }
    stage.on(week, 3, '10:20', 'Mia', (tx, actor) => writeNotes(tx, actor, pair(), null, notes))
    stage.on(week, 3, '10:30', 'Dana', (tx, actor) => closeMeeting(tx, actor, pair(), i))
  }
  promise(stage)
  prepare(stage, pair)
}

/** What Dana said she would clear since they last met: done, and Mia's to confirm. */
function promise(stage: Stage): void {
  const name = 'barrier between Dana and Mia'
  stage.on(10, 1, '07:50', 'Mia', async (tx, actor) => {
    const said = { kind: 'other' as const, title: 'The oven timer cannot be set for the 15:00 batch' }
    const { id } = await raiseBarrier(tx, actor, { ...said, keyResultIds: [stage.ids.get('soldout')!] })
    stage.ids.set(name, id)
  })
  stage.on(10, 1, '12:10', 'Dana', (tx, actor) => takeBarrier(tx, actor, stage.ids.get(name)!, 'next_week'))
  stage.on(11, 3, '09:40', 'Dana', (tx, actor) =>
    clearBarrier(tx, actor, stage.ids.get(name)!, { how: 'fixed' }),
  )
}

function prepare(stage: Stage, pair: () => string): void {
  stage.on(11, 4, '16:30', 'Mia', (tx, actor) =>
    addAgendaItem(tx, actor, pair(), {
      text: 'Can I have two hours a week for this?',
      subject: { kind: 'key_result', id: stage.ids.get('soldout')! },
    }),
  )
  stage.on(11, 5, '09:10', 'Dana', (tx, actor) =>
    writeNotes(tx, actor, pair(), null, 'Ask first: what would make the afternoon easier?'),
  )
  stage.on(11, 5, '09:15', 'Dana', (tx, actor) =>
    writePrivateNotes(tx, actor, {
      oneOnOneId: pair(),
      expected: null,
      text: 'Thank her for the calm in the Saturday rush.',
      unlink: () => undefined,
    }),
  )
}
