import { isDay } from '../calendar.ts'

// A span of centuries is a slip, and would be counted day by day.
const isNear = (day: string) => day >= '1900-01-01' && day < '2200-01-01'

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/
const instant = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/i

/**
 * What our formats mean, narrower than the validator's own: ids in lower case as we write them (two spellings of one id
 * would pass every comparison as two), days and instants from 1900 to 2199, zones as the database takes them.
 */
export const formats: Record<string, (text: string) => boolean> = {
  uuid: (text) => uuid.test(text),
  date: (text) => isDay(text) && isNear(text),
  'date-time': (text) => {
    const day = instant.exec(text)?.[1]
    return day !== undefined && isDay(day) && isNear(day)
  },
}
