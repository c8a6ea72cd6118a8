import { describe, expect, it } from '@jest/globals'
import { filesOf, textOf } from '../support/sources.ts'

/** Folders that call others without the guarded door, each with its reason. */
const excused: Record<string, string> = {
  'api/outgoing/': 'is the door',
  'api/directory/': 'asks constant addresses of Microsoft',
  'api/chat/': 'asks the bot’s channel, whose hosts stand on a list of their own',
}

// Types of these modules say nothing of connections.
const opens = /^import (?!type )[^\n]*'(node:)?(https?|http2|net|tls|dgram|undici)'|(?<![.\w'])fetch\(/m

describe('the API', () => {
  it('calls other servers through one guarded door alone', () => {
    const free = filesOf('api')
      .filter(
        (path) => path.endsWith('.ts') && !Object.keys(excused).some((folder) => path.startsWith(folder)),
      )
      .filter((path) => opens.test(textOf(path)))
    expect(free).toEqual(['api/http/server-errors.ts']) // names of statuses
  })

  it.each([
    ["import { request } from 'node:https'", true],
    ["import tls from 'tls'", true],
    ['const reply = await fetch(url)', true],
    ["import type { IncomingMessage } from 'node:http'", false],
    ['this.prefetch(url); api.fetch(url)', false],
  ])('would be seen: %s', (line, seen) => {
    expect(opens.test(line)).toBe(seen)
  })
})
