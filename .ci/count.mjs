// Prints "passed failed" of a Jest report; a suite that could not run, a skipped test and a missing report have failed.
import { existsSync, readFileSync } from 'node:fs'

const file = process.argv[2]
if (!existsSync(file)) {
  console.log('0 1')
} else {
  const report = JSON.parse(readFileSync(file, 'utf8'))
  const failed =
    report.numFailedTests + report.numRuntimeErrorTestSuites + report.numPendingTests + report.numTodoTests
  console.log(`${report.numPassedTests} ${failed || (report.success ? 0 : 1)}`)
}
