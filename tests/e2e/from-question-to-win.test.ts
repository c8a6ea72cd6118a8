import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { connect, type Database, workerUrl } from '../../api/database/connect.ts'
import { addPerson } from '../../api/members/sign-up.ts'
import { tables } from '../../api/tables.ts'
import { putInTeam } from '../../api/teams/people.ts'
import { startWorker } from '../../api/worker.ts'
import { flaws } from '../support/flaws.ts'
import { type Screen, screen } from '../support/screen.ts'
import { seen } from '../support/seen.ts'

/** What nobody must meet on day one: the jargon that the plain words stand for, and parts that unfold later. */
const hidden =
  /\b(objectives?|key results?|OKRs?|KPIs?|initiatives?|cycles?|align(ed|ment|ments)?|weight(s|ed)?|barriers?|commitments?|cadence|rungs?|ladder|roll-?up|scor(e|es|ing)|insights?|map|confidence|several parents|pulse|webhooks?|imports?|API keys?)\b/i

/** Everything a page says, to eyes and to screen readers. */
function wordsOn(page: Page): Promise<string> {
  return page.evaluate(() => {
    const said = [...document.querySelectorAll('[aria-label], [title], [placeholder]')].flatMap((element) =>
      ['aria-label', 'title', 'placeholder'].map((name) => element.getAttribute(name) ?? ''),
    )
    return [document.title, document.body.innerText, ...said].join('\n')
  })
}

async function working(s: Screen): Promise<{ db: Database; drain(): Promise<void>; stop(): Promise<void> }> {
  const url = workerUrl(s.database.adminUrl)
  const db = await connect({ url, entities: tables, poolSize: 2 }).initialize()
  const worker = startWorker({ db, every: 0 })
  return {
    db,
    drain: async () => void (await worker.drain()),
    stop: async () => {
      await worker.stop()
      await db.destroy()
    },
  }
}

/** A finger: every click is counted, and whatever a page says afterwards is looked at. */
function finger() {
  let clicks = 0
  const met: string[] = []
  const look = async (page: Page) => {
    const jargon = hidden.exec(await wordsOn(page))
    if (jargon) met.push(`${new URL(page.url()).hash}: ${jargon[0]}`)
  }
  return {
    look,
    met,
    get clicks() {
      return clicks
    },
    async on(page: Page, role: 'button' | 'link' | 'textbox', name: string | RegExp) {
      clicks += 1
      const open = page.getByRole('dialog')
      const place = (await open.count()) > 0 ? open : page
      await place
        .getByRole(role, { name, exact: typeof name === 'string' })
        .first()
        .click()
      await look(page)
    },
    async chip(page: Page, text: string) {
      clicks += 1
      await page.getByRole('dialog').getByText(text, { exact: true }).click()
      await look(page)
    },
  }
}

