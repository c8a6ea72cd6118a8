import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { addDays } from '../../api/calendar.ts'
import { recordCheckIn } from '../../api/check-ins/check-ins.ts'
import { createCycle } from '../../api/cycles/cycles.ts'
import { rows } from '../../api/database/transaction.ts'
import { createKeyResult } from '../../api/key-results/key-results.ts'
import { createObjective } from '../../api/objectives/objectives.ts'
import { MidwayEntity } from '../../api/reviews/midway-entity.ts'
import { picture, type Screen, screen } from '../support/screen.ts'
import { seen } from '../support/seen.ts'

const today = new Date().toISOString().slice(0, 10)

describe('a cycle on the screen', () => {
  let s: Screen
  let keyResultId: string

  beforeAll(async () => {
    s = await screen()
    const { ada, dana, mia, teams, cycleId, workspaceId } = s.cast
    // The quarter is half over today.
    await s.by(ada, 30, async (tx, actor) => {
      const days = [workspaceId, cycleId, addDays(today, -50), addDays(today, 40)]
      await rows(
        tx,
        'UPDATE cycles SET start_day = $3, end_day = $4 WHERE workspace_id = $1 AND id = $2',
        days,
      )
      const next = { name: 'Next quarter', startDay: addDays(today, 41), endDay: addDays(today, 130) }
      await createCycle(tx, actor, next)
    })
    keyResultId = await s.by(dana, 30, async (tx, actor) => {
      const goal = {
        title: 'Repairs done when promised',
        why: 'Riders rely on it.',
        teamId: teams.service,
        cycleId,
      }
      const objective = await createObjective(tx, actor, { ...goal, lifecycle: 'published' })
      const measure = { title: 'Repairs on time', objectiveId: objective.id, ownerId: mia.id, target: 100 }
      return (await createKeyResult(tx, actor, { ...measure, lifecycle: 'published' })).id
    })
    for (const [i, value] of [20, 35, 50, 62].entries()) {
      await s.by(mia, 20 - i * 5, (tx, actor) => recordCheckIn(tx, actor, keyResultId, { value }))
    }
    await s.by(ada, 1, (tx, { now }) =>
      tx.insert(MidwayEntity, { workspaceId, keyResultId, cycleId, askedAt: now }),
    )
  }, 120_000)
  afterAll(() => s?.close())

  it('asks the owner half way, and one tap keeps a measure', async () => {
    const page = await s.open(s.cast.mia, '#/my-week')
    await seen(page.getByRole('heading', { name: /Half way: keep, change or stop\?/ })).toBeVisible()
    await picture(page, 'half-way')
    await page.getByRole('button', { name: 'Keep Repairs on time' }).click()
    await seen(page.getByText('Kept: Repairs on time')).toBeVisible()
    await seen(page.getByRole('heading', { name: /Half way/ })).toHaveCount(0)
    await page.close()
  })

  it('asks after a check-in whether it was worth the time, and thanks without a name', async () => {
    const page = await s.open(s.cast.mia, `#/key-results/${keyResultId}`)
    await page.getByRole('button', { name: 'Looks right' }).click()
    await seen(page.getByText('Worth your time?')).toBeVisible()
    await picture(page, 'worth')
    await page.getByRole('button', { name: 'Yes', exact: true }).click()
    await seen(page.getByText('Thank you. Nobody sees who answered what.')).toBeVisible()
    await page.close()
  })

  it('is closed item by item: a reason for another score, one tap to carry on, and a pack to print', async () => {
    const page = await s.open(s.cast.dana, `#/review/${s.cast.teams.service}`)
    await page.getByRole('button', { name: 'Say score and what was learned: Repairs on time' }).click()
    await page.getByRole('dialog').getByText('0.7', { exact: true }).click()
    await page.getByLabel('What did you learn?').fill('Parts ordered on Monday are there by Thursday.')
    await page.getByRole('button', { name: 'Done', exact: true }).click()
    await seen(page.getByText('Say why it is not the score that the facts suggest.')).toBeVisible()
    await page.getByLabel(/Why another score\?/).fill('Two weeks of strike.')
    await picture(page, 'settle')
    await page.getByRole('button', { name: 'Done', exact: true }).click()
    await seen(page.getByText('Score 0.7')).toBeVisible()
    await page.getByRole('button', { name: /^Carry Repairs done when promised on into Next quarter/ }).click()
    await seen(page.getByText('Goes on in Next quarter')).toBeVisible()
    await seen(page.getByText('Everything has its end.')).toBeVisible()
    await picture(page, 'closed')
    await page.getByRole('link', { name: 'Review pack' }).click()
    await seen(page.getByRole('article', { name: 'Repairs done when promised' })).toBeVisible()
    await picture(page, 'pack')
    const pdf = await page.pdf({ format: 'A4' })
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    const folder = join(process.cwd(), 'dist', 'pictures')
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'pack.pdf'), pdf)
    await page.emulateMedia({ media: 'print' })
    await seen(page.getByRole('button', { name: 'Print or save as PDF' })).toBeHidden()
    await seen(page.getByRole('navigation')).toBeHidden()
    await picture(page, 'pack-print')
    await page.close()
  })
})
