import Type, { type Static } from 'typebox'
import { pictureTypes } from '../http/picture-type.ts'
import { closed, Id, Instant, line, Named, oneOf, orNull, ref } from '../http/schema.ts'

export const Screenshot = closed(
  {
    id: Id,
    mediaType: oneOf(pictureTypes),
    words: orNull(Type.String({ description: 'What is to be seen.' })),
    addedBy: ref(Named),
    addedAt: Instant,
    mayRemove: Type.Boolean(),
  },
  { $id: 'Screenshot', description: 'A picture that shows what is in the way.' },
)

export const Screenshots = closed(
  {
    data: Type.Array(ref(Screenshot)),
    mayAdd: Type.Boolean({ description: 'Whether the reader may add one and there is room for it.' }),
  },
  { $id: 'Screenshots', description: 'What people show of a barrier, the first first; ten at most.' },
)

export const NewScreenshot = closed(
  {
    file: Type.String({
      format: 'binary',
      contentMediaType: 'application/octet-stream',
      description: 'A PNG, JPEG or WebP of at most 5 MB. What it is its bytes say, not its name.',
    }),
    words: Type.Optional(line(200, { description: 'What is to be seen, for whoever does not see it.' })),
  },
  { $id: 'NewScreenshot', description: 'A picture to show.' },
)

export type ScreenshotDto = Static<typeof Screenshot>
export type ScreenshotsDto = Static<typeof Screenshots>
export type NewScreenshotInput = Static<typeof NewScreenshot>
export const screenshotSchemas = [Screenshot, Screenshots, NewScreenshot]
