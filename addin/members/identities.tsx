import { AddRegular, DismissRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { type Once, useAction } from '../ui/action.ts'
import { ChipsField } from '../ui/chips-field.tsx'
import { FormDialog } from '../ui/dialogs.tsx'
import { TextField } from '../ui/fields.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import type { Person } from './people.ts'

type Known = components['schemas']['Identities']
type Identity = Known['data'][number]
type NewIdentity = components['schemas']['NewIdentity']

const kinds = ['email', 'entra'] as const

/** How a person is known: what they sign in with, where mail reaches them, how imports find them. */
export function Identities({ person }: { person: Person }) {
  const { t } = useStrings()
  const [adding, setAdding] = useState(false)
  const query = useIdentities(person.id)
  const add = query.data?.can.change && person.state !== 'left' && (
    <TapButton icon={<AddRegular />} onTap={() => setAdding(true)}>
      {t(query.data.can.identify ? 'people.known.add' : 'people.known.addAddress')}
    </TapButton>
  )
  return (
    <Section title={t('people.known')} lead={t('people.knownLead')} actions={add}>
      <Loaded query={query} lines={2}>
        {({ data, can }) =>
          data.length > 0 && (
            <Rows label={t('people.known')}>
              {data.map((one) => (
                <Row
                  key={one.id}
                  title={one.value}
                  detail={t(`people.known.${one.kind}`)}
                  actions={can.change && <Remove person={person} one={one} />}
                />
              ))}
            </Rows>
          )
        }
      </Loaded>
      {adding && (
        <AddDialog
          person={person}
          identify={query.data?.can.identify ?? false}
          onClose={() => setAdding(false)}
        />
      )}
    </Section>
  )
}

function Remove({ person, one }: { person: Person; one: Identity }) {
  const { t } = useStrings()
  const remove = useRemove(person)
  return (
    <TapButton
      kind="quiet"
      icon={<DismissRegular />}
      busy={remove.busy}
      label={t('people.remove', { name: one.value })}
      onTap={() => remove.run(one)}
    >
      {t('people.off')}
    </TapButton>
  )
}

interface AddProps {
  person: Person
  /** Whether an object id may be said: not once they sign in. */
  identify: boolean
  onClose: () => void
}

function AddDialog({ person, identify, onClose }: AddProps) {
  const { t } = useStrings()
  const add = useAdd(person)
  const [said, setSaid] = useState<NewIdentity>({ kind: 'email', value: '' })
  const [tried, setTried] = useState(false)
  const value = said.value.trim()
  const submit = async () => {
    setTried(true)
    if (value.length < 3) return
    await add.send({ ...said, value })
    onClose()
  }
  return (
    <FormDialog
      title={t(identify ? 'people.known.add' : 'people.known.addAddress')}
      submit={t('people.known.addIt')}
      onSubmit={submit}
      onCancel={onClose}
    >
      {identify && <KindField kind={said.kind} onChange={(kind) => setSaid({ ...said, kind })} />}
      <TextField
        label={t(said.kind === 'entra' ? 'people.objectId' : 'people.email')}
        hint={t(said.kind === 'entra' ? 'people.known.entraHint' : 'people.emailHint')}
        maxLength={254}
        value={said.value}
        onChange={(typed) => setSaid({ ...said, value: typed })}
        problem={tried && value.length < 3 ? t('edit.missing') : undefined}
      />
    </FormDialog>
  )
}

function KindField({
  kind,
  onChange,
}: {
  kind: NewIdentity['kind']
  onChange: (kind: NewIdentity['kind']) => void
}) {
  const { t } = useStrings()
  return (
    <ChipsField
      label={t('people.known.kind')}
      value={kind}
      onChange={onChange}
      options={kinds.map((one) => ({ value: one, text: t(`people.known.${one}`) }))}
    />
  )
}

function useIdentities(id: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['members', id, 'identities'],
    queryFn: ({ signal }) =>
      read(api.GET('/v1/members/{id}/identities', { params: { path: { id } }, signal })),
  })
}

function useAdd({ id }: Person) {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (body: NewIdentity, once: Once) =>
      read(api.POST('/v1/members/{id}/identities', { params: { path: { id }, header: once }, body })),
    touches: [['members']],
    done: (_, { value }) => t('people.known.added', { value }),
  })
}

/** Takes one away. */
function useRemove({ id }: Person) {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (one: Identity) =>
      read(
        api.DELETE('/v1/members/{id}/identities/{identityId}', {
          params: { path: { id, identityId: one.id }, header: { 'if-match': '*' } },
        }),
      ),
    touches: [['members']],
    done: (_, { value }) => t('people.known.removed', { value }),
    failed: ({ value }) => t('people.known.kept', { value }),
  })
}
