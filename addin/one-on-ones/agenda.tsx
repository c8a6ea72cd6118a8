import { Checkbox, makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { AddRegular, DeleteRegular } from '@fluentui/react-icons'
import { type FormEvent, useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import { TextField } from '../ui/fields.tsx'
import { hrefTo } from '../ui/places.ts'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { type AgendaItem, type OneOnOne, useAddItem, useRemoveItem, useTick } from './one-on-one.ts'
import { useSubjectTitle } from './subject.ts'

/** What the two want to speak about: tick off, add; what stays open is there next time. */
export function Agenda({ oneOnOne }: { oneOnOne: OneOnOne }) {
  const styles = useAgendaStyles()
  const { t } = useStrings()
  const { agenda } = oneOnOne
  const open = agenda.filter(({ doneAt }) => !doneAt).length
  return (
    <Section title={t('oneOnOne.agenda')} {...(open > 0 && { count: open })}>
      <Card>
        {agenda.length === 0 && <p className={styles.empty}>{t('oneOnOne.agendaEmpty')}</p>}
        {agenda.length > 0 && (
          <ul className={styles.items} aria-label={t('oneOnOne.agenda')}>
            {agenda.map((item) => (
              <Item key={item.id} item={item} oneOnOne={oneOnOne} />
            ))}
          </ul>
        )}
        <NewItem oneOnOne={oneOnOne} />
      </Card>
    </Section>
  )
}

function Item({ item, oneOnOne }: { item: AgendaItem; oneOnOne: OneOnOne }) {
  const styles = useAgendaStyles()
  const { t } = useStrings()
  const tick = useTick(oneOnOne.id)
  const remove = useRemoveItem(oneOnOne.id)
  const about = useSubjectTitle(item.subject)
  const title = item.text ?? about ?? t('oneOnOne.outOfSight')
  const facts = [item.author.name, item.carried > 0 && t('oneOnOne.carried', { times: item.carried })]
  return (
    <li className={styles.item}>
      <Checkbox
        className={styles.tick}
        checked={item.doneAt !== null}
        label={<span className={item.doneAt ? styles.done : styles.open}>{title}</span>}
        onChange={() => tick.run(item)}
      />
      {item.can.edit && (
        <TapButton
          kind="quiet"
          icon={<DeleteRegular />}
          busy={remove.busy}
          label={t('oneOnOne.removeLabel', { title })}
          onTap={() => remove.run(item)}
        >
          {t('oneOnOne.remove')}
        </TapButton>
      )}
      <span className={styles.facts}>
        {facts.filter(Boolean).join(' · ')}
        {item.subject && <SubjectLink subject={item.subject} title={about ?? title} />}
      </span>
    </li>
  )
}

const placeOf = { objective: 'objective', key_result: 'keyResult', barrier: 'barrier' } as const

function SubjectLink({ subject, title }: { subject: NonNullable<AgendaItem['subject']>; title: string }) {
  const styles = useAgendaStyles()
  const { kind, id } = subject
  if (!(kind in placeOf)) return null
  return (
    <a className={styles.link} href={hrefTo(placeOf[kind as keyof typeof placeOf], { id })}>
      {title}
    </a>
  )
}

function NewItem({ oneOnOne }: { oneOnOne: OneOnOne }) {
  const styles = useAgendaStyles()
  const { t } = useStrings()
  const add = useAddItem()
  const [text, setText] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() === '') return
    add
      .send({ id: oneOnOne.id, name: oneOnOne.with.name, text: text.trim() })
      .then(() => setText(''))
      .catch(() => undefined) // the toast has said why; what was typed stays
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <div className={styles.words}>
        <TextField label={t('oneOnOne.newItem')} value={text} maxLength={500} onChange={setText} />
      </div>
      <TapButton submit icon={<AddRegular />} busy={add.busy}>
        {t('oneOnOne.add')}
      </TapButton>
    </form>
  )
}

const useAgendaStyles = makeStyles({
  empty: { margin: 0, color: tokens.colorNeutralForeground3 },
  items: { listStyleType: 'none', margin: 0, padding: 0 },
  item: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start' },
  tick: { flex: '1 1 0', minInlineSize: 0, overflowWrap: 'anywhere' },
  open: { color: tokens.colorNeutralForeground1 },
  done: { textDecorationLine: 'line-through', color: tokens.colorNeutralForeground3 },
  facts: {
    ...typographyStyles.caption1,
    flexBasis: '100%',
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    paddingInlineStart: '36px',
    color: tokens.colorNeutralForeground3,
    overflowWrap: 'anywhere',
  },
  link: {
    color: tokens.colorBrandForegroundLink,
    display: 'inline-flex',
    alignItems: 'center',
    minBlockSize: '24px',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  form: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: tokens.spacingHorizontalM,
    marginBlockStart: tokens.spacingVerticalM,
  },
  words: { flex: '1 1 160px', minInlineSize: 0 },
})
