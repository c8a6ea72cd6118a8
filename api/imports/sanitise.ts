import sanitizeHtml from 'sanitize-html'
import type { VivaText } from './model.ts'
import { clean } from './viva/values.ts'

const allowedTags = [
  'p',
  'div',
  'br',
  'strong',
  'b',
  'em',
  'i',
  'u',
  's',
  'ul',
  'ol',
  'li',
  'blockquote',
  'code',
  'pre',
  'a',
]
const harmless = new Set(['style', 'class', 'id', 'dir', 'lang', 'align', 'target', 'rel', 'title'])
const layoutOnly = new Set(['span', 'font', 'html', 'body', 'head', 'section', 'article'])
const blocks = /<\/(p|div|li|blockquote|pre)>|<br\s*\/?>/gi

export interface Sanitised {
  html: string
  text: string
  /** What was taken out besides looks: "script", "a onclick", "img https://…". */
  removed: string[]
}

/** Keeps plain formatting and web or mail links of an HTML fragment, and says what else was in it. */
export function sanitise(dirty: string): Sanitised {
  const removed = new Set<string>()
  const html = sanitizeHtml(dirty, {
    allowedTags,
    allowedAttributes: { a: ['href', 'rel'] },
    allowedSchemes: ['http', 'https', 'mailto'],
    allowProtocolRelative: false,
    nestingLimit: 50,
    transformTags: { '*': (tagName, attribs) => ({ tagName, attribs: withoutReferrer(tagName, attribs) }) },
    onOpenTag: (name, attribs) => {
      for (const loss of lossesOf(name, attribs)) removed.add(loss)
    },
  })
  return { html: clean(html), text: textOf(html), removed: [...removed] }
}

function withoutReferrer(tagName: string, attribs: sanitizeHtml.Attributes): sanitizeHtml.Attributes {
  return tagName === 'a' ? { ...attribs, rel: 'noopener noreferrer nofollow' } : attribs
}

function lossesOf(name: string, attribs: sanitizeHtml.Attributes): string[] {
  if (layoutOnly.has(name)) return []
  if (!allowedTags.includes(name)) return [`${name} ${attribs.src ?? attribs.href ?? ''}`.trim()]
  const lost = Object.keys(attribs).filter((key) => !harmless.has(key) && !(name === 'a' && key === 'href'))
  const badLink = name === 'a' && attribs.href && !/^\s*(https?:|mailto:)/i.test(attribs.href)
  return [...lost.map((key) => `${name} ${key}`), ...(badLink ? [`a href ${attribs.href}`] : [])]
}

const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', amp: '&', '#39': "'" }

/** The text of already sanitised HTML, a line for each block. */
function textOf(html: string): string {
  const text = html.replace(blocks, '\n').replace(/<[^>]*>/g, '')
  return clean(
    text.replace(/&(lt|gt|quot|amp|#39);/g, (_, name: string) => entities[name]!).replace(/\n{3,}/g, '\n\n'),
  )
}

/** True for text that carries tags; "a < b" and "<3" do not. */
export function looksLikeHtml(text: string): boolean {
  return /<\/?[a-z][a-z0-9]*(\s[^<>]*)?\/?>/i.test(text)
}

export interface ReadText {
  value: VivaText | null
  removed: string[]
  /** The HTML says more or other words than the plain text beside it. */
  differs: boolean
}

/** One text of a person out of its plain and its HTML form; either may be missing; null when both are empty. */
export function readText(plain: string | null, html: string | null): ReadText {
  const rich = html ?? (plain !== null && looksLikeHtml(plain) ? plain : null)
  if (rich === null)
    return { value: plain?.trim() ? { text: clean(plain), html: null } : null, removed: [], differs: false }
  const safe = sanitise(rich)
  const text = plain === null || plain === rich ? safe.text : clean(plain)
  const differs = plain !== null && plain !== rich && words(safe.text) !== words(text)
  if (!text && !safe.text) return { value: null, removed: safe.removed, differs: false }
  const onlyLayout = !differs && !/<(?!\/?(div|p|br)\b)/i.test(safe.html)
  return {
    value: { text: text || safe.text, html: onlyLayout ? null : safe.html },
    removed: safe.removed,
    differs,
  }
}

const words = (text: string) => text.replace(/\s+/g, ' ').trim()
