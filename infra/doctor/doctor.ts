import { checkDatabase } from './database.ts'
import { type Deployment, type Finding, fail, whyNot } from './finding.ts'
import { checkMail } from './mail.ts'
import { checkCertificate, checkClock, checkName } from './network.ts'
import { checkPackage } from './package.ts'
import { checkApi, checkHealth, checkPages } from './pages.ts'
import { checkProxy } from './proxy.ts'
import { checkAudience, checkBot, checkDirectory, checkKeys } from './tokens.ts'

type Check = (deployment: Deployment) => Promise<Finding | Finding[]>

/** What is asked of the server itself: only when it answers at all. */
const ofServer: Record<string, Check> = {
  pages: checkPages,
  api: checkApi,
  audience: checkAudience,
  issuer: checkKeys,
  bot: checkBot,
  clock: checkClock,
}
const ofTheRest: Record<string, Check> = {
  proxy: checkProxy,
  directory: checkDirectory,
  package: checkPackage,
  database: checkDatabase,
  mail: checkMail,
}

/** Everything that can be found out about a deployment, in the order in which one would mend it. */
export async function examine(deployment: Deployment): Promise<Finding[]> {
  const first = [
    await checkName(deployment),
    await checkCertificate(deployment),
    await checkHealth(deployment),
  ]
  const answers = first.at(-1)!.level === 'ok'
  const found = [...first]
  for (const [name, check] of Object.entries({ ...(answers && ofServer), ...ofTheRest })) {
    const said = await check(deployment).catch((error) =>
      fail(
        name,
        `could not be examined (${whyNot(error)})`,
        'Try again; if it stays, look into the log of the server.',
      ),
    )
    found.push(...[said].flat())
  }
  return found
}

const signs = { ok: '✓', warn: '!', fail: '✗' } as const

/** One line a finding, its cure below where there is one. */
export function told(findings: readonly Finding[]): string {
  const lines = findings.map(({ check, level, says, cure }) => {
    return `${signs[level]} ${level.padEnd(4)} ${check}: ${says}${cure ? `. Cure: ${cure}` : ''}`
  })
  const count = (level: Finding['level']) => findings.filter((each) => each.level === level).length
  return [...lines, `${count('ok')} well, ${count('warn')} to look at, ${count('fail')} to mend`].join('\n')
}

/** 0 where nothing has to be mended, else 1. */
export function exitCode(findings: readonly Finding[]): number {
  return findings.some(({ level }) => level === 'fail') ? 1 : 0
}
