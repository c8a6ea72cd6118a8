/** The invented people of the demo, by first name. */
export const people = [
  { first: 'Ada', name: 'Ada Winter' },
  { first: 'Dana', name: 'Dana Brooks' },
  { first: 'Mia', name: 'Mia Lindqvist' },
  { first: 'Noah', name: 'Noah Adeyemi' },
  { first: 'Elif', name: 'Elif Kaya' },
  { first: 'Omar', name: 'Omar Haddad' },
  { first: 'Lena', name: 'Lena Vogel' },
  { first: 'Tomas', name: 'Tomás Ruiz' },
  { first: 'Priya', name: 'Priya Nair' },
  { first: 'Jun', name: 'Jun Park' },
  { first: 'Sofia', name: 'Sofia Rossi' },
] as const

/** Who works where; the first leads. */
export const teams = {
  Shops: ['Dana', 'Mia', 'Noah', 'Elif'],
  Ovens: ['Omar', 'Lena', 'Tomas'],
  Deliveries: ['Priya', 'Jun', 'Sofia'],
} as const

export type TeamName = keyof typeof teams
