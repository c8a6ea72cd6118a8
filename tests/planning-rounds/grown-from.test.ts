import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { roundsOf } from './round.ts'

const meant = 'Repairs done when promised'
const written = 'Repairs are done on the day we promised'

describe('what an objective quotes', () => {
  let t: TestApp
  let r: ReturnType<typeof roundsOf>
  let objectiveId: string
  let roundId: string

  const quotes = async (who: Person, id = objectiveId) =>
    (await t.get(who, `/v1/objectives/${id}/proposals`)).body

  beforeAll(async () => {
    t = await testApp()
    r = roundsOf(t)
    const { mia, noah, dana } = t.cast
    roundId = (await r.opened()).id
    await r.proposed(dana, roundId, written)
    const told = await r.proposed(mia, roundId, meant, 'Riders get home before dark.')
    const other = await r.proposed(noah, roundId, 'Nobody is surprised by the bill')
    await r.make(dana, roundId, '/close')
    const round = await r.make(dana, roundId, `/proposals/${told}/agree`, { title: written })
    objectiveId = r.one(round, told).objectiveId
    await r.make(dana, roundId, `/proposals/${other}/decline`, { reason: 'Next winter.' })
  })
  afterAll(() => t?.close())

  it('is not there without a token (401), for guests (403), for what is out of sight (404), and not told to other teams', async () => {
    expect((await t.get(null, `/v1/objectives/${objectiveId}/proposals`)).status).toBe(401)
    expect((await t.get(t.cast.mia, `/v1/objectives/${roundId}/proposals`)).status).toBe(404)
    expect(await quotes(t.cast.otto)).toEqual({ data: [] })
    expect((await t.get(t.cast.gus, `/v1/objectives/${objectiveId}/proposals`)).status).toBe(403)
  })

  it('are the proposals it grew from alone, in their own words, with how it says them now', async () => {
    const { mia, noah } = t.cast
    expect(await quotes(noah)).toEqual({
      data: [
        {
          ...{
            id: expect.any(String),
            roundId,
            kind: 'member',
            text: meant,
            day: '2026-10-26',
            anonymous: false,
          },
          why: 'Riders get home before dark.',
          author: { id: mia.id, name: mia.name },
          wording: { state: 'asked', title: written, words: null },
        },
      ],
    })
  })

  it('follows what the author says to the wording, and asks anew once it changes again', async () => {
    const { mia, dana } = t.cast
    const [{ id }] = (await quotes(mia)).data
    const verdict = { verdict: 'not_meant', title: written, words: 'Not the day: the hour.' }
    await r.make(mia, roundId, `/proposals/${id}/wording`, verdict)
    const said = { state: 'not_meant', words: 'Not the day: the hour.' }
    expect((await quotes(dana)).data[0].wording).toMatchObject(said)
    await t.patch(dana, `/v1/objectives/${objectiveId}`, '*', {
      title: 'Repairs are done at the hour we promised',
    })
    expect((await quotes(mia)).data[0].wording).toMatchObject({ state: 'asked', words: null })
  })

  it('is never by whom in an anonymous round', async () => {
    const { ada, boris, dana, mia, noah, otto, teams } = t.cast
    await t.post(ada, `/v1/teams/${teams.shop}/members`, { memberId: ada.id })
    const asked = { teamId: teams.company, teamsBelow: true, anonymous: true }
    const { id } = await r.opened(asked, boris)
    const [first] = await Promise.all(
      [mia, noah, otto, ada, dana].map((who) => r.proposed(who, id, `Less paper, ${who.name[0]}`)),
    )
    await r.make(boris, id, '/close')
    const round = await r.make(boris, id, `/proposals/${first}/agree`, {})
    const grown = r.one(round, first!).objectiveId
    for (const who of [mia, boris, ada]) {
      const { data } = await quotes(who, grown)
      expect(data).toMatchObject([{ text: 'Less paper, M', author: null, anonymous: true }])
      expect(JSON.stringify(data)).not.toContain(mia.id)
    }
    const { teamId, cycleId } = { teamId: teams.company, cycleId: t.cast.cycleId }
    const of = (team: string) => `/v1/planning-rounds/figures?teamId=${team}&cycleId=${cycleId}`
    expect((await t.get(mia, of(teamId))).body).toMatchObject({ rounds: 1, voiceShare: 1, hidden: null })
    expect((await t.get(mia, of(teams.service))).body).toMatchObject({ voiceShare: null, hidden: 'few' })
  })
})
