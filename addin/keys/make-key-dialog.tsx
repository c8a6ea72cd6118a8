import { useState } from 'react'
import { type StringKey, useStrings } from '../strings/strings.tsx'
import { CheckSet } from '../ui/check-set.tsx'
import { ChipsField } from '../ui/chips-field.tsx'
import { FormDialog } from '../ui/dialogs.tsx'
import { TextField } from '../ui/fields.tsx'
import { PrivateTeamsField } from '../ui/private-teams-field.tsx'
import { type Scope, scopes, useMakeKey, usual } from './keys.ts'

type Purpose = keyof typeof usual | 'picked'
type Life = '30' | '90' | '365'
type SignIn = 'secret' | 'application'

const objectId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

interface MakeKeyProps {
  /** Given the secret, which is shown this once. */
  onMade: (secret: string | null) => void
  onClose: () => void
}

/** Makes a key: what it is called, what it may do, how long it lives. */
export function MakeKeyDialog({ onMade, onClose }: MakeKeyProps) {
  const { t } = useStrings()
  const form = useKeyForm()
  const make = useMakeKey()
  const submit = async () => {
    const said = form.said()
    if (said) onMade((await make.send(said)).secret)
  }
  return (
    <FormDialog title={t('keys.make')} submit={t('keys.makeIt')} onSubmit={submit} onCancel={onClose}>
      <TextField
        label={t('keys.name')}
        hint={t('keys.nameHint')}
        required
        maxLength={100}
        value={form.name}
        onChange={form.setName}
        problem={form.problem}
      />
      <SignInFields form={form} />
      <ChipsField<Purpose>
        label={t('keys.for')}
        value={form.purpose}
        onChange={form.setPurpose}
        options={(['numbers', 'reading', 'picked'] as const).map((value) => ({
          value,
          text: t(`keys.for.${value}`),
        }))}
      />
      {form.purpose === 'picked' && <ScopeFields picked={form.picked} onPick={form.setPicked} />}
      <PrivateTeamsField label={t('keys.teams')} picked={form.teamIds} onPick={form.setTeamIds} />
      <ChipsField<Life>
        label={t('keys.life')}
        value={form.life}
        onChange={form.setLife}
        options={(['30', '90', '365'] as const).map((value) => ({ value, text: t(`keys.life.${value}`) }))}
      />
    </FormDialog>
  )
}

/** By a secret of ours, or by a token of its own. */
function SignInFields({ form }: { form: KeyForm }) {
  const { t } = useStrings()
  return (
    <>
      <ChipsField<SignIn>
        label={t('keys.by')}
        value={form.signIn}
        onChange={form.setSignIn}
        options={(['secret', 'application'] as const).map((value) => ({
          value,
          text: t(`keys.by.${value}`),
        }))}
      />
      {form.signIn === 'application' && (
        <TextField
          label={t('keys.application')}
          hint={t('keys.applicationHint')}
          required
          maxLength={36}
          value={form.application}
          onChange={form.setApplication}
          problem={form.applicationProblem}
        />
      )}
    </>
  )
}

function ScopeFields({ picked, onPick }: { picked: readonly Scope[]; onPick: (picked: Scope[]) => void }) {
  const { t } = useStrings()
  const options = scopes.map((value) => ({
    value,
    text: t(`keys.may.${value.replace(':', '.')}` as StringKey),
  }))
  return <CheckSet<Scope> label={t('keys.picked')} options={options} picked={picked} onPick={onPick} />
}

type KeyForm = ReturnType<typeof useKeyForm>

function useKeyForm() {
  const { t } = useStrings()
  const [name, setName] = useState('')
  const [purpose, setPurpose] = useState<Purpose>('numbers')
  const [picked, setPicked] = useState<Scope[]>([...usual.numbers])
  const [life, setLife] = useState<Life>('90')
  const [signIn, setSignIn] = useState<SignIn>('secret')
  const [application, setApplication] = useState('')
  const [teamIds, setTeamIds] = useState<string[]>([])
  const [tried, setTried] = useState(false)
  const given: readonly Scope[] = purpose === 'picked' ? picked : usual[purpose]
  const known = signIn === 'secret' || objectId.test(application.trim())
  return {
    ...{ name, setName, purpose, setPurpose, picked, setPicked, life, setLife },
    ...{ signIn, setSignIn, application, setApplication, teamIds, setTeamIds },
    problem: tried && name.trim() === '' ? t('edit.missing') : undefined,
    applicationProblem: tried && !known ? t('keys.applicationWrong') : undefined,
    /** What was said; nothing while it cannot be taken so. */
    said: () => {
      setTried(true)
      if (name.trim() === '' || given.length === 0 || !known) return undefined
      const expiresAt = new Date(Date.now() + Number(life) * 86_400_000).toISOString()
      const applicationId = signIn === 'application' && { applicationId: application.trim().toLowerCase() }
      return {
        name: name.trim(),
        scopes: [...given],
        expiresAt,
        ...applicationId,
        ...(teamIds.length > 0 && { teamIds }),
      }
    },
  }
}
