import type { FastifyRequest } from 'fastify'
import { refuse } from '../errors.ts'
import { fileOf } from '../http/file-reply.ts'
import { type Feature, operation } from '../http/operation.ts'
import { ById, closed, Id, ref } from '../http/schema.ts'
import type { Upload } from '../http/upload.ts'
import { type PictureType, pictureType, pictureTypes } from './picture-type.ts'
import { addScreenshot, listScreenshots, readScreenshot, removeScreenshot } from './screenshots.ts'
import { NewScreenshot, Screenshot, Screenshots } from './screenshots-schema.ts'

const people = ['member', 'leader', 'admin'] as const
const maxBytes = 5 * 1_048_576
const place = closed({ id: Id, screenshotId: Id })

async function look(_: FastifyRequest, { bytes }: Upload): Promise<PictureType> {
  const found = pictureType(bytes)
  if (!found) throw refuse(415, 'not-a-picture', 'It is no PNG, JPEG or WebP, whatever its name says.')
  return found
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
      description: 'Takes a PNG, JPEG or WebP as multipart/form-data; a barrier shows ten at most.',
      who: people,
      scopes: [],
      params: ById,
      body: ref(NewScreenshot),
      upload: { maxBytes, prepare: look },
      reply: [201, ref(Screenshot)],
      refusals: [413, 415],
    },
    ({ tx, actor, params, body: { words = null }, request }) => {
      const { bytes, content } = request.upload!
      return addScreenshot(tx, actor, params.id, { bytes, mediaType: content as PictureType, words })
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
      reply: [200, fileOf(pictureTypes, 'The picture as it was sent.')],
    },
    ({ tx, actor, params }) => readScreenshot(tx, actor, params),
  ),
  operation(
    {
      method: 'DELETE',
      url: '/barriers/:id/screenshots/:screenshotId',
      operationId: 'removeScreenshot',
      summary: 'Take away a picture of your own',
      description: 'A picture is never edited: If-Match may be `*`.',
      who: people,
      scopes: [],
      params: place,
      reply: [204],
    },
    ({ tx, actor, params }) => removeScreenshot(tx, actor, params),
  ),
]
