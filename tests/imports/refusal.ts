import { expect } from '@jest/globals'
import { Refusal } from '../../api/errors.ts'

/** Status, code and place with which a file is turned down. */
export async function refusalOf(read: Promise<unknown>) {
  const error = await read.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof Refusal)) throw error ?? new Error('The file was taken')
  const errors = error.extra.errors as { pointer: string; code: string; detail: string }[]
  expect(errors[0]).toMatchObject({ code: error.code, detail: error.message })
  return { status: error.status, code: error.code, pointer: errors[0]!.pointer, detail: error.message }
}
