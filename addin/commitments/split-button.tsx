import { SplitVerticalRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import type { Part } from './offer.ts'
import { SplitDialog } from './split-dialog.tsx'
import { type Step, useSplit } from './steps.ts'

const longest = 5

/** On a step that an import brought with more days than one may have: makes it several. */
export function SplitButton({ step }: { step: Step }) {
  const { t } = useStrings()
  const split = useSplit(step)
  const [open, setOpen] = useState(false)
  const live = step.state === 'live'
  const send = (parts: Part[]) =>
    split.send(
      parts.map(({ cue, text, dueDay }) => ({
        text: text.trim(),
        ...(cue && { cue }),
        ...(dueDay && { dueDay }),
      })),
    )
  return (
    <>
      <TapButton
        icon={<SplitVerticalRegular />}
        label={t('split.openLabel', { text: step.text })}
        onTap={() => setOpen(true)}
      >
        {t('split.open')}
      </TapButton>
      {open && (
        <SplitDialog
          offer={{ atMost: longest, parts: halvesOf(step) }}
          starts={live}
          atLeast={2}
          onSplit={send}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}

/** Words to begin with: whoever splits it says what each part is. */
function halvesOf({ cue, text }: Step): Part[] {
  const words = text.slice(0, 290)
  return [{ cue, text: `${words} (1/2)` }, { text: `${words} (2/2)` }]
}

/** Whether this step is to be split, and this reader may do it. */
export function maySplit({ splitMe, can }: Step): boolean {
  return splitMe && (can.start || can.finish)
}
