import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { flaws } from '../support/flaws.ts'
import { picture, type Screen, screen } from '../support/screen.ts'
import { seen } from '../support/seen.ts'
import { writeObjective } from '../support/write-goals.ts'

describe('comments on the screen', () => {
  let s: Screen
  let place: string

  beforeAll(async () => {
    s = await screen()
    place = `#/objectives/${await writeObjective(s, s.cast.dana)}`
  }, 120_000)
  afterAll(() => s?.close())

  it('are written with somebody in mind, literally, and read by others', async () => {
    const mia = await s.open(s.cast.mia, place)
    await mia.getByLabel('Say something about it').fill('Shall we phone <b>first</b>?')
    await mia.getByLabel('Whom should it reach?').selectOption('Dana Diaz')
    await mia.getByRole('button', { name: 'Comment', exact: true }).click()
    await seen(mia.getByText('Shall we phone <b>first</b>?')).toBeVisible()
    await seen(mia.getByLabel('Say something about it')).toHaveValue('')
    await mia.close()

    const dana = await s.open(s.cast.dana, place)
    const comments = dana.getByRole('list', { name: 'Comments' })
    await seen(comments.getByText('Mia Moreau', { exact: true })).toBeVisible()
    await seen(comments.getByText(/to Dana Diaz/)).toBeVisible()
    await dana.getByLabel('Say something about it').fill('Yes.')
    await picture(dana, 'comments')
    expect(await flaws(dana)).toEqual([])
    await dana.close()
  })

  it('are removed by whoever wrote them, and that there was one stays', async () => {
    const page = await s.open(s.cast.mia, place)
    await page.getByRole('button', { name: 'Remove the comment of Mia Moreau' }).click()
    await seen(page.getByText('This comment was removed.')).toBeVisible()
    await page.close()
  })
})
