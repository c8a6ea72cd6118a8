import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { closest, meaningOf, slips } from '../../api/bot/commands.ts'
import { aKeyResult, anObjective } from '../support/items.ts'
import { statement } from '../support/server.ts'
import { activityOf, type Chat, chat, type Drawn, inputsOf, partsOf, wordsOf } from './chat.ts'

describe('what somebody types', () => {
  it.each([
    ['check in', 'check-in'],
    ['Check-in!', 'check-in'],
    ['einchecken', 'check-in'],
    ['my objectives', 'goals'],
    ['meine Ziele', 'goals'],
    ['  HELP  ', 'help'],
    ['hallo', 'hi'],
    ['pause', 'pause'],
    ['step', 'step'],
  ])('%s is a command', (typed, command) => {
    expect(meaningOf(typed)).toMatchObject({ command })
  })

  it('may be followed by what it is about', () => {
    expect(meaningOf('barrier no key to the workshop')).toEqual({
      command: 'raise',
      rest: 'no key to the workshop',
    })
    expect(meaningOf('win: sold the first one')).toEqual({ command: 'win', rest: 'sold the first one' })
  })

  it.each([
    ['chekc in', 'check-in'],
    ['stpe', 'step'],
    ['hepl', 'help'],
    ['objectvies', 'goals'],
    ['tema', 'team'],
    ['puase', 'pause'],
  ])('%s is answered with three suggestions, the nearest first', (typed, nearest) => {
    expect(closest(typed)).toHaveLength(3)
    expect(closest(typed)[0]).toBe(nearest)
  })

  it('counts letters that are swapped as one slip', () => {
    expect([slips('setp', 'step'), slips('step', 'step'), slips('', 'step')]).toEqual([1, 0, 4])
  })

  it('that says what is in the way is no command', () => {
    expect(meaningOf('blocked by legal on the new contract')).toEqual({
      stuck: 'blocked by legal on the new contract',
    })
    expect(meaningOf('Ich warte auf Recht')).toEqual({ stuck: 'Ich warte auf Recht' })
  })
})

