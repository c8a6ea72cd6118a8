import { describe, expect, it } from '@jest/globals'
import { createDirectory, foldName, keyByName, matchPeople, mention } from '../../api/imports/people.ts'
import type { Report } from '../../api/imports/report.ts'

/** The people of an export, named one after the other. */
function usersNamed(...refs: { name: string; email?: string }[]) {
  const people = createDirectory([], false)
  for (const { name, email } of refs)
    mention(people, { externalId: null, name, email: email ?? null }, '/rows/2')
  return [...people.users.values()]
}

const ana = { memberId: 'm-ana', name: 'Ana Petrov', emails: ['ana.petrov@tidewater-cycles.example'] }
const greta = { memberId: 'm-greta', name: 'Greta Schröder', emails: ['greta@tidewater-cycles.example'] }

describe('matching people to members', () => {
  it('takes the same address, whatever its case and the name beside it', () => {
    const users = usersNamed({ name: 'Ana P.', email: 'Ana.Petrov@Tidewater-Cycles.example' })
    const [match] = matchPeople(users, [ana, greta], [])
    expect(match).toEqual({ userKey: users[0]!.key, outcome: 'matched', memberId: 'm-ana', candidates: [] })
  })

  it('only suggests a member of the same name, accents and order aside', () => {
    const report: Report = []
    const users = usersNamed({ name: 'Schröder, Greta' }, { name: 'ANA  PETROV' })
    expect(
      matchPeople(users, [ana, greta], report).map(({ outcome, memberId, candidates }) => [
        outcome,
        memberId,
        candidates,
      ]),
    ).toEqual([
      ['review', null, [{ memberId: 'm-greta', because: 'name' }]],
      ['review', null, [{ memberId: 'm-ana', because: 'name' }]],
    ])
    expect(report.map((line) => line.code)).toEqual(['person-by-name', 'person-by-name'])
  })

  it('lets an admin choose among namesakes', () => {
    const report: Report = []
    const [match] = matchPeople(
      usersNamed({ name: 'Ana Petrov' }),
      [ana, { ...ana, memberId: 'm-ana-2', emails: [] }],
      report,
    )
    expect(match!.candidates.map((candidate) => candidate.memberId)).toEqual(['m-ana', 'm-ana-2'])
    expect(report.map((line) => line.code)).toEqual(['person-ambiguous'])
  })

  it('shows similar names and addresses as candidates, never takes them', () => {
    const elif = { memberId: 'm-elif', name: 'E. Y.', emails: ['elif.yilmaz@tidewater-cycles.example'] }
    const users = usersNamed(
      { name: 'Greta Schroeder' },
      { name: 'Elif Yılmaz', email: 'elif.yılmaz@tidewater-cycles.example' },
    )
    expect(matchPeople(users, [greta, elif], []).map((match) => [match.outcome, match.candidates])).toEqual([
      ['review', [{ memberId: 'm-greta', because: 'similar-name' }]],
      ['review', [{ memberId: 'm-elif', because: 'similar-email' }]],
    ])
  })

  it('makes a placeholder of whom nobody knows', () => {
    const report: Report = []
    expect(matchPeople(usersNamed({ name: 'Marta Gone' }), [ana], report)[0]).toMatchObject({
      outcome: 'new',
      candidates: [],
    })
    expect(report.map((line) => line.code)).toEqual(['person-new'])
  })
})

describe('the directory of an export', () => {
  it('knows one person under id, address and name', () => {
    const people = createDirectory([], true)
    const key = mention(people, { externalId: '5', name: "Fergus O'Hara", email: 'f@x.example' }, '/a')
    expect(mention(people, { externalId: null, name: 'Somebody', email: 'F@x.example' }, '/b')).toBe(key)
    expect(mention(people, { externalId: null, name: 'fergus o’hara', email: null }, '/c')).toBe(key)
    expect(keyByName(people, "O'Hara, Fergus")).toBe(key)
  })

  it('keeps namesakes with different ids apart and tells two people with one address', () => {
    const report: Report = []
    const people = createDirectory(report, true)
    for (const externalId of ['1', '2'])
      mention(people, { externalId, name: 'Jun Li', email: 'jun@x.example' }, `/${externalId}`)
    expect(people.users.size).toBe(2)
    expect(keyByName(people, 'Jun Li')).toBeNull()
    expect(report.map((line) => line.code)).toContain('email-clash')
  })

  it('tells one id under two names', () => {
    const report: Report = []
    const people = createDirectory(report, true)
    for (const name of ['Jun Li', 'Hana Sato']) mention(people, { externalId: '1', name, email: null }, '/x')
    expect(report.map((line) => line.code)).toEqual(['person-unlisted', 'person-clash'])
  })

  it('folds names without mixing people up', () => {
    expect(foldName('Carla Jiménez')).toBe(foldName('CARLA JIMENEZ'))
    expect(foldName('Elif Yılmaz')).toBe(foldName('elif yilmaz'))
    expect(foldName('Ana.Petrov')).toBe(foldName('Petrov, Ana'))
    expect(foldName('Greta Schröder')).not.toBe(foldName('Greta Schroeder'))
  })
})