describe('from a question', () => {
  let s: Screen
  let worker: Awaited<ReturnType<typeof working>>

  beforeAll(async () => {
    s = await screen()
    worker = await working(s)
  }, 120_000)
  afterAll(async () => {
    await worker?.stop()
    await s?.close()
  })

  it('a new team of six comes to a published goal and six first steps in 25 clicks, without a word of jargon', async () => {
    const { dana, mia, noah, teams, workspaceId } = s.cast
    const more = ['Ines Iversen', 'Jon Jansen', 'Kaja Kern']
    await s.by(s.cast.ada, 0, async (tx, actor) => {
      for (const name of more) {
        const oid = crypto.randomUUID()
        const id = await addPerson(tx, workspaceId, { oid, name, admin: false, guest: false }, actor.now)
        await putInTeam(tx, actor, teams.service, { memberId: id })
      }
    })
    const tap = finger()
    const leader = await s.open(dana, '#/my-week')
    await tap.look(leader)
    await tap.on(leader, 'link', 'Ask the team')
    await tap.on(leader, 'button', 'Ask the team')
    await seen(leader.getByRole('dialog')).toBeVisible()
    await tap.chip(leader, 'Ten minutes, in a meeting')
    await tap.on(leader, 'button', 'Ask')
    await seen(leader.getByText('0 of 5 have spoken')).toBeVisible()

    const author = await s.open(mia, '#/my-week')
    await tap.on(author, 'link', 'Say it')
    await tap.on(author, 'textbox', 'In your words')
    await author.keyboard.type('Every repair is ready on the day we said')
    await author.keyboard.press('Tab')
    await author.keyboard.type('Riders who rely on their bike leave the car at home.')
    await tap.on(author, 'button', 'Propose')
    await seen(author.getByText('1 of 5 have spoken')).toBeVisible()

    await tap.on(leader, 'button', 'Reveal')
    await tap.on(leader, 'button', /^Agree: Every repair/)
    await seen(leader.getByRole('dialog')).toBeVisible()
    await tap.on(leader, 'button', 'Agree')
    await seen(leader.getByRole('dialog')).toHaveCount(0)
    await seen(leader.getByRole('heading', { name: 'What grew from it' })).toBeVisible()
    await tap.on(leader, 'button', 'Publish')
    await seen(leader.getByText(/proposed by the team · published/)).toBeVisible()
    await worker.drain()

    await tap.on(leader, 'link', 'My week')
    await tap.on(author, 'link', 'My week')
    const others = []
    for (const name of [noah.name, ...more]) others.push(await s.open({ name }, '#/my-week'))
    for (const [i, page] of [leader, author, ...others].entries()) {
      await seen(page.getByRole('heading', { name: 'Are you in?' })).toBeVisible()
      await tap.on(page, 'textbox', 'I will …')
      await page.keyboard.type(`ask rider ${i} what they were promised`)
      await tap.on(page, 'button', 'Yes, I am in')
      await seen(
        page.getByRole('button', { name: `Done: ask rider ${i} what they were promised` }),
      ).toBeVisible()
      await tap.look(page)
    }
    expect(tap.clicks).toBeLessThanOrEqual(25)
    expect(tap.met).toEqual([])
    await Promise.all([leader, author, ...others].map((page) => page.close()))
  }, 180_000)

  it('Mia and Dana come to a celebrated win', async () => {
    const { dana, mia, noah } = s.cast
    const tap = finger()
    const leader = await s.open(dana, '#/planning-rounds')
    await tap.on(leader, 'button', 'Ask the team')
    await seen(leader.getByRole('dialog')).toBeVisible()
    await leader.getByLabel('Where are we going? (optional)').fill('The workshop people trust.')
    await tap.chip(leader, 'Ten minutes, in a meeting')
    await tap.on(leader, 'button', 'Ask')
    await seen(leader.getByText(/^0 of \d have spoken/)).toBeVisible()
    await leader.waitForURL(/planning-rounds\/./)
    const place = new URL(leader.url()).hash

    const author = await s.open(mia, place)
    await propose(author, 'Fewer phone calls', 'Riders know without asking.')
    const other = await s.open(noah, place)
    await propose(other, 'A second workbench', 'Nobody waits for a place to work.')
    await other.close()

    await tap.on(leader, 'button', 'Reveal')
    await tap.on(leader, 'button', 'Agree: Fewer phone calls')
    await leader.getByRole('dialog').getByLabel('The goal').fill('Riders know when their bike is ready')
    await tap.on(leader, 'button', 'Agree')
    await seen(leader.getByRole('dialog')).toHaveCount(0)
    await tap.on(leader, 'button', 'More for: A second workbench')
    await leader.getByRole('menuitem', { name: 'Not now …' }).click()
    await leader.getByRole('dialog').getByRole('textbox').first().fill('The room comes in spring.')
    await leader.getByRole('dialog').getByRole('button').last().click()
    await seen(leader.getByRole('dialog')).toHaveCount(0)
    await seen(leader.getByText('The room comes in spring.', { exact: false })).toBeVisible()
    await tap.on(author, 'button', 'That is what I meant')
    await seen(author.getByText('Riders know when their bike is ready').first()).toBeVisible()
    await tap.on(leader, 'button', 'Publish')
    await seen(leader.getByText(/co-written|proposed by the team/).first()).toBeVisible()
    await worker.drain()

    const card = author.getByRole('article', { name: 'Are you in? Riders know when their bike is ready' })
    await author.goto(`${s.origin}/tab.html#/my-week`)
    await card.getByRole('textbox', { name: 'I will …' }).fill('call the three oldest orders')
    await card.getByRole('button', { name: 'Yes, I am in' }).click()
    await tap.on(author, 'button', 'Something is in the way: call the three oldest orders')
    await seen(author.getByRole('dialog')).toBeVisible()
    await tap.chip(author, 'Waiting on someone')
    await tap.on(author, 'button', 'Ask Dana Diaz')
    await seen(author.getByText('is with Dana Diaz.', { exact: false })).toBeVisible()

    await leader.goto(`${s.origin}/tab.html#/to-clear`)
    await tap.on(leader, 'button', /^Take it, by/)
    await seen(leader.getByText(/You take #1 .*, by/)).toBeVisible()
    await tap.on(leader, 'button', /^Cleared/)
    await seen(leader.getByText(/is cleared\. Whoever raised it/)).toBeVisible()

    await author.reload()
    await author.getByRole('button', { name: new RegExp(mia.name) }).click()
    await tap.on(author, 'button', /^Really unblocked/)
    await seen(author.getByText(/is confirmed: unblocked/)).toBeVisible()
    await tap.on(author, 'button', 'Done: call the three oldest orders')
    await seen(author.getByText('Done: call the three oldest orders', { exact: false }).first()).toBeVisible()
    await worker.drain()

    await leader.reload()
    await leader.getByRole('button', { name: new RegExp(dana.name) }).click()
    await seen(leader.getByRole('heading', { name: 'To celebrate' })).toBeVisible()
    await leader.getByLabel('A few words (optional)').first().fill('Well asked, Mia.')
    await tap.on(leader, 'button', /^Celebrate/)
    await seen(leader.getByText(/^Celebrated:/)).toBeVisible()
    await author.goto(`${s.origin}/tab.html#/wins`)
    await seen(author.getByText('Well asked, Mia.', { exact: false })).toBeVisible()
    expect(await flaws(author)).toEqual([])
    await author.close()
    await leader.close()
  }, 180_000)
})

async function propose(page: Page, words: string, why: string): Promise<void> {
  await page.getByLabel('In your words').fill(words)
  await page.getByLabel('Who is better off?').fill(why)
  await page.getByRole('button', { name: 'Propose' }).click()
  await seen(page.getByText(words, { exact: true }).first()).toBeVisible()
}
