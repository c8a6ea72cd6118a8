/**
 * Every place of the product and its address. A deep link's sub page id is the address without its first stroke,
 * so `key-results/0190…` in Teams and `#/key-results/0190…` in a browser open the same thing.
 */
export const places = {
  myWeek: '/my-week',
  review: '/review/:id',
  reviewPack: '/review-pack/:id',
  insights: '/insights',
  team: '/team/:id',
  teams: '/team',
  toClear: '/to-clear',
  objective: '/objectives/:id',
  keyResult: '/key-results/:id',
  barrier: '/barriers/:id',
  rounds: '/planning-rounds',
  round: '/planning-rounds/:id',
  wins: '/wins',
  map: '/map',
  views: '/views',
  view: '/views/:id',
  configure: '/configure',
  oneOnOnes: '/one-on-ones',
  oneOnOne: '/one-on-ones/:id',
  weekly: '/weekly/:id',
  import: '/import',
  settings: '/settings',
  settingsPart: '/settings/:id',
  settingsTeam: '/settings/teams/:id',
  settingsPerson: '/settings/people/:id',
} as const

export type Place = keyof typeof places

type ParamsOf<Pattern extends string> = Pattern extends `${string}:${infer Name}`
  ? Record<Name, string>
  : undefined

/** What a place needs in its address: `{ id }` or nothing. */
export type PlaceParams<P extends Place> = ParamsOf<(typeof places)[P]>

/** The path of a place: `pathTo('keyResult', { id })` is `/key-results/0190…`. */
export function pathTo<P extends Place>(
  place: P,
  ...[params]: PlaceParams<P> extends undefined ? [] : [PlaceParams<P>]
) {
  const given = (params ?? {}) as Record<string, string>
  return places[place].replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(given[name] ?? ''))
}

/** The link to a place, for `href`. */
export function hrefTo<P extends Place>(
  place: P,
  ...params: PlaceParams<P> extends undefined ? [] : [PlaceParams<P>]
) {
  return `#${pathTo(place, ...params)}`
}

/** The place that a path names, with its parameters; undefined when there is none. */
export function placeOf(path: string): { place: Place; params: Record<string, string> } | undefined {
  for (const place of Object.keys(places) as Place[]) {
    const params = match(places[place], path)
    if (params) return { place, params }
  }
  return undefined
}

/** The path that a deep link's sub page id stands for; nothing for one that is empty. */
export function pathOfSubPage(subPageId: string | undefined): string | undefined {
  if (!subPageId) return undefined
  return `/${subPageId.replace(/^[#/]+/, '')}`
}

function match(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/')
  const given = path.split('?')[0]!.replace(/\/$/, '').split('/')
  if (wanted.length !== given.length) return undefined
  const params: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = given[index]!
    if (part.startsWith(':') && value !== '') params[part.slice(1)] = decoded(value)
    else if (part !== value) return undefined
  }
  return params
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
