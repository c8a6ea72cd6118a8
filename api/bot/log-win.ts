import { badField } from '../errors.ts'
import { logWinCard } from '../wins/card.ts'
import { logWin } from '../wins/wins.ts'
import type { Kind } from './kind.ts'
import { pickedTeam, teamsOf } from './teams.ts'

/** As many letters as a win may have. */
export const mostWinLength = 300

/** A win to be noted: in words, and of which team where somebody is in several. The words are gone once it is noted. */
export const logWinKind: Kind = {
  view: async (moment, card) => {
    const { data } = card
    const teams = await teamsOf(moment, moment.actor.teams)
    const what = typeof data.what === 'string' ? data.what : ''
    const logged = teams.find(({ id }) => id === data.logged) ?? null
    const note = data.note === 'invalid' ? 'invalid' : null
    return logWinCard(moment.say, { card, what, teams, logged, note, tab: moment.tab('wins') })
  },
  verbs: {
    log: async (moment, { data }, { inputs }) => {
      const what = inputs.what?.trim().slice(0, mostWinLength)
      if (!what) throw badField('/what', 'required', 'Say in a few words what went well.')
      const teamId = pickedTeam(moment, inputs.team, data.team as string)
      await logWin(moment.tx, moment.actor, { what, teamId })
      return { logged: teamId }
    },
  },
}
