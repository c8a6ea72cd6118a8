import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { DeleteRegular, ImageAddRegular } from '@fluentui/react-icons'
import { useRef, useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { FormDialog } from '../ui/dialogs.tsx'
import { TextField } from '../ui/fields.tsx'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import type { Barrier } from './moves.ts'
import {
  type Screenshot,
  useAddScreenshot,
  usePasted,
  usePicture,
  useRemoveScreenshot,
  useScreenshots,
} from './pictures.ts'

/** Pictures of what is in the way: picked or pasted by whoever raised it or is asked, seen by whoever sees it. */
export function Screenshots({ barrier }: { barrier: Barrier }) {
  const styles = usePictureStyles()
  const { t } = useStrings()
  const found = useScreenshots(barrier.id)
  const add = useAddScreenshot(barrier.id)
  const mayAdd = found?.mayAdd === true
  const [picked, setPicked] = useState<File>()
  usePasted(mayAdd && !add.busy && !picked, setPicked)
  if (!found || (found.data.length === 0 && !mayAdd)) return null
  return (
    <Section
      title={t('barrier.pictures')}
      count={found.data.length}
      {...(mayAdd && {
        lead: t('barrier.pictures.lead'),
        actions: <Pick busy={add.busy} onPick={setPicked} />,
      })}
    >
      {found.data.length > 0 && (
        <ul className={styles.list}>
          {found.data.map((one, i) => (
            <Shown key={one.id} barrierId={barrier.id} picture={one} number={i + 1} />
          ))}
        </ul>
      )}
      {picked && (
        <AddDialog
          onAdd={(words) => add.send({ file: picked, words })}
          onClose={() => setPicked(undefined)}
        />
      )}
    </Section>
  )
}

interface AddDialogProps {
  onAdd: (words: string) => Promise<unknown>
  onClose: () => void
}

/** What is to be seen, in words, for whoever does not see it; then it is shown. */
function AddDialog({ onAdd, onClose }: AddDialogProps) {
  const { t } = useStrings()
  const [words, setWords] = useState('')
  return (
    <FormDialog
      title={t('barrier.pictures.add')}
      submit={t('barrier.pictures.submit')}
      onSubmit={() => onAdd(words.trim()).then(onClose)}
      onCancel={onClose}
    >
      <TextField
        label={t('barrier.pictures.words')}
        hint={t('barrier.pictures.wordsHint')}
        value={words}
        maxLength={200}
        onChange={setWords}
      />
    </FormDialog>
  )
}

function Pick({ busy, onPick }: { busy: boolean; onPick: (file: File) => void }) {
  const { t } = useStrings()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept="image/png,image/jpeg,image/webp"
        aria-label={t('barrier.pictures.add')}
        onChange={({ target }) => {
          const file = target.files?.[0]
          if (file) onPick(file)
          target.value = ''
        }}
      />
      <TapButton kind="quiet" icon={<ImageAddRegular />} busy={busy} onTap={() => input.current?.click()}>
        {t('barrier.pictures.add')}
      </TapButton>
    </>
  )
}

function Shown(props: { barrierId: string; picture: Screenshot; number: number }) {
  const { barrierId, picture, number } = props
  const styles = usePictureStyles()
  const { t } = useStrings()
  const [large, setLarge] = useState(false)
  const address = usePicture(barrierId, picture.id)
  const remove = useRemoveScreenshot(barrierId)
  const alt = picture.words ?? t('barrier.pictures.alt', { number, name: picture.addedBy.name })
  return (
    <li className={large ? styles.wide : styles.item}>
      <button
        type="button"
        className={styles.frame}
        aria-expanded={large}
        aria-label={t('barrier.pictures.enlarge', { alt })}
        onClick={() => setLarge(!large)}
      >
        {address && <img src={address} alt={alt} className={large ? styles.large : styles.thumb} />}
      </button>
      <span className={styles.by}>{picture.addedBy.name}</span>
      {picture.mayRemove && (
        <TapButton
          kind="quiet"
          icon={<DeleteRegular />}
          busy={remove.busy}
          label={t('barrier.pictures.removeOf', { alt })}
          onTap={() => remove.run(picture.id)}
        >
          {t('barrier.pictures.remove')}
        </TapButton>
      )}
    </li>
  )
}

const usePictureStyles = makeStyles({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalM,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  item: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', inlineSize: '160px' },
  wide: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', inlineSize: '100%' },
  frame: {
    padding: 0,
    minBlockSize: '100px',
    minInlineSize: '100%',
    maxInlineSize: '100%',
    cursor: 'pointer',
    overflow: 'hidden',
    backgroundColor: tokens.colorNeutralBackground3,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  thumb: { display: 'block', inlineSize: '100%', blockSize: '100px', objectFit: 'cover' },
  large: { display: 'block', maxInlineSize: '100%', blockSize: 'auto', marginInline: 'auto' },
  by: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3 },
})
