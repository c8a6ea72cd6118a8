import { makeStyles, tokens } from '@fluentui/react-components'
import { DeleteRegular } from '@fluentui/react-icons'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { useNames } from '../ui/names.ts'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { ToAgendaButton } from '../ui/to-agenda.tsx'
import { CommentForm } from './comment-form.tsx'
import { type Comment, type CommentSubject, useComments, useRemove } from './talk.ts'

/** What people say beneath an item, and a place to say something. */
export function Comments({ subject }: { subject: CommentSubject }) {
  const { t } = useStrings()
  const query = useComments(subject)
  return (
    <Section title={t('comment.title')}>
      <Loaded query={query} lines={2}>
        {({ pages }) => <List comments={pages.flatMap(({ data }) => data)} />}
      </Loaded>
      {query.hasNextPage && (
        <div>
          <TapButton busy={query.isFetchingNextPage} onTap={() => void query.fetchNextPage()}>
            {t('list.more')}
          </TapButton>
        </div>
      )}
      <Card kind="quiet">
        <CommentForm subject={subject} />
      </Card>
    </Section>
  )
}

function List({ comments }: { comments: Comment[] }) {
  const { t } = useStrings()
  if (comments.length === 0) return null
  return (
    <Rows label={t('comment.title')}>
      {comments.map((comment) => (
        <OneComment key={comment.id} comment={comment} />
      ))}
    </Rows>
  )
}

function OneComment({ comment }: { comment: Comment }) {
  const styles = useCommentStyles()
  const { t } = useStrings()
  const { instant, list } = useFormats()
  const remove = useRemove()
  const { authorId, text, mentions, createdAt, editedAt, can } = comment
  const nameOf = useNames([authorId, ...mentions])
  const author = nameOf(authorId)
  const facts = [
    instant(createdAt),
    editedAt && t('comment.edited'),
    mentions.length > 0 && t('comment.mentions', { names: list(mentions.map(nameOf)) }),
  ]
  const actions = text !== null && (
    <>
      <ToAgendaButton
        item={{ kind: 'comment', id: comment.id, title: text.slice(0, 100), suggest: [authorId] }}
      />
      {can.remove && (
        <TapButton
          kind="quiet"
          icon={<DeleteRegular />}
          busy={remove.busy}
          label={t('comment.removeLabel', { author })}
          onTap={() => remove.run(comment)}
        >
          {t('comment.remove')}
        </TapButton>
      )}
    </>
  )
  return (
    <Row title={author} detail={facts.filter(Boolean).join(' · ')} actions={actions}>
      <p className={text === null ? styles.gone : styles.text}>{text ?? t('comment.removed')}</p>
    </Row>
  )
}

const useCommentStyles = makeStyles({
  text: { margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  gone: { margin: 0, color: tokens.colorNeutralForeground3 },
})
