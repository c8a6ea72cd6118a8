import { createTransport } from 'nodemailer'
import type { Connector, Outcome, Outgoing } from './connector.ts'

/** The service address of conversations that are a mailbox. */
export const mailbox = 'mailto:'

interface Part {
  type?: string
  text?: string
  title?: string
  url?: string
}

/** What a card says, as plain text: for whom no button reaches, the way into the tab stands below. */
export function textOf(card: unknown): string {
  const lines = partsOf(card).flatMap(({ type, text, title, url }) => {
    if (type === 'RichTextBlock') return []
    if (type === 'Action.OpenUrl') return [`${title}: ${url}`]
    return type === 'TextBlock' || type === 'TextRun' ? [text ?? ''] : []
  })
  return [...new Set(lines)].join('\n')
}

function partsOf(node: unknown): Part[] {
  if (Array.isArray(node)) return node.flatMap(partsOf)
  if (!node || typeof node !== 'object') return []
  return [
    node as Part,
    ...Object.entries(node).flatMap(([key, part]) => (key === 'fallback' ? [] : partsOf(part))),
  ]
}

/** Mail for whom the bot cannot reach: plain text, so that what people wrote stays text there too. */
export function mailConnector(smtpUrl: string, from: string): Connector {
  const transport = createTransport({ url: smtpUrl, connectionTimeout: 10_000, socketTimeout: 15_000 })
  return {
    send: async ({ conversation: to, message }: Outgoing): Promise<Outcome> => {
      const { summary, attachments } = message as { summary: string; attachments: { content: unknown }[] }
      try {
        await transport.sendMail({ from, to, subject: summary, text: textOf(attachments[0]?.content) })
        return { status: 200 }
      } catch (error) {
        return failed(error as { responseCode?: number; code?: string })
      }
    },
  }
}

/** A mailbox that is not there stays away; a server that is busy or not there is asked again. */
function failed({ responseCode, code }: { responseCode?: number; code?: string }): Outcome {
  if (responseCode && responseCode >= 500) return { status: 404 }
  if (responseCode) return { status: 429 }
  return { status: null, sent: code !== 'ECONNECTION' && code !== 'ESOCKET' && code !== 'EDNS' }
}

/** Mail to mailboxes, everything else to the channel; what there is no way for stays where it is. */
export function eitherWay(channel: Connector | undefined, mail: Connector | undefined): Connector {
  const nowhere: Connector = { send: async () => ({ status: null, sent: false }) }
  return {
    send: (outgoing) => ((outgoing.serviceUrl === mailbox ? mail : channel) ?? nowhere).send(outgoing),
  }
}

/** Who mail is from: the mailbox that signs in to the server, else nobody who could be answered. */
export function senderOf(smtpUrl: string): string {
  const { username, hostname } = new URL(smtpUrl)
  const user = decodeURIComponent(username)
  return user.includes('@') ? user : `no-reply@${hostname}`
}
