import { createTransport } from 'nodemailer'
import { sayIn } from '../strings/say.ts'
import type { Connector, Outcome, Outgoing } from './connector.ts'

/** The service address of conversations that are a mailbox. */
export const mailbox = 'mailto:'

interface Part {
  type?: string
  text?: string
  inlines?: readonly { text: string }[]
  url?: string
}

/** What a card says, as plain text: for whom no button reaches, the way into the tab stands below. */
export function textOf(card: unknown): string {
  const parts = partsOf(card)
  const lines = parts.flatMap(({ type, text = '', inlines = [] }) => {
    if (type === 'RichTextBlock') return [inlines.map((run) => run.text).join('')]
    return type === 'TextBlock' ? [text] : []
  })
  const urls = new Set(parts.flatMap(({ type, url }) => (type === 'Action.OpenUrl' && url ? [url] : [])))
  const { t } = sayIn((card as { lang?: string } | undefined)?.lang ?? 'en')
  const ways = [...urls].map((url) => `${t('card.openTab')}: ${url}`)
  return [...lines.map(asWritten), '', ...ways, '', t('mail.why')].join('\n')
}

/** Without what keeps a card from reading words of people as its own. */
function asWritten(words: string): string {
  return words.replaceAll(/([{$])\u2060(?=\{)/g, '$1')
}

function partsOf(node: unknown): Part[] {
  if (Array.isArray(node)) return node.flatMap(partsOf)
  if (!node || typeof node !== 'object') return []
  return [
    node as Part,
    ...Object.entries(node).flatMap(([key, part]) => (key === 'fallback' ? [] : partsOf(part))),
  ]
}

/** Nobody's mailbox answers it that they are away. */
const headers = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' }
const shut = { disableFileAccess: true, disableUrlAccess: true }

/** Mail for whom the bot cannot reach: plain text, so that what people wrote stays text there too. */
export function mailConnector(smtpUrl: string, from: string): Connector {
  return {
    send: async ({ conversation, message }: Outgoing): Promise<Outcome> => {
      const { summary, attachments } = message as { summary: string; attachments: { content: unknown }[] }
      const handed = { over: false }
      const transport = createTransport({
        ...{ url: smtpUrl, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 15_000 },
        logger: listening(handed),
        ...shut,
      })
      // As an object it is one address, whatever its letters are.
      const to = { name: '', address: conversation }
      const text = textOf(attachments[0]?.content)
      try {
        await transport.sendMail({ from, to, subject: summary, text, headers })
        return { status: 200 }
      } catch (error) {
        return failed(error as Failure, handed.over)
      }
    },
  }
}

/** Hears from the transport that a message was written to its end; before that no server can have taken it. */
function listening(handed: { over: boolean }) {
  const hear = (entry: unknown) => {
    if ((entry as { tnx?: string } | undefined)?.tnx === 'message') handed.over = true
  }
  const deaf = () => undefined
  return { level: deaf, trace: deaf, debug: deaf, info: hear, warn: deaf, error: deaf, fatal: deaf }
}

interface Failure {
  code?: string
  command?: string
  response?: string
  responseCode?: number
}

/**
 * A mailbox that is not there stays away. Whatever else a server refuses, a login or its policy, is its own trouble and
 * passes; and a line that breaks after the whole message was written leaves open what became of it.
 */
function failed({ code, command, response, responseCode }: Failure, handedOver: boolean): Outcome {
  const noSuch = responseCode !== undefined && [550, 551, 553].includes(responseCode)
  const policy = /^\d{3}[ -]5\.7\./.test(response ?? '')
  if (code === 'EENVELOPE' && command === 'RCPT TO' && noSuch && !policy) return { status: 404 }
  if (code === 'EENVELOPE' && command === 'API') return { status: 404 }
  if (responseCode) return { status: 429 }
  return { status: null, sent: handedOver }
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
