import { makeStyles, tokens } from '@fluentui/react-components'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Row, Rows } from '../ui/rows.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { useMeetings, useWeeklies } from './lists.ts'
import type { Meeting, OneOnOne } from './one-on-one.ts'
import { useSubjectTitle } from './subject.ts'

/** The meetings of two people, the last one first: promises as they stood, what was spoken about, notes. */
export function Meetings({ oneOnOne }: { oneOnOne: OneOnOne }) {
  return (
    <Pages query={useMeetings(oneOnOne.id)}>
      {(meeting) => <Past key={meeting.id} meeting={meeting} oneOnOne={oneOnOne} />}
    </Pages>
  )
}

/** The weeklies of a team with their notes, the last one first. */
export function Weeklies({ teamId }: { teamId: string }) {
  const styles = usePastStyles()
  const { day } = useFormats()
  return (
    <Pages query={useWeeklies(teamId)}>
      {({ id, day: when, notes }) => (
        <Row key={id} title={day(when)}>
          {notes && <p className={styles.notes}>{notes}</p>}
        </Row>
      )}
    </Pages>
  )
}

interface PagesProps<T> {
  query: UseInfiniteQueryResult<InfiniteData<{ data: T[] }>>
  children: (meeting: T) => ReactNode
}

function Pages<T>({ query, children }: PagesProps<T>) {
  const { t } = useStrings()
  return (
    <>
      <Loaded query={query} lines={3}>
        {({ pages }) => (
          <Rows label={t('oneOnOne.history')}>{pages.flatMap(({ data }) => data).map(children)}</Rows>
        )}
      </Loaded>
      {query.hasNextPage && (
        <div>
          <TapButton busy={query.isFetchingNextPage} onTap={() => void query.fetchNextPage()}>
            {t('list.more')}
          </TapButton>
        </div>
      )}
    </>
  )
}

function Past({ meeting, oneOnOne }: { meeting: Meeting; oneOnOne: OneOnOne }) {
  const styles = usePastStyles()
  const { t } = useStrings()
  const { day } = useFormats()
  const { promises, agenda, notes } = meeting
  const kept = promises.filter(({ done, missed }) => done && !missed).length
  return (
    <Row
      title={day(meeting.day)}
      detail={promises.length > 0 && t('oneOnOne.keptThen', { kept, all: promises.length })}
    >
      {(promises.length > 0 || agenda.length > 0) && (
        <ul className={styles.list}>
          {promises.map((promise) => (
            <PastPromise key={promise.barrier.id} promise={promise} oneOnOne={oneOnOne} />
          ))}
          {agenda.map((item) => (
            <Spoken key={item.id} item={item} />
          ))}
        </ul>
      )}
      {notes && <p className={styles.notes}>{notes}</p>}
    </Row>
  )
}

function PastPromise({ promise, oneOnOne }: { promise: Meeting['promises'][number]; oneOnOne: OneOnOne }) {
  const { t } = useStrings()
  const { day } = useFormats()
  const title = useSubjectTitle({ kind: 'barrier', ...promise.barrier })
  const how = promise.done ? 'done' : promise.missed ? 'missed' : 'open'
  const mine = promise.by === oneOnOne.me
  const name = mine ? t('oneOnOne.you') : oneOnOne.with.name
  return <li>{t(`oneOnOne.past.${how}`, { name, title: title ?? '', day: day(promise.day) })}</li>
}

function Spoken({ item }: { item: Meeting['agenda'][number] }) {
  const { t } = useStrings()
  const about = useSubjectTitle(item.subject)
  return <li>{t('oneOnOne.past.spoken', { title: item.text ?? about ?? t('oneOnOne.outOfSight') })}</li>
}

const usePastStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL, overflowWrap: 'anywhere' },
  notes: {
    margin: 0,
    marginBlockStart: tokens.spacingVerticalXS,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    color: tokens.colorNeutralForeground2,
  },
})
