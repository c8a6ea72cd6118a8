import { EditRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { FormDialog } from '../ui/dialogs.tsx'
import { type Tagged, useEditing } from '../ui/editing.ts'
import { Facts } from '../ui/facts.tsx'
import { TextField } from '../ui/fields.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { type EditedWorkspace, useSaveWorkspace, useWorkspace, type Workspace } from './workspace.ts'

/** The ideas that screens name, singular and plural; what the API knows beside them is kept as it is. */
const ideas = [
  ['goal', 'goals'],
  ['measure', 'measures'],
  ['step', 'steps'],
  ['barrier', 'barriers'],
  ['win', 'wins'],
  ['cycle', 'cycles'],
] as const

type Word = (typeof ideas)[number][number]

/** What the workspace calls our ideas; every screen follows at once. */
export function WordsSettings() {
  const query = useWorkspace()
  const reload = async () => (await query.refetch({ throwOnError: true })).data as Tagged<Workspace>
  return <Loaded query={query}>{(item) => <Shown item={item} reload={reload} />}</Loaded>
}

function Shown(edited: EditedWorkspace) {
  const { t } = useStrings()
  const [open, setOpen] = useState(false)
  const plain = usePlainWords()
  const { words } = edited.item.data
  const save = useSaveWorkspace(edited.item.data)
  const forget = () => save.run({ etag: edited.item.etag, said: { change: { words: {} } } })
  return (
    <Section
      title={t('settings.words')}
      lead={t('settings.wordsLead')}
      actions={
        <>
          {Object.keys(words).length > 0 && (
            <TapButton kind="quiet" busy={save.busy} onTap={forget}>
              {t('settings.wordsPlain')}
            </TapButton>
          )}
          <TapButton icon={<EditRegular />} onTap={() => setOpen(true)}>
            {t('settings.wordsEdit')}
          </TapButton>
        </>
      }
    >
      <Facts
        facts={ideas.map(([one, many]) => [
          plain(one),
          t('settings.wordPair', { one: words[one] ?? plain(one), many: words[many] ?? plain(many) }),
        ])}
      />
      {open && <WordsDialog {...edited} onClose={() => setOpen(false)} />}
    </Section>
  )
}

/** What the product itself calls an idea, whatever the workspace says. */
function usePlainWords(): (word: Word) => string {
  const { catalogue } = useStrings()
  return (word) => catalogue.messages[`word.${word}`]!
}

function WordsDialog({ item, reload, onClose }: EditedWorkspace & { onClose: () => void }) {
  const { t } = useStrings()
  const plain = usePlainWords()
  const save = useSaveWorkspace(item.data)
  const editing = useEditing({ item, reload, toDraft })
  const submit = async () => {
    const words = { ...item.data.words, ...editing.draft }
    const said = Object.entries(words).filter(([, word]) => word?.trim())
    await editing.save((etag) =>
      save.send({
        etag,
        said: { change: { words: Object.fromEntries(said.map(([k, w]) => [k, w!.trim()])) } },
      }),
    )
    onClose()
  }
  return (
    <FormDialog title={t('settings.words')} submit={t('edit.save')} onSubmit={submit} onCancel={onClose}>
      <p>{t('settings.wordsHint')}</p>
      {ideas.flat().map((word, place) => (
        <TextField
          key={word}
          label={t(place % 2 ? 'settings.wordMany' : 'settings.wordOne', { word: plain(word) })}
          placeholder={plain(word)}
          maxLength={40}
          value={editing.draft[word]}
          onChange={(text) => editing.set({ [word]: text })}
        />
      ))}
    </FormDialog>
  )
}

function toDraft({ words }: Workspace): Record<Word, string> {
  return Object.fromEntries(ideas.flat().map((word) => [word, words[word] ?? ''])) as Record<Word, string>
}
