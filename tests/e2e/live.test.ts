import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { recordCheckIn } from '../../api/check-ins/check-ins.ts'
import { createKeyResult } from '../../api/key-results/key-results.ts'
import { createObjective } from '../../api/objectives/objectives.ts'
import { type Screen, screen } from '../support/screen.ts'
import { seen } from '../support/seen.ts'

describe('what others do, on the screen', () => {
  let s: Screen
  let id: string

  beforeAll(async () => {
    s = await screen()
    const { dana, mia, teams, cycleId } = s.cast
    const objective = await s.by(dana, 1, (tx, actor) =>
      createObjective(tx, actor, {
        title: 'Repairs done when promised',
        why: 'Riders who rely on their bike leave the car at home.',
        teamId: teams.service,
        cycleId,
        lifecycle: 'published',
      }),
    )
    const keyResult = await s.by(dana, 1, (tx, actor) =>
      createKeyResult(tx, actor, {
        title: 'Repairs done by the promised day',
        objectiveId: objective.id,
        ownerId: mia.id,
        kind: 'percent',
        unit: '%',
        baseline: 0,
        target: 100,
        lifecycle: 'published',
      }),
    )
    id = keyResult.id
  }, 120_000)
  afterAll(() => s?.close())

  it('appears on Dana’s board as Mia checks in, without a reload', async () => {
    const { dana, mia, teams } = s.cast
    const page = await s.open(dana, `#/team/${teams.service}`)
    const listening = page.waitForResponse((reply) => reply.url().includes('/v1/changes/stream'))
    await seen(page.getByRole('link', { name: 'Repairs done by the promised day' }).first()).toBeVisible()
    expect((await listening).status()).toBe(200)
    await s.by(mia, 0, (tx, actor) => recordCheckIn(tx, actor, id, { value: 43, confidence: 'high' }))
    await seen(page.getByText(/43\s?%/).first()).toBeVisible()
    await page.close()
  })

  it('is asked for again where no stream comes through', async () => {
    const { dana, mia, teams } = s.cast
    const page = await s.open(dana, '#/settings/me')
    await page.route('**/v1/changes/stream**', (route) => route.abort())
    await page.goto(`${s.origin}/tab.html#/team/${teams.service}`)
    await page.reload()
    await seen(page.getByRole('link', { name: 'Repairs done by the promised day' }).first()).toBeVisible()
    await s.by(mia, 0, (tx, actor) => recordCheckIn(tx, actor, id, { value: 57, confidence: 'high' }))
    await seen(page.getByText(/57\s?%/).first()).toBeVisible()
    await page.close()
  })
})
