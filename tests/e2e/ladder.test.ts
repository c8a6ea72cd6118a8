import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { addDays, dayOf } from '../../api/calendar.ts'
import { CommitmentAskEntity } from '../../api/commitments/ask.ts'
import { importStep } from '../../api/commitments/imported.ts'
import { addStep } from '../../api/commitments/plan.ts'
import { BreakDownEntity } from '../../api/ladder/break-down-entity.ts'
import { storeRungs } from '../../api/ladder/store.ts'
import { flaws, overflow } from '../support/flaws.ts'
import { type OpenOptions, picture, type Screen, screen } from '../support/screen.ts'
import { seen } from '../support/seen.ts'
import { writeKeyResult, writeObjective } from '../support/write-goals.ts'

describe('the ladder on the screen', () => {
  let s: Screen
  let objectiveId = ''
  let keyResultId = ''

  beforeAll(async () => {
    s = await screen()
    const { dana, mia, workspaceId } = s.cast
    objectiveId = await writeObjective(s, dana)
    keyResultId = await writeKeyResult(s, dana, { objectiveId })
    // What the worker does after a publication and at midnight.
    await s.by(dana, 0, async (tx, { now }) => {
      const ask = { workspaceId, id: v7(), objectiveId, memberId: mia.id, declinedAt: null }
      await tx.insert(CommitmentAskEntity, { ...ask, askedAt: now })
      const question = { ownerId: mia.id, askedOf: dana.id, since: now.toISOString().slice(0, 10) }
      await tx.insert(BreakDownEntity, { workspaceId, id: v7(), keyResultId, ...question, askedAt: now })
    })
    await store()
  }, 120_000)
  afterAll(() => s?.close())

  const store = () =>
    s.by(s.cast.dana, 0, (tx, actor) => storeRungs(tx, actor, [objectiveId], 'Europe/Berlin'))

  it('lets Mia say the why in her own words, which Dana then reads beside her rung', async () => {
    const page = await s.open(s.cast.mia, `#/objectives/${objectiveId}`)
    await page.getByRole('button', { name: 'Say the why in your own words' }).click()
    await page.getByLabel('Who is better off, in your own words?').fill('People who leave the car at home.')
    await page.getByRole('button', { name: 'That is how I see it' }).click()
    await seen(page.getByText('“People who leave the car at home.”')).toBeVisible()
    await seen(page.getByText('understands').first()).toBeVisible()
    await page.close()
    const leader = await s.open(s.cast.dana, `#/objectives/${objectiveId}`)
    await seen(leader.getByText('“People who leave the car at home.”')).toBeVisible()
    await seen(
      leader.getByRole('list', { name: 'Your people, by name' }).getByText('understands'),
    ).toBeVisible()
    await leader.close()
    const other = await s.open(s.cast.otto, `#/objectives/${objectiveId}`)
    await seen(other.getByRole('heading', { name: 'From yes to action' })).toBeVisible()
    await seen(other.getByText('People who leave the car at home.')).toHaveCount(0)
    await seen(other.getByRole('list', { name: 'Your people, by name' })).toHaveCount(0)
    await other.close()
  })

  it('leaves the ladder out where nobody stands on it yet, instead of an empty card', async () => {
    const { dana, otto } = s.cast
    const id = await writeObjective(s, dana, { title: 'Nobody has heard of this' })
    const page = await s.open(otto, `#/objectives/${id}`)
    await seen(page.getByRole('heading', { level: 1, name: 'Nobody has heard of this' })).toBeVisible()
    await seen(page.getByRole('heading', { name: 'Comments' })).toBeVisible()
    await seen(page.getByRole('list', { name: /people/ })).toHaveCount(0)
    await page.close()
  })

  it('has Dana suggest steps from her queue, one form, of which Mia starts one with one tap', async () => {
    const page = await s.open(s.cast.dana, '#/to-clear')
    await seen(page.getByRole('heading', { name: /Help break this down/ })).toBeVisible()
    await page.getByRole('button', { name: /^Suggest steps/ }).click()
    await page.getByLabel('Suggestion 1: I will …').fill('ring the three oldest orders')
    await page.getByLabel('Suggestion 2: I will …').fill('ask Noah how he does it')
    await page.getByRole('button', { name: 'Suggest to Mia Moreau' }).click()
    await seen(page.getByRole('heading', { name: /Help break this down/ })).toHaveCount(0)
    await page.close()
    const mia = await s.open(s.cast.mia, '#/my-week')
    await mia.getByRole('button', { name: 'Yes, I am in' }).waitFor()
    await picture(mia, 'my-week-commit-1280')
    await mia.getByRole('button', { name: 'Start: ring the three oldest orders' }).click()
    await seen(mia.getByRole('button', { name: 'Done: ring the three oldest orders' })).toBeVisible()
    await mia.close()
  })

  it('asks Noah once whether he is in; a long step is answered with an offer to split it, in one form', async () => {
    const { dana, noah, workspaceId } = s.cast
    const id = await writeObjective(s, dana, { title: 'No bike waits for a part' })
    const measure = await writeKeyResult(s, dana, {
      objectiveId: id,
      ownerId: noah.id,
      title: 'Parts at hand',
    })
    await s.by(dana, 0, (tx, { now }) =>
      tx.insert(CommitmentAskEntity, {
        ...{ workspaceId, id: v7(), objectiveId: id, memberId: noah.id, askedAt: now, declinedAt: null },
      }),
    )
    const page = await s.open(noah, '#/my-week')
    const card = page.getByRole('article', { name: 'Are you in? No bike waits for a part' })
    const far = new Date(Date.now() + 21 * 86_400_000).toISOString().slice(0, 10)
    await card.getByLabel('I will …').fill('count every spoke')
    await card.getByText('More settings').click()
    await card.getByLabel('Until when? (optional)').fill(far)
    await card.getByRole('button', { name: 'Yes, I am in' }).click()
    const dialog = page.getByRole('dialog', { name: 'That is long. Make it small?' })
    await seen(dialog.getByLabel('First I will …')).toHaveValue(/count every spoke \(1\//)
    await seen(page.getByRole('status').getByText('Nothing was changed')).toHaveCount(0)
    await picture(page, 'split-yes-1280')
    await dialog.getByLabel('First I will …').fill('count the spokes')
    for (const part of await dialog.getByLabel(/^Then, /).all()) await part.fill('')
    await dialog.getByRole('button', { name: 'Start it' }).click()
    await seen(card).toHaveCount(0)
    await page.getByRole('button', { name: 'Done: count the spokes' }).click()
    await page.getByLabel('I will …').fill('sort the whole store room')
    await page.getByText('More settings').click()
    await page.getByLabel('Until when? (optional)').fill(far)
    await page.getByRole('button', { name: 'Start it' }).click()
    await seen(dialog.getByLabel('First I will …')).toHaveValue(/sort the whole store room \(1\//)
    await picture(page, 'split-1280')
    await dialog.getByLabel('First I will …').fill('sort one shelf')
    await dialog.getByRole('button', { name: /^Take these/ }).click()
    await seen(page.getByRole('button', { name: 'Done: sort one shelf' })).toBeVisible()
    expect(measure).toBeTruthy()
    await page.close()
  })

  it.each<[string, OpenOptions]>([
    ['280', { width: 280 }],
    ['1280', { width: 1280 }],
    ['320-dark-de', { width: 320, colorScheme: 'dark', locale: 'de' }],
  ])('offers to split what an import brought, and says who suggested a step, at %s', async (name, how) => {
    const { dana, mia } = s.cast
    const id = await writeObjective(s, dana, { ownerId: mia.id, title: `Rebuild the workshop ${name}` })
    const subject = { kind: 'objective' as const, id }
    await s.by(mia, 0, async (tx, actor) => {
      const task = { subject, ownerId: mia.id, done: false, finishedAt: null }
      await importStep(tx, actor, {
        ...task,
        text: 'rebuild it all',
        dueDay: addDays(dayOf(actor.now, 'UTC'), 60),
      })
    })
    await s.by(dana, 0, (tx, actor) =>
      addStep(tx, actor, { subject, text: 'measure the door', ownerId: mia.id }),
    )
    const page = await s.open(mia, `#/objectives/${id}`, how)
    const german = how.locale === 'de'
    await seen(page.getByText(`${german ? 'vorgeschlagen von' : 'suggested by'} Dana`)).toBeVisible()
    await picture(page, `split-path-${name}`)
    expect(await overflow(page)).toBe(0)
    expect(await flaws(page)).toEqual([])
    await page
      .getByRole('button', { name: /rebuild it all$/ })
      .filter({ hasText: /^(Split|Teilen)$/ })
      .click()
    await page.getByRole('dialog').waitFor()
    await picture(page, `split-imported-${name}`)
    expect(await overflow(page)).toBe(0)
    expect(await flaws(page)).toEqual([])
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(german ? 'Zuerst werde ich …' : 'First I will …').fill('clear the shelf')
    await dialog.getByLabel(german ? 'Danach, 2: …' : 'Then, 2: …').fill('move the bench')
    await dialog.getByRole('button', { name: german ? 'Diese 2 nehmen' : 'Take these 2' }).click()
    await seen(dialog).toHaveCount(0)
    await seen(page.getByText('move the bench', { exact: true })).toBeVisible()
    await seen(page.getByRole('button', { name: /: clear the shelf$/ }).first()).toBeVisible()
    await page.close()
  })

  it('holds the action rate back for four weeks, or until an admin shows all, and says why it is there', async () => {
    await store()
    const place = `#/team/${s.cast.teams.service}`
    const before = await s.open(s.cast.dana, place)
    await seen(before.getByRole('heading', { level: 1, name: 'Service' })).toBeVisible()
    await seen(before.getByText(/who said yes finished a step/)).toHaveCount(0)
    await before.close()
    await s.showAll()
    const page = await s.open(s.cast.dana, place)
    await seen(page.getByText(/who said yes finished a step/)).toBeVisible()
    await picture(page, 'team-action-rate')
    await page.close()
  })

  it.each<[string, OpenOptions]>([
    ['1280', { width: 1280 }],
    ['320-dark-de', { width: 320, colorScheme: 'dark', locale: 'de' }],
    ['280', { width: 280 }],
    ['1280-contrast', { width: 1280, colorScheme: 'dark', forcedColors: 'active' }],
  ])('fits and can be read: %s', async (name, options) => {
    await store()
    const page = await s.open(s.cast.dana, `#/objectives/${objectiveId}`, options)
    await seen(page.getByText('People who leave the car at home.')).toBeVisible()
    expect([await overflow(page), await flaws(page)]).toEqual([0, []])
    await picture(page, `ladder-${name}`)
    await page.close()
  })
})
