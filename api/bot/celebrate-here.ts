import { badField } from '../errors.ts'
import { chooseTeamChat } from '../notifications/team-chats.ts'
import { celebrateHereCard } from '../wins/card.ts'
import type { Kind } from './kind.ts'
import { ledBy } from './teams.ts'

/** In a group: somebody who leads several teams picks the one that celebrates there. */
export const celebrateHereKind: Kind = {
  view: async (moment, card) => {
    const teams = await ledBy(moment)
    const chosen = teams.find(({ id }) => id === card.data.team) ?? null
    const note = card.data.note === 'invalid' ? 'invalid' : null
    return celebrateHereCard(moment.say, { card, teams, chosen, note, tab: moment.tab('wins') })
  },
  verbs: {
    here: async (moment, { conversationId }, { inputs }) => {
      const team = (await ledBy(moment)).find(({ id }) => id === inputs.team)
      if (!team) throw badField('/team', 'unknown', 'Pick a team that you lead.')
      await chooseTeamChat(moment.tx, moment.actor, team.id, conversationId)
      return { team: team.id }
    },
  },
}
