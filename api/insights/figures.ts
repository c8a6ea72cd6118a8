import { fewest, type shareOf } from './groups.ts'
import type { GroupFacts } from './insights.ts'
import type { FigureDto, InsightsDto } from './schema.ts'

type Code = FigureDto['code']

/** What every figure is worked out from, and what to do about it; the screen says the same in its language. */
const words: Record<Code, { because: string; next: string }> = {
  answer_rate: {
    because:
      'Of the key results published all week, those with a check-in inside their rhythm when the week ended; mean of the last weeks.',
    next: 'Below 80 %: ask what keeps people from answering before you remind them.',
  },
  promises_kept: {
    because: 'Of the promises that fell due, those cleared by the day that was promised.',
    next: 'Promise fewer days or clear sooner; say so when a day cannot be kept.',
  },
  worth: {
    because:
      'Of the answers to "worth my time?", the share of yes. Kept without who said it; shown from five answers.',
    next: 'Below half: ask the team again why this is counted.',
  },
  led_to: {
    because:
      'Of the check-ins of people, those that somebody answered or that led to a barrier, a win or another target.',
    next: 'Answer one check-in a day, or let a program feed the number.',
  },
  seconds: {
    because: 'The middle of the seconds that a check-in took.',
    next: 'Above a minute: ask for the number alone.',
  },
  reminders: {
    because: 'Reminders sent before a check-in, on average.',
    next: 'Above one: lengthen the rhythm, or ask again whether this number helps.',
  },
}

/** The six figures of a group; each is hidden where fewer than five people or answers stand behind it. */
export function figuresOf(
  facts: GroupFacts,
  worth: ReturnType<typeof shareOf>,
  weeks: InsightsDto['weeks'],
): FigureDto[] {
  const few = facts.people < fewest
  const sum = (of: (week: InsightsDto['weeks'][number]) => number) =>
    weeks.reduce((total, week) => total + of(week), 0)
  const [due, promises] = [sum((week) => week.due), sum((week) => week.promises)]
  const figure = (code: Code, value: number | null, of: number): FigureDto => ({
    code,
    ...(few ? { value: null, of: 0, hidden: 'few' as const } : { value, of, hidden: null }),
    ...words[code],
  })
  return [
    figure(
      'answer_rate',
      share(
        sum((week) => week.answered),
        due,
      ),
      due,
    ),
    figure(
      'promises_kept',
      share(
        sum((week) => week.kept),
        promises,
      ),
      promises,
    ),
    worthFigure(worth),
    figure('led_to', facts.ledTo, facts.checkIns),
    figure('seconds', facts.seconds, facts.checkIns),
    figure('reminders', facts.reminders, facts.checkIns),
  ]
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

function worthFigure(worth: ReturnType<typeof shareOf>): FigureDto {
  if ('hidden' in worth) return { code: 'worth', value: null, of: 0, hidden: worth.hidden, ...words.worth }
  return { code: 'worth', value: worth.share, of: worth.answers, hidden: null, ...words.worth }
}
