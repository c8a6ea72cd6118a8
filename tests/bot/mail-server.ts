import { type AddressInfo, createServer, type Socket } from 'node:net'

/** A mail as it was handed over. */
export interface Mail {
  to: string[]
  /** All of the message, its soft line breaks taken back. */
  source: string
  headers: string
  body: string
}

/** Where in the conversation to misbehave, and how: with a reply, by hanging up, or by saying nothing. */
export type Mishap = [at: 'greeting' | 'MAIL' | 'RCPT' | 'DATA' | 'taken', how: string]

/** A local stand-in of a mail server, which speaks SMTP over TCP and fails where the test tells it to. */
export async function mailServer() {
  const given: Mail[] = []
  /** What happens to the next mails, one each; an empty list takes them. */
  const mishaps: Mishap[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
    talk(socket, mishaps.shift(), (mail) => given.push(mail))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    given,
    mishaps,
    stop: () =>
      new Promise<void>((done) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => done())
      }),
  }
}

function talk(socket: Socket, mishap: Mishap | undefined, keep: (mail: Mail) => void): void {
  const answer = (at: Mishap[0], well: string) => {
    const how = mishap?.[0] === at ? mishap[1] : well
    if (how === 'hang up') return void socket.destroy()
    if (how !== 'silence') socket.write(`${how}\r\n`)
  }
  const to: string[] = []
  let waiting = ''
  let inBody = false
  const said = (line: string) => {
    const [verb = '', rest = ''] = line.split(/[ :](.*)/)
    if (verb === 'EHLO') socket.write('250 mail.example\r\n')
    else if (verb === 'MAIL') answer('MAIL', '250 ok')
    else if (verb === 'RCPT') {
      to.push(/<(.*)>/.exec(rest)![1]!)
      answer('RCPT', '250 ok')
    } else if (verb === 'DATA') {
      inBody = !(mishap?.[0] === 'DATA')
      answer('DATA', '354 go on')
    } else socket.end('221 bye\r\n')
  }
  answer('greeting', '220 mail.example')
  socket.on('data', (chunk) => {
    waiting += chunk.toString()
    const end = inBody ? '\r\n.\r\n' : '\r\n'
    for (let at = waiting.indexOf(end); at >= 0; at = inBody ? -1 : waiting.indexOf('\r\n')) {
      const part = waiting.slice(0, at)
      waiting = waiting.slice(at + end.length)
      if (!inBody) said(part)
      else {
        inBody = false
        const refused = mishap?.[0] === 'taken' && /^\d/.test(mishap[1])
        if (!refused) keep(read(to, part))
        answer('taken', '250 taken')
      }
    }
  })
}

function read(to: string[], raw: string): Mail {
  const source = raw.replaceAll('\r\n..', '\r\n.')
  const [headers = '', ...rest] = source.split('\r\n\r\n')
  const written = rest.join('\r\n\r\n').replaceAll('\r\n', '\n')
  const quoted = /transfer-encoding: quoted-printable/i.test(headers)
  const coded = /transfer-encoding: base64/i.test(headers)
  const body = coded ? Buffer.from(written, 'base64').toString() : quoted ? unquoted(written) : written
  return { to, source, headers, body }
}

function unquoted(text: string): string {
  const bytes = text
    .replaceAll(/=\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}
