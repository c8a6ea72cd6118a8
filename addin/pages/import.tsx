import { ImportForm } from '../imports/import-form.tsx'
import { type Importing, useImporting } from '../imports/importing.ts'
import { type Import, useImport } from '../imports/imports.ts'
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

/** Brings an export of Viva Goals or an archive over: pick, try, say who is who, import, look. For admins. */
export function ImportPage({ me }: PageProps) {
  const { t } = useStrings()
  const title = t('import.title')
  if (me.admin) return <Way title={title} />
  return (
    <Page title={title} lead={t('import.lead')}>
      <Forbidden />
    </Page>
  )
}

function Way({ title }: { title: string }) {
  const { t } = useStrings()
  const way = useImporting()
  return (
    <Page title={title} lead={t(leadOf(way.tried))}>
      <Stop {...way} />
    </Page>
  )
}

/** What is said of a file once it is known what it is. */
function leadOf(tried: Import | undefined) {
  if (!tried) return 'import.lead'
  return tried.source === 'workspace' ? 'import.leadArchive' : 'import.leadViva'
}

/** Where somebody is on the way. */
function Stop({ busy, running, dryRun, failure, tried, shown, past, ...way }: Importing) {
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
