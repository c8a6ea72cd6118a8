import { useState } from 'react'
import { useFormats } from '../strings/formats.ts'
import { type StringKey, useStrings } from '../strings/strings.tsx'
import { FormDialog } from '../ui/dialogs.tsx'
import { LongTextField, NumberField, numberOf } from '../ui/fields.tsx'
import { useFactStyles } from '../ui/item-facts.tsx'
import { hrefTo } from '../ui/places.ts'
import { Row } from '../ui/rows.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { type MyMidway, useAnswerMidway } from './midway.ts'

/** One measure half way: keep it in one tap, or say what changes, or why it stops. */
export function MidwayRow({ item }: { item: MyMidway }) {
  const { t } = useStrings()
  const answer = useAnswerMidway(item)
  const [saying, setSaying] = useState<'change' | 'stop'>()
  const { title } = item
  return (
    <Row
      title={title}
      href={hrefTo('keyResult', { id: item.id })}
      detail={useWayOf(item)}
      actions={
        <>
          <TapButton
            kind="main"
            busy={answer.busy}
            label={t('midway.keepLabel', { title })}
            onTap={() => answer.run({ choice: 'keep' })}
          >
            {t('midway.keep')}
          </TapButton>
          <TapButton label={t('midway.changeLabel', { title })} onTap={() => setSaying('change')}>
            {t('midway.change')}
          </TapButton>
          <TapButton label={t('midway.stopLabel', { title })} onTap={() => setSaying('stop')}>
            {t('midway.stop')}
          </TapButton>
        </>
      }
    >
      <Cleared item={item} />
      {saying && <SayDialog item={item} choice={saying} onClose={() => setSaying(undefined)} />}
    </Row>
  )
}

function Cleared({ item: { cleared } }: { item: MyMidway }) {
  const styles = useFactStyles()
  const { t } = useStrings()
  const { list } = useFormats()
  if (cleared.length === 0) return null
  const named = cleared.map(
    ({ number, title, kind }) => `#${number} ${title ?? t(`obstacle.${kind}` as StringKey)}`,
  )
  return <p className={styles.quiet}>{t('midway.cleared', { what: list(named) })}</p>
}

function useWayOf({ kind, baseline, target, value, unit }: MyMidway): string {
  const { t } = useStrings()
  const { amount } = useFormats()
  if (kind === 'done') return t(value === 1 ? 'checkIn.done' : 'checkIn.notYet')
  const now = value === null ? '–' : amount(value, unit)
  return t('review.way', { from: amount(baseline, unit), now, target: amount(target, unit) })
}

function SayDialog({
  item,
  choice,
  onClose,
}: {
  item: MyMidway
  choice: 'change' | 'stop'
  onClose: () => void
}) {
  const { t } = useStrings()
  const { words, setWords, target, setTarget, missing, submit } = useSaying(item, choice, onClose)
  return (
    <FormDialog
      title={t(`midway.${choice}Title`, { title: item.title })}
      submit={t(`midway.${choice}`)}
      onSubmit={submit}
      onCancel={onClose}
    >
      <LongTextField
        label={t(`midway.${choice}Why`)}
        hint={t(`midway.${choice}Hint`)}
        required
        value={words}
        maxLength={500}
        onChange={setWords}
        problem={missing ? t('midway.missing') : undefined}
      />
      {choice === 'change' && item.kind !== 'done' && (
        <NumberField label={t('midway.target')} unit={item.unit} value={target} onChange={setTarget} />
      )}
    </FormDialog>
  )
}

function useSaying(item: MyMidway, choice: 'change' | 'stop', onClose: () => void) {
  const { number } = useFormats()
  const answer = useAnswerMidway(item)
  const [words, setWords] = useState('')
  const [target, setTarget] = useState(number(item.target))
  const [asked, setAsked] = useState(false)
  const submit = async () => {
    setAsked(true)
    if (!words.trim()) return
    const given = numberOf(target)
    const changed = choice === 'change' && given !== undefined && given !== item.target
    await answer.send({ choice, words: words.trim(), ...(changed && { target: given }) })
    onClose()
  }
  return { words, setWords, target, setTarget, submit, missing: asked && !words.trim() }
}
