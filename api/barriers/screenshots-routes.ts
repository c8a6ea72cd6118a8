import type { FastifyRequest } from 'fastify'
import { refuse } from '../errors.ts'
import { fileOf } from '../http/file-reply.ts'
import { type Feature, operation } from '../http/operation.ts'
import { stripPicture } from '../http/picture-strip.ts'
import { pictureType, pictureTypes } from '../http/picture-type.ts'
import { ById, closed, Id, ref } from '../http/schema.ts'
import type { Upload } from '../http/upload.ts'
import {
  addScreenshot,
  listScreenshots,
  type Picture,
  readScreenshot,
  removeScreenshot,
} from './screenshots.ts'
import { NewScreenshot, Screenshot, Screenshots } from './screenshots-schema.ts'

const people = ['member', 'leader', 'admin'] as const
const maxBytes = 5 * 1_048_576
const place = closed({ id: Id, screenshotId: Id })

type Looked = Pick<Picture, 'bytes' | 'mediaType'>

async function look(_: FastifyRequest, { bytes }: Upload): Promise<Looked> {
  const mediaType = pictureType(bytes)
  if (!mediaType) throw refuse(415, 'not-a-picture', 'It is no PNG, JPEG or WebP, whatever its name says.')
  return { mediaType, bytes: stripPicture(bytes, mediaType) }
}

/** Where pictures of what is in the way are asked for. */
export const screenshotOperations: Feature['operations'] = [
  operation(
    {
      method: 'GET',
      url: '/barriers/:id/screenshots',
      operationId: 'listScreenshots',
      summary: 'List what is shown of a barrier',
      scopes: [],
      params: ById,
      reply: [200, ref(Screenshots)],
    },
    ({ tx, actor, params }) => listScreenshots(tx, actor, params.id),
  ),
  operation(
    {
      method: 'POST',
      url: '/barriers/:id/screenshots',
      operationId: 'addScreenshot',
      summary: 'Show a picture of what is in the way',
      description:
        'Takes a PNG, JPEG or WebP as multipart/form-data; a barrier shows ten at most. Kept without its metadata.',
      who: people,
      scopes: [],
      params: ById,
      body: ref(NewScreenshot),
      upload: { maxBytes, prepare: look },
      reply: [201, ref(Screenshot)],
      refusals: [413, 415],
    },
    ({ tx, actor, params, body: { words = null }, request }) => {
      return addScreenshot(tx, actor, params.id, { ...(request.upload!.content as Looked), words })
    },
  ),
  operation(
    {
      method: 'GET',
      url: '/barriers/:id/screenshots/:screenshotId',
      operationId: 'readScreenshot',
      summary: 'Read one picture',
      scopes: [],
      params: place,
      reply: [200, fileOf(pictureTypes, 'The picture as it was sent, without what it told beside itself.')],
    },
    ({ tx, actor, params }) => readScreenshot(tx, actor, params),
  ),
  operation(
    {
      method: 'DELETE',
      url: '/barriers/:id/screenshots/:screenshotId',
      operationId: 'removeScreenshot',
      summary:
        'Take away a picture: by whoever added it, whoever raised the barrier, and leaders of its team',
      description: 'A picture is never edited: If-Match may be `*`.',
      who: people,
      scopes: [],
      params: place,
      reply: [204],
    },
    ({ tx, actor, params }) => removeScreenshot(tx, actor, params),
  ),
]
