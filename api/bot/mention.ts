import { commentSubjects } from '../boards/comment-subjects.ts'
import { mentionCard } from '../comments/card.ts'
import { readComment, writeComment } from '../comments/comments.ts'
import type { CommentSubject } from '../comments/subjects.ts'
import { first } from '../database/transaction.ts'
import { badField } from '../errors.ts'
import { type Kind, type Moment, namesOf } from './kind.ts'

const notes = ['answered', 'changed', 'invalid'] as const
/** What of a comment stands on a card; the rest is in the tab. */
const mostShown = 600

/** A comment that mentions the reader. It is theirs to see only as long as its subject is. */
export const mentionKind: Kind = {
  view: async (moment, card) => {
    const { tx, actor, say, tab } = moment
    const comment = await readComment(tx, actor, commentSubjects, card.subjectId!)
    const { authorId, text, subject } = comment
    const { title, place } = await aboutOf(moment, subject)
    const shown = text && text.length > mostShown ? `${text.slice(0, mostShown - 1)}…` : text
    return mentionCard(say, {
      card,
      author: (await namesOf(moment, [authorId]))(authorId),
      text: shown,
      about: title ?? say.t('mention.something'),
      note: notes.find((each) => each === card.data.note) ?? null,
      tab: tab(place),
    })
  },
  verbs: {
    answer: async ({ tx, actor }, { subjectId }, { inputs }) => {
      const text = inputs.words?.trim().slice(0, 1000)
      if (!text) throw badField('/words', 'required', 'Say it in a few words.')
      const { subject, authorId } = await readComment(tx, actor, commentSubjects, subjectId!)
      const mentions = authorId && authorId !== actor.memberId ? [authorId] : []
      await writeComment(tx, actor, commentSubjects, { subject, text, mentions })
      return { note: 'answered' }
    },
  },
}

/** The title of what is commented on, and where it stands in the tab; a check-in stands with its key result. */
async function aboutOf({ tx, actor }: Moment, { kind, id }: CommentSubject) {
  const found = await first<{ title: string | null; place: string }>(
    tx,
    `SELECT title, 'objectives/' || id AS place FROM objectives WHERE workspace_id = $1 AND id = $2
      UNION ALL SELECT title, 'key-results/' || id FROM key_results WHERE workspace_id = $1 AND id = $2
      UNION ALL SELECT title, 'barriers/' || id FROM barriers WHERE workspace_id = $1 AND id = $2
      UNION ALL SELECT what, 'wins' FROM wins WHERE workspace_id = $1 AND id = $2
      UNION ALL SELECT k.title, 'key-results/' || k.id FROM check_ins c JOIN key_results k
        ON k.workspace_id = $1 AND k.id = c.key_result_id WHERE c.workspace_id = $1 AND c.id = $2
      UNION ALL SELECT o.title, 'objectives/' || o.id FROM check_ins c JOIN objectives o
        ON o.workspace_id = $1 AND o.id = c.objective_id WHERE c.workspace_id = $1 AND c.id = $2`,
    [actor.workspaceId, id],
  )
  return found ?? { title: null, place: kind === 'barrier' ? `barriers/${id}` : 'my-week' }
}
