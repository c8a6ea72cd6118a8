import { ImportForm } from '../imports/import-form.tsx'
import { useImporting } from '../imports/importing.ts'
import { useImport } from '../imports/imports.ts'
import { PastImports } from '../imports/past-imports.tsx'
import { ImportProgress } from '../imports/progress.tsx'
import { ImportResult } from '../imports/result.tsx'
import { TriedImport } from '../imports/tried.tsx'
import { useStrings } from '../strings/strings.tsx'
import { FormProblem } from '../ui/form-problem.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { Forbidden } from '../ui/states.tsx'
import type { PageProps } from './routes.ts'

/** Brings an export of Viva Goals over: pick, try, say who is who, import, look. For admins. */
export function ImportPage({ me }: PageProps) {
  const { t } = useStrings()
  return (
    <Page title={t('import.title')} lead={t('import.lead')}>
      {me.admin ? <Way /> : <Forbidden />}
    </Page>
  )
}

function Way() {
  const { busy, running, dryRun, failure, tried, shown, past, ...way } = useImporting()
  if (busy) return <ImportProgress running={running} dryRun={dryRun} />
  const problem = failure !== undefined && <FormProblem failure={failure} />
  if (tried) {
    return (
      <>
        {problem}
        <TriedImport key={tried.id} tried={tried} onImport={way.bring} onOther={way.another} />
      </>
    )
  }
  return (
    <>
      {problem}
      {shown && <Shown key={shown} id={shown} />}
      <ImportForm onTry={way.tryFile} />
      <PastImports imports={past} onShow={way.show} />
    </>
  )
}

function Shown({ id }: { id: string }) {
  const query = useImport(id)
  return <Loaded query={query}>{(one) => <ImportResult of={one} />}</Loaded>
}
