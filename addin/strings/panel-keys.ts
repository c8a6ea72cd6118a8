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
  'split.done',
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

/** How the refusals begin that only imports, archives and settings give. */
const elsewhere = [
  'archive',
  'application',
  'cell',
  'csv',
  'dangling',
  'encoding',
  'export',
  'external-id',
  'field.directory',
  'field.not-https',
  'field.not-public',
  'field.port',
  'formula',
  'import',
  'key-limit',
  'many-waiting',
  'name-differs',
  'not-csv',
  'not-viva',
  'nul-byte',
  'own-list',
  'reply-erased',
  'team-cycle',
  'too-few-to-hide',
  'too-many-columns',
  'too-many-rows',
  'webhook',
  'workbook',
  'workspace-not-empty',
].map((code) => `problem.${code}`)

/** Whether a refusal is of imports, archives and settings alone, where no panel leads. */
export function isElsewhere(key: string): boolean {
  return elsewhere.some((start) => key.startsWith(start))
}

/** Whether the panel says this at once. The whole catalogue follows, so what is missing here comes late, not never. */
export function isOfPanel(key: string): boolean {
  return beginnings.some((start) => key.startsWith(start)) && !isElsewhere(key)
}
