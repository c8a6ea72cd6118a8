import { CheckmarkRegular, EditRegular } from '@fluentui/react-icons'
import { type ReactNode, useRef, useState } from 'react'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { hrefTo } from '../ui/places.ts'
import { Row } from '../ui/rows.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { CheckInForm } from './check-in-form.tsx'
import { type Subject, useCheckIn } from './record.ts'

interface DueCheckInProps {
  subject: Subject
  dueDay: string
  overdue: boolean
  /** How it stands, as a badge. */
  figure?: ReactNode
}

/** A check-in that is due: *Looks right* in one tap, or the form opened in place. */
export function DueCheckIn({ subject, dueDay, overdue, figure }: DueCheckInProps) {
  const { t } = useStrings()
  const { amount, day } = useFormats()
  const [open, setOpen] = useState(subject.latest === null)
  const last = subject.latest?.value
  return (
    <Row
      title={subject.title}
      href={hrefTo('keyResult', { id: subject.id })}
      detail={[
        last == null ? t('checkIn.first') : t('checkIn.last', { value: amount(last, subject.unit) }),
        t(overdue ? 'checkIn.overdue' : 'checkIn.due', { day: day(dueDay) }),
      ].join(' · ')}
      figure={figure}
      actions={!open && <Taps subject={subject} onChange={() => setOpen(true)} />}
    >
      {open && <CheckInForm subject={subject} onDone={() => setOpen(false)} />}
    </Row>
  )
}

function Taps({ subject, onChange }: { subject: Subject; onChange: () => void }) {
  const { t } = useStrings()
  const action = useCheckIn(subject)
  const began = useRef(Date.now())
  const seconds = () => Math.round((Date.now() - began.current) / 1000)
  return (
    <>
      <TapButton
        kind="main"
        icon={<CheckmarkRegular />}
        busy={action.busy}
        label={t('checkIn.looksRightLabel', { title: subject.title })}
        onTap={() => action.run({ untouched: true, seconds: seconds() })}
      >
        {t('checkIn.looksRight')}
      </TapButton>
      <TapButton
        icon={<EditRegular />}
        label={t('checkIn.changeLabel', { title: subject.title })}
        onTap={onChange}
      >
        {t('checkIn.change')}
      </TapButton>
    </>
  )
}
