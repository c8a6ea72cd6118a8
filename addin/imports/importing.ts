import { useState } from 'react'
import {
  type Decided,
  type Import,
  type ImportSummary,
  type Sending,
  stampOf,
  useImports,
  useSendImport,
} from './imports.ts'

/** Where somebody is on the way from a file to its goals on a board. */
export interface Importing {
  /** A file is on its way, or an import runs that somebody started before they left. */
  busy: boolean
  running: ImportSummary | undefined
  dryRun: boolean
  failure: unknown
  tried: Import | undefined
  /** The import whose outcome is looked at. */
  shown: string | undefined
  past: ImportSummary[]
  tryFile(file: File): void
  bring(decided: Decided): void
  another(): void
  show(id: string): void
}

/** Pick, try, decide, import, look. */
export function useImporting(): Importing {
  const [sending, setSending] = useState<Sending>()
  const [tried, setTried] = useState<Import>()
  const [shown, setShown] = useState<string>()
  const [failure, setFailure] = useState<unknown>()
  const action = useSendImport()
  const { data } = useImports(action.busy)
  const past = data?.data ?? []
  const running = past[0]?.state === 'running' ? past[0] : undefined

  const send = (next: Sending) => {
    setSending(next)
    setFailure(undefined)
    setShown(undefined)
    const settle = (done: Import) => (next.dryRun ? setTried(done) : end(done))
    void action.send(next).then(settle, setFailure)
  }
  const end = ({ id }: Import) => {
    setTried(undefined)
    setShown(id)
  }
  return {
    ...{ running, failure, tried, shown, past },
    busy: action.busy || running !== undefined,
    dryRun: running?.dryRun ?? sending?.dryRun ?? false,
    tryFile: (file) => send({ file, stamp: stampOf(file), dryRun: true, people: {}, keepAdmins: false }),
    bring: (decided) => sending && send({ ...sending, ...decided, dryRun: false }),
    another: () => setTried(undefined),
    show: setShown,
  }
}
