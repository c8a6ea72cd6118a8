import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { BroomRegular } from '@fluentui/react-icons'
import { lazy, Suspense, useState } from 'react'
import type { Me } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import type { Beside, OpenItem } from '../host/host.ts'
import { useMeet } from '../one-on-ones/meet.ts'
import { useOpen } from '../one-on-ones/one-on-one.ts'
import { OpenForm } from '../one-on-ones/open-form.tsx'
import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { go } from '../ui/navigation.ts'
import { Page } from '../ui/page.tsx'
import { hrefTo, pathTo } from '../ui/places.ts'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { OneOnOnePage } from './one-on-one.tsx'
import { OneOnOnesPage } from './one-on-ones.tsx'

const RaiseDialog = lazy(async () => ({
  default: (await import('../barriers/raise-dialog.tsx')).RaiseDialog,
}))

type People = components['schemas']['MeetingPeople']

/** Beside what Outlook has open: the one-on-one with whom it names, a choice among several, or all one-on-ones. */
export function BesideItem({ me, beside }: { me: Me; beside: Beside }) {
  const item = beside.item()
  if (!item) return <OneOnOnesPage me={me} />
  return (
    <>
      {item.kind === 'message' && <MailBarrier key={item.subject} item={item} beside={beside} />}
      {item.others.length === 0 ? <OneOnOnesPage me={me} /> : <Named item={item} me={me} />}
    </>
  )
}

function Named({ item, me }: { item: OpenItem; me: Me }) {
  const query = useMeet(item.others, item.shared)
  return (
    <Loaded query={query} lines={6}>
      {(met) => (met.oneOnOne ? <OneOnOnePage id={met.oneOnOne.id} /> : <Choose met={met} me={me} />)}
    </Loaded>
  )
}

/** Several people, or nobody we know: with whom is it? */
function Choose({ met: { people, unknown, teams }, me }: { met: People; me: Me }) {
  const styles = useStyles()
  const { t } = useStrings()
  const open = useOpen()
  const meet = (id: string) =>
    void open
      .send(id)
      .then((pair) => go(pathTo('oneOnOne', { id: pair.id })))
      .catch(() => undefined) // the toast has said why
  return (
    <Page title={t('beside.choose')} lead={people.length === 0 ? t('beside.nobody') : t('beside.chooseLead')}>
      {people.length + teams.length > 0 && (
        <Rows label={t('beside.choose')}>
          {teams.map(({ id, name }) => (
            <Row key={id} title={t('beside.team', { name })} href={hrefTo('weekly', { id })} />
          ))}
          {people.map(({ id, name }) => (
            <Row
              key={id}
              title={name}
              actions={
                <TapButton label={t('oneOnOne.with', { name })} busy={open.busy} onTap={() => meet(id)}>
                  {t('oneOnOne.open')}
                </TapButton>
              }
            />
          ))}
        </Rows>
      )}
      {unknown.length > 0 && (
        <p className={styles.unknown}>
          {t('beside.unknown', { count: unknown.length, who: unknown.join(', ') })}
        </p>
      )}
      {me.memberId && !me.guest && (
        <Section title={t('beside.other')}>
          <Card>
            <OpenForm me={me.memberId} />
          </Card>
        </Section>
      )}
    </Page>
  )
}

/** Turns the mail into a barrier: its subject is filled in; its text only when asked for. */
function MailBarrier({ item, beside }: { item: OpenItem; beside: Beside }) {
  const styles = useStyles()
  const { t } = useStrings()
  const [open, setOpen] = useState(false)
  return (
    <div className={styles.mail}>
      <TapButton icon={<BroomRegular />} onTap={() => setOpen(true)}>
        {t('beside.mail')}
      </TapButton>
      {open && (
        <Suspense>
          <RaiseDialog
            of={{}}
            begin={{ title: item.subject.slice(0, 200) }}
            more={{
              label: t('beside.takeText'),
              text: async () => (await beside.body()).trim().slice(0, 4000),
            }}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </div>
  )
}

const useStyles = makeStyles({
  unknown: {
    ...typographyStyles.body1,
    margin: 0,
    color: tokens.colorNeutralForeground3,
    overflowWrap: 'anywhere',
  },
  mail: { marginBlockEnd: tokens.spacingVerticalL },
})
