/** How the keys begin that the panel says before anything is tapped. */
const beginnings = [
  'action.',
  'app.',
  'barrier.done.',
  'barrier.from',
  'barrier.more',
  'barrier.move.',
  'barrier.name',
  'barrier.offer',
  'barrier.promised',
  'barrier.answerBy',
  'barrier.askedOf',
  'barrier.cost',
  'barrier.state.',
  'barrier.tap',
  'barrier.unchanged',
  'beside.',
  'board.lastCheckIn',
  'board.noStep',
  'commit.d',
  'day.',
  'gauge.',
  'import.place.row',
  'list.more',
  'obstacle.',
  'oneOnOne.',
  'panel.',
  'problem.',
  'state.',
  'step.',
  'toast.',
  'undo.',
  'win.celebrat',
  'win.found.',
  'win.title',
  'win.words',
  'word.',
]

/** Whether the panel says this at once. The whole catalogue follows, so what is missing here comes late, not never. */
export function isOfPanel(key: string): boolean {
  return beginnings.some((start) => key.startsWith(start))
}
