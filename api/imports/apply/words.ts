import { first } from '../../database/transaction.ts'
import type { VivaItem } from '../model.ts'
import type { Run } from './run.ts'

/**
 * Speaks on in the words that the organisation used: the first import names goals and measures as most items of the
 * file are called, unless the workspace has words of its own. Later imports leave them alone, also where an admin went
 * back to plain ones.
 */
export async function applyWords(run: Run): Promise<boolean> {
  const { tx, actor, importId } = run
  const { workspaceId } = actor
  const words = wordsIn(run.viva.items)
  if (Object.keys(words).length === 0) return false
  const renamed = await first(
    tx,
    `UPDATE workspace_settings SET words = $2::jsonb, version = version + 1, revision = revision + 1
      WHERE workspace_id = $1 AND words = '{}'::jsonb AND NOT EXISTS (
        SELECT FROM imports WHERE workspace_id = $1 AND id <> $3 AND state = 'done' AND NOT dry_run)
      RETURNING version`,
    [workspaceId, JSON.stringify(words), importId],
  )
  return renamed !== undefined
}

/** What most goals and most measures of a file are called; nothing where it does not say. */
export function wordsIn(items: readonly Pick<VivaItem, 'kind' | 'typeText'>[]): Record<string, string> {
  const goal = commonest(items.filter(({ kind }) => kind === 'objective'))
  const measure = commonest(items.filter(({ kind }) => kind === 'key_result'))
  return {
    ...(goal && { goal, goals: plural(goal) }),
    ...(measure && { measure, measures: plural(measure) }),
  }
}

function commonest(items: readonly Pick<VivaItem, 'typeText'>[]): string | undefined {
  const counts = new Map<string, number>()
  for (const { typeText } of items) {
    const word = spoken(typeText ?? '')
    if (word) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return [...counts].toSorted(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))[0]?.[0]
}

/** As it stands in the middle of a sentence: "Key result" is "key result", "OKR" stays. Longer ones are no words. */
function spoken(text: string): string {
  const word = text.trim().replace(/\s+/g, ' ')
  const small = /^\p{Lu}\p{Ll}/u.test(word) ? word.charAt(0).toLowerCase() + word.slice(1) : word
  return small.length <= 38 ? small : ''
}

// Viva Goals knows the singular only, in English; an admin puts right what this rule does not know.
function plural(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`
  return /(s|x|ch|sh)$/.test(word) ? `${word}es` : `${word}s`
}
