import { channelConnector } from '../../api/chat/connector.ts'
import { eitherWay, mailConnector } from '../../api/chat/mail.ts'
import { connect } from '../../api/database/connect.ts'
import { tables } from '../../api/tables.ts'
import { startWorker } from '../../api/worker.ts'

// A worker as a program of its own, which a test kills.
const { WORKER_URL, CHANNEL, SMTP } = process.env
const db = await connect({ url: WORKER_URL!, entities: tables, poolSize: 2 }).initialize()
const channel = channelConnector({ services: [CHANNEL!], token: async () => 'token-of-the-bot' })
const connector = eitherWay(
  channel,
  SMTP ? mailConnector(SMTP, 'Footbridge <no-reply@mail.example>') : undefined,
)
startWorker({ db, every: 50, chat: { connector, tab: (place) => `https://tab.example/#/${place}` } })
console.log('working')