describe('the bot answers', () => {
  let c: Chat

  beforeAll(async () => {
    c = await chat()
  })
  afterAll(() => c?.close())

  const answer = async (text: string, who = c.t.cast.mia): Promise<Drawn> => {
    c.t.clock.forward(30_000)
    await c.worker.drain()
    await c.write(who, text)
    await c.worker.drain()
    expect(c.worker.log).toEqual([])
    return c.channel.posts().at(-1)!.card
  }
  const invoke = (name: string, value: object, who = c.t.cast.mia) =>
    c.send(activityOf(who, c.channel.serviceUrl, { type: 'invoke', name, value }))

  it('a first word with one welcome and three buttons', async () => {
    const card = await answer('hi')
    expect(wordsOf(card)).toContain('Hello, this is Footbridge')
    expect(card.actions.filter(({ type }: Drawn) => type === 'Action.Execute')).toHaveLength(3)
    const reply = await c.press(c.t.cast.mia, card, 'open', {}, 'step')
    expect(reply.status).toBe(200)
    await c.worker.drain()
    expect(wordsOf(c.channel.posts().at(-1)!.card)).toContain('My step')
  })

  it('what is on somebody’s mind with a barrier, filled in, that one tap asks', async () => {
    const card = await answer('We are blocked by legal on the new contract')
    expect(inputsOf(card)).toMatchObject({
      title: 'We are blocked by legal on the new contract',
      kind: 'waiting',
    })
    const { body } = await c.press(c.t.cast.mia, card, 'raise')
    expect(wordsOf(body.value)).toContain('Asked of Dana Diaz')
    const { data } = (await c.t.get(c.t.cast.dana, '/v1/barriers/queue')).body
    expect(data[0].title).toBe('We are blocked by legal on the new contract')
  })

  it('the workspace’s own word for a thing as it answers ours', async () => {
    const { ada } = c.t.cast
    const named = (words: object) => c.t.patch(ada, '/v1/workspace', '*', { words })
    expect((await named({ barrier: 'Blocker' })).status).toBe(200)
    const card = await answer('blocker no key to the cellar')
    expect(inputsOf(card)).toMatchObject({ title: 'no key to the cellar' })
    await named({})
  })

  it('an offer that is left alone by forgetting what was written', async () => {
    const card = await answer('barrier nothing really')
    const { body } = await c.press(c.t.cast.mia, card, 'leave')
    expect(wordsOf(body.value)).toContain('Left as it is')
  })

  it('a slip of the keys with what was meant', async () => {
    const card = await answer('hepl')
    expect(wordsOf(card)).toContain('Did you mean')
    expect((await c.press(c.t.cast.mia, card, 'open', {}, 'help')).status).toBe(200)
  })

  it('a list of what is mine, of what my team does, a logged win, and a pause', async () => {
    await anObjective(c.t, { title: 'Repairs as promised' })
    await aKeyResult(c.t, { title: 'Ninety in time' })
    expect(wordsOf(await answer('my goals'))).toContain('Ninety in time')
    expect(wordsOf(await answer('team'))).toContain('Repairs as promised')
    expect(wordsOf(await answer('win we sold the first one'))).toContain('Noted')
    const wins = (await c.t.get(c.t.cast.mia, '/v1/wins')).body.data
    expect(wins[0].what).toBe('we sold the first one')
    const paused = await answer('pause')
    expect((await c.t.get(c.t.cast.mia, '/v1/notifications/settings')).body.paused).toBe(true)
    await c.press(c.t.cast.mia, paused, 'open', {}, 'resume')
    expect((await c.t.get(c.t.cast.mia, '/v1/notifications/settings')).body.paused).toBe(false)
  })

  it('a message somebody picks with a barrier filled in with its words', async () => {
    const messagePayload = { body: { contentType: 'html', content: '<p>The <b>printer</b> is broken</p>' } }
    const form = await invoke('composeExtension/fetchTask', { commandId: 'raise', messagePayload })
    const { card } = form.body.task.value
    expect(inputsOf(card.content)).toMatchObject({ title: 'The printer is broken' })
    const raised = await invoke('composeExtension/submitAction', {
      commandId: 'raise',
      data: { verb: 'raise', kind: 'access', title: 'The printer is broken' },
    })
    expect(raised.body.task.value).toMatch(/Asked as #\d+/)
  })

  it('whoever is in several teams with the choice of one, in chat and from a message; nobody else', async () => {
    const { ada, mia, teams } = c.t.cast
    expect(inputsOf(await answer('barrier no key')).team).toBeUndefined()
    const joins = await c.t.ask(
      ada,
      'POST',
      `/v1/teams/${teams.shop}/members`,
      { memberId: mia.id, role: 'member' },
      { 'if-match': '*' },
    )
    expect(joins.status).toBeLessThan(300)
    const card = await answer('barrier no key to the shop')
    const choices = partsOf(card).find(({ id }) => id === 'team').choices
    expect(choices.map(({ title }: Drawn) => title)).toEqual([
      'Service, asking Dana Diaz',
      'Shop, asking Otto Olsen',
    ])
    const foreign = await c.press(mia, card, 'raise', { team: teams.board })
    expect(wordsOf(foreign.body.value)).not.toContain('Asked of')
    const again = foreign.body.value.type === 'AdaptiveCard' ? foreign.body.value : card
    const { body } = await c.press(mia, again, 'raise', { team: teams.shop })
    expect(wordsOf(body.value)).toContain('Asked of Otto Olsen')
    const form = await invoke('composeExtension/fetchTask', { commandId: 'raise' })
    expect(inputsOf(form.body.task.value.card.content).team).toBe(teams.service)
    const data = { verb: 'raise', kind: 'access', title: 'No till', team: teams.shop }
    expect((await invoke('composeExtension/submitAction', { commandId: 'raise', data })).status).toBe(200)
    const queue = (await c.t.get(c.t.cast.otto, '/v1/barriers/queue')).body.data
    expect(queue.map(({ title }: { title: string }) => title)).toEqual(expect.arrayContaining(['No till']))
    expect(wordsOf(await answer('my team'))).toMatch(/Service.*Shop/s)
    const noting = await answer('win the till works')
    expect(inputsOf(noting)).toMatchObject({ what: 'the till works', team: teams.service })
    const noted = await c.press(mia, noting, 'log', { team: teams.shop })
    expect(wordsOf(noted.body.value)).toContain('Whoever leads Shop is asked to celebrate it.')
    await c.press(mia, noting, 'log', { team: teams.shop })
    const wins = (await c.t.get(c.t.cast.otto, '/v1/wins')).body.data
    const ofTill = wins.filter(({ what }: { what: string }) => what === 'the till works')
    expect(ofTill).toMatchObject([{ teamId: teams.shop }])
    await c.t.ask(ada, 'DELETE', `/v1/teams/${teams.shop}/members/${mia.id}`, undefined, { 'if-match': '*' })
  })

  it('whoever leads several teams with the choice of the one that celebrates here', async () => {
    const { boris, dana, teams } = c.t.cast
    const group = { conversation: { id: '19:party', conversationType: 'groupChat', tenantId: boris.tid } }
    await c.write(boris, 'celebrate here', group)
    await c.worker.drain()
    const { card } = c.channel.posts().at(-1)!
    const choices = partsOf(card).find(({ id }) => id === 'team').choices
    expect(choices.map(({ title }: Drawn) => title)).toEqual(['Board', 'Harbour'])
    const refused = await c.press(dana, card, 'here', { team: teams.company }, undefined, group)
    expect(wordsOf(refused.body.value)).not.toContain('from now on')
    const { body } = await c.press(boris, card, 'here', { team: teams.company }, undefined, group)
    expect(wordsOf(body.value)).toContain('What Harbour celebrates comes here from now on.')
    const { rows } = await statement(c.t.adminUrl, 'SELECT team_id FROM team_chats')
    expect(rows).toEqual([{ team_id: teams.company }])
  })

  it('a search with the goals one sees, and a link with its card for whoever may see it', async () => {
    const id = await anObjective(c.t, { title: 'Repairs everywhere' })
    const parameters = [{ name: 'q', value: 'Repairs e' }]
    const { body } = await invoke('composeExtension/query', { commandId: 'find', parameters })
    const titles = body.composeExtension.attachments.map(({ preview }: Drawn) => preview.content.title)
    expect(titles).toContain('Repairs everywhere')
    const url = `https://teams.microsoft.com/l/entity/x/home?context=${encodeURIComponent(`{"subEntityId":"objectives/${id}"}`)}`
    const seen = await invoke('composeExtension/queryLink', { url })
    expect(seen.body.composeExtension.attachments).toHaveLength(1)
    const secret = await anObjective(
      c.t,
      { teamId: c.t.cast.teams.board, ownerId: c.t.cast.boris.id },
      c.t.cast.boris,
    )
    const hidden = await invoke('composeExtension/queryLink', { url: url.replace(id, secret) })
    expect(hidden.body.composeExtension.attachments).toEqual([])
  })

  it('an invoke that it does not know with 501', async () => {
    expect((await invoke('signin/tokenExchange', {})).status).toBe(501)
  })
})
