/** The parts of the product that nobody must meet on the first day, in the order in which they are told. */
export const parts = [
  'to_clear',
  'ask',
  'wins',
  'pulse',
  'insights',
  'action_rate',
  'map',
  'weights',
  'parents',
  'scores',
  'carry_forward',
  'keys',
  'webhooks',
  'import',
] as const
export type Part = (typeof parts)[number]

/** Why a part is there. */
export const reasons = [
  'leads',
  'admin',
  'barrier_cleared',
  'first_win',
  'published',
  'four_weeks',
  'second_level',
  'imported',
  'cycle_ends',
  'shown_by_admin',
] as const
export type UnfoldReason = (typeof reasons)[number]

/** What comes with a role: there as long as the role is. */
export const byRole = {
  leads: ['to_clear', 'ask'],
  admin: ['keys', 'webhooks', 'import'],
} as const satisfies Partial<Record<UnfoldReason, readonly Part[]>>

/** What comes by a fact of the whole workspace, and stays. */
export const byFact = parts.filter(
  (part) => !Object.values(byRole).some((ones: readonly Part[]) => ones.includes(part)),
)
