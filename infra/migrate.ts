import { readConfig } from '../api/config.ts'
import { migrate } from '../api/database/migrate.ts'

// Brings the database up to date, as a step of its own before the API and the worker of a new version start.
await migrate(readConfig().databaseUrl, (line) => console.log(line))
