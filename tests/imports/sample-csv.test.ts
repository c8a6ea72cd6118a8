import { beforeAll, describe, expect, it } from '@jest/globals'
import type { VivaExport, VivaItem } from '../../api/imports/model.ts'
import { readExport } from '../../api/imports/read.ts'
import { readVivaCsv } from '../../api/imports/viva-csv.ts'
import { readVivaZip } from '../../api/imports/viva-zip.ts'
import { csvName, csvWithoutIdsName, sample, zipName } from './viva-files.ts'

let zip: VivaExport
let csv: VivaExport
let csvWithoutIds: VivaExport
beforeAll(async () => {
  zip = await readVivaZip(sample(zipName))
  csv = await readVivaCsv(sample(csvName), { fileName: csvName })
  csvWithoutIds = await readVivaCsv(sample(csvWithoutIdsName), { fileName: csvWithoutIdsName })
})

/** An item by what the CSV can carry, with names instead of keys, so that the formats can be compared. */
function plain(viva: VivaExport, item: VivaItem) {
  const userOf = (key: string) => viva.users.find((user) => user.key === key)!.name
  const period = viva.periods.find((found) => found.key === item.periodKey)!
  const { metricName, kind, direction, baseline, target, unit } = item.measure ?? {}
  return {
    kind: item.kind,
    typeText: item.typeText,
    matchKey: item.matchKey,
    title: item.title,
    description: item.description,
    creator: userOf(item.creatorKey!),
    owners: item.ownerKeys.map(userOf),
    teams: item.teamKeys.map((key) => viva.teams.find((team) => team.key === key)!.name),
    period: [period.name, period.startDay, period.endDay],
    days: [item.startDay, item.endDay],
    parents: item.parents.map(({ externalId, title, weightText, weight, itemKey }) => {
      const above = viva.items.find((found) => found.key === itemKey)!.title
      return [externalId, title, weightText, weight, above]
    }),
    measure: item.measure && { metricName, kind, direction, baseline, target, unit },
    status: [item.statusText, item.lifecycle, item.health, item.reopened],
    score: item.score,
    goalType: item.goalType,
    createdAt: item.createdAt,
    value: item.reported.value,
    lastCheckInDay: item.reported.lastCheckInDay,
  }
}

function plainCheckIns(viva: VivaExport) {
  const titleOf = (key: string) => viva.items.find((item) => item.key === key)!.title
  return viva.checkIns
    .map(
      ({
        itemKey,
        order,
        position,
        day,
        activityDay,
        metricName,
        statusText,
        health,
        value,
        note,
        authorKey,
      }) => ({
        item: titleOf(itemKey),
        order,
        position,
        day,
        activityDay,
        metricName,
        statusText,
        health,
        value,
        note: note?.text ?? null,
        author: viva.users.find((user) => user.key === authorKey)!.name,
      }),
    )
    .sort((a, b) => a.item.localeCompare(b.item) || a.order - b.order)
}

const plainItems = (viva: VivaExport) => viva.items.map((item) => plain(viva, item))

describe('the CSV of Tidewater Cycles', () => {
  it('gives the same items as the ZIP, field by field', () => {
    expect(plainItems(csv)).toEqual(plainItems(zip))
    expect(csv.items.map((item) => item.key)).toEqual(zip.items.map((item) => item.key))
  })

  it('gives the same items without ids, its parents found by their titles', () => {
    expect(plainItems(csvWithoutIds)).toEqual(plainItems(zip))
    expect(csvWithoutIds.items.every((item) => item.externalId === null)).toBe(true)
    expect(csvWithoutIds.report.filter((line) => line.code === 'parent-by-title')).toHaveLength(20)
  })

  it('gives the same check-ins as the ZIP, several a day in the same order', () => {
    expect(plainCheckIns(csv)).toEqual(plainCheckIns(zip))
    expect(plainCheckIns(csvWithoutIds)).toEqual(plainCheckIns(zip))
  })

  it('knows the instant of each check-in, which the ZIP does not tell', () => {
    expect(csv.checkIns[0]!.activityAt).toBe('2025-11-02T20:57:08Z')
    expect(zip.checkIns.every((checkIn) => checkIn.activityAt === null)).toBe(true)
  })

  it('infers which way is good, and says so for every metric', () => {
    expect(csv.report.filter((line) => line.code === 'direction-inferred')).toHaveLength(12)
    const from = csv.items
      .filter((item) => item.measure?.direction.startsWith('stay'))
      .map((item) => item.measure!.directionFrom)
    expect(from).toEqual(['check-ins', 'check-ins'])
  })

  it('says which fields it can tell, so that an update leaves the others alone', () => {
    expect(csv.carries).toEqual(expect.arrayContaining(['title', 'parents', 'measure', 'score', 'ownerKeys']))
    expect(csv.carries).not.toEqual(expect.arrayContaining(['delegateKey']))
    expect(csv.carries).not.toEqual(expect.arrayContaining(['checkInOwnerKeys']))
  })

  it('has the percent beside the value, and they agree', () => {
    const revenue = csv.items.find((item) => item.title === 'Revenue per order')!
    expect(revenue.reported).toEqual({
      value: '71.9',
      percent: '173.75',
      lastCheckInDay: '2025-10-22',
      lastNote: null,
    })
    expect(csv.report.filter((line) => line.code === 'progress-differs')).toEqual([])
  })

  it('is told from the ZIP by its first bytes', async () => {
    const sources = [await readExport(sample(zipName)), await readExport(sample(csvName))].map(
      (viva) => viva.source,
    )
    expect(sources).toEqual(['viva-zip', 'viva-csv'])
  })

  it('takes the organisation from the file name', () => {
    expect(csv.organisation).toMatchObject({ externalId: '70001', exportedAt: '2025-11-20T00:00:00Z' })
  })

  it('hashes a row alike with and without its id', () => {
    expect(csvWithoutIds.items.map((item) => item.rowHash)).toEqual(csv.items.map((item) => item.rowHash))
    expect(csvWithoutIds.checkIns.map((checkIn) => checkIn.rowHash)).toEqual(
      csv.checkIns.map((checkIn) => checkIn.rowHash),
    )
  })
})
