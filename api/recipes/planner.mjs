// Planner → Footbridge: how many percent of a plan's tasks are done. The application needs Tasks.Read.All.
import { ask, graph, graphToken, need, push } from './footbridge.mjs'

const plan = need('PLANNER_PLAN')
const headers = { authorization: `Bearer ${await graphToken()}` }
const tasks = []
let url = `${graph}/v1.0/planner/plans/${plan}/tasks`
while (url) {
  const page = await ask(url, { headers })
  tasks.push(...page.value)
  url = page['@odata.nextLink']
}
const done = tasks.filter(({ percentComplete }) => percentComplete === 100).length
if (tasks.length > 0) await push('planner', plan, Math.round((1000 * done) / tasks.length) / 10)
else console.error(`planner/${plan}: there are no tasks, so there is no number`)
