import { ListRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { ChoiceField } from '../ui/pick-fields.tsx'
import { useRoom } from '../ui/room.ts'
import { Row, Rows } from '../ui/rows.tsx'
import { EmptyState } from '../ui/states.tsx'
import { StatusBadge, statusOf } from '../ui/status-badge.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { columns, hrefOf, ItemTable } from './item-table.tsx'
import { type Looking, useItems, type ViewItem, type ViewSort } from './views.ts'

interface ItemListProps {
  looking: Looking
  label: string
  /** Why there may be nothing in it. */
  empty: string
  /** The one thing to do about that. */
  instead: ReactNode
  onSort: (sort: ViewSort) => void
}

/** The goals and measures of a view: a table where there is room for one, else rows. */
export function ItemList({ looking, label, empty, instead, onSort }: ItemListProps) {
  const { t } = useStrings()
  const query = useItems(looking)
  const narrow = useRoom() === 'narrow'
  return (
    <Loaded query={query} lines={8}>
      {({ pages }) => {
        const items = pages.flatMap(({ data }) => data)
        if (items.length === 0)
          return <EmptyState icon={<ListRegular />} title={label} why={empty} action={instead} />
        return (
          <>
            {narrow ? (
              <ItemRows {...{ items, label }} sort={looking.sort} onSort={onSort} />
            ) : (
              <ItemTable {...{ items, label }} sort={looking.sort} onSort={onSort} />
            )}
            {query.hasNextPage && (
              <TapButton busy={query.isFetchingNextPage} onTap={() => void query.fetchNextPage()}>
                {t('list.more')}
              </TapButton>
            )}
          </>
        )
      }}
    </Loaded>
  )
}

interface ItemRowsProps {
  items: ViewItem[]
  label: string
  sort: ViewSort
  onSort: (sort: ViewSort) => void
}

function ItemRows({ items, label, sort, onSort }: ItemRowsProps) {
  const { t } = useStrings()
  const { percent } = useFormats()
  const ways = columns.flatMap((column) => [
    { value: column as ViewSort, text: t('views.sort.up', { column: t(`views.column.${column}`) }) },
    { value: `-${column}` as ViewSort, text: t('views.sort.down', { column: t(`views.column.${column}`) }) },
  ])
  return (
    <>
      <ChoiceField label={t('views.sort')} value={sort} options={ways} onChange={onSort} />
      <Rows label={label}>
        {items.map((item) => (
          <Row
            key={item.id}
            title={item.title}
            href={hrefOf(item)}
            detail={[item.percent !== null && percent(item.percent), item.team.name, item.owner.name]
              .filter(Boolean)
              .join(' · ')}
            figure={<StatusBadge status={statusOf(item)} />}
          />
        ))}
      </Rows>
    </>
  )
}
