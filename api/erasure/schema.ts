import { closed, line } from '../http/schema.ts'

export const Erasure = closed(
  { name: line(100, { description: 'The name of whom it is about, once more.' }) },
  { $id: 'Erasure', description: 'Who is erased for good.' },
)

export const erasureSchemas = [Erasure]
