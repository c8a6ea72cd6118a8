import { AddRegular, DismissRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import { FormDialog } from '../ui/dialogs.tsx'
import { DateField } from '../ui/fields.tsx'
import { useFactStyles } from '../ui/item-facts.tsx'
import { CheckField } from '../ui/pick-fields.tsx'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { LocaleField, ZoneField } from '../ui/zone-field.tsx'
import { type Person, useAbsences, useChangePerson } from './people.ts'

/** The zone and language that a person's days and cards follow. */
export function PersonWays({ person }: { person: Person }) {
  const { t } = useStrings()
  const styles = useFactStyles()
  const change = useChangePerson(person)
  if (!person.can.edit) return null
  const usual = t('settings.asWorkspace')
  return (
    <Section title={t('people.ways')} lead={t('people.waysLead')}>
      <Card>
        <div className={styles.facts}>
          <ZoneField
            usual={usual}
            value={person.zone ?? ''}
            onChange={(zone) => change.run({ zone: zone || null })}
          />
          <LocaleField
            usual={usual}
            value={person.locale ?? ''}
            onChange={(locale) => change.run({ locale: locale || null })}
          />
          <CheckField
            label={t('settings.celebrations')}
            value={person.celebrations}
            onChange={(celebrations) => change.run({ celebrations })}
          />
        </div>
      </Card>
    </Section>
  )
}

/** When a person is away: nobody reminds them, and whoever stands in is asked. */
export function Absences({ person }: { person: Person }) {
  const { t } = useStrings()
  const [adding, setAdding] = useState(false)
  const { absences, can } = person
  if (absences.length === 0 && !can.addAbsence) return null
  const add = can.addAbsence && (
    <TapButton icon={<AddRegular />} onTap={() => setAdding(true)}>
      {t('people.absence.add')}
    </TapButton>
  )
  return (
    <Section title={t('people.absence.title')} lead={t('people.absence.lead')} actions={add}>
      {absences.length > 0 && (
        <Rows label={t('people.absence.title')}>
          {absences.map((absence) => (
            <AbsenceRow key={absence.id} person={person} absence={absence} />
          ))}
        </Rows>
      )}
      {adding && <AbsenceDialog person={person} onClose={() => setAdding(false)} />}
    </Section>
  )
}

function AbsenceRow({ person, absence }: { person: Person; absence: Person['absences'][number] }) {
  const { t } = useStrings()
  const { dayInFull } = useFormats()
  const { takeBack } = useAbsences(person)
  const days = t('cycle.days', { from: dayInFull(absence.fromDay), to: dayInFull(absence.toDay) })
  return (
    <Row
      title={days}
      actions={
        person.can.addAbsence && (
          <TapButton
            kind="quiet"
            icon={<DismissRegular />}
            label={t('people.remove', { name: days })}
            busy={takeBack.busy}
            onTap={() => takeBack.run(absence)}
          >
            {t('people.off')}
          </TapButton>
        )
      }
    />
  )
}

function AbsenceDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useStrings()
  const { enter } = useAbsences(person)
  const [days, setDays] = useState({ fromDay: '', toDay: '' })
  const [tried, setTried] = useState(false)
  const wrong = !days.fromDay || !days.toDay || days.toDay < days.fromDay
  const submit = async () => {
    setTried(true)
    if (wrong) return
    await enter.send(days)
    onClose()
  }
  return (
    <FormDialog
      title={t('people.absence.add')}
      submit={t('people.absence.enter')}
      onSubmit={submit}
      onCancel={onClose}
    >
      <DateField
        label={t('people.absence.from')}
        value={days.fromDay}
        onChange={(fromDay) => setDays({ fromDay, toDay: days.toDay || fromDay })}
        problem={tried && wrong ? t('cycle.wrongDays') : undefined}
      />
      <DateField
        label={t('people.absence.to')}
        value={days.toDay}
        onChange={(toDay) => setDays({ ...days, toDay })}
      />
    </FormDialog>
  )
}
