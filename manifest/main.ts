import { main } from './pack.ts'

process.exitCode = await main(process.argv.slice(2), console.log)
