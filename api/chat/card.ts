// Adaptive Cards 1.5 as plain typed objects: the part of the schema that our cards use.

export interface TextRun {
  type: 'TextRun'
  text: string
  weight?: 'bolder'
  size?: 'small' | 'medium' | 'large'
  isSubtle?: boolean
  color?: 'good' | 'warning' | 'attention' | 'accent'
}

interface Shared {
  spacing?: 'none' | 'small' | 'medium' | 'large'
  separator?: boolean
  id?: string
  isVisible?: boolean
}

export interface TextBlock extends Shared {
  type: 'TextBlock'
  text: string
  wrap: true
  weight?: 'bolder'
  size?: 'small' | 'medium' | 'large'
  isSubtle?: boolean
  style?: 'heading'
  color?: 'good' | 'warning' | 'attention'
}

export interface RichTextBlock extends Shared {
  type: 'RichTextBlock'
  inlines: TextRun[]
}

export interface Container extends Shared {
  type: 'Container'
  items: Element[]
  style?: 'emphasis' | 'good' | 'warning' | 'attention'
}

interface Input extends Shared {
  id: string
  label: string
  errorMessage: string
}

export interface TextInput extends Input {
  type: 'Input.Text'
  value: string
  maxLength: number
  placeholder?: string
  isMultiline?: boolean
  isRequired?: boolean
}

export interface NumberInput extends Input {
  type: 'Input.Number'
  value: number | string
  min?: number
  max?: number
}

export interface ChoiceSet extends Input {
  type: 'Input.ChoiceSet'
  value: string
  choices: { title: string; value: string }[]
  style: 'compact' | 'expanded'
}

export interface ActionSet extends Shared {
  type: 'ActionSet'
  actions: Action[]
}

export type Element = TextBlock | RichTextBlock | Container | TextInput | NumberInput | ChoiceSet | ActionSet

/** What a pressed button sends back: which card it is, and how that card was when it was shown. */
export interface ActionData {
  card: string
  rev: number
  verb?: string
  /** Which of the things on the card: an index or id that the card itself knows. */
  item?: string
}

export interface Execute {
  type: 'Action.Execute'
  title: string
  verb: string
  data: ActionData
  style?: 'positive' | 'destructive'
  mode?: 'secondary'
  associatedInputs?: 'none'
  fallback:
    | { type: 'Action.Submit'; title: string; data: ActionData; associatedInputs?: 'none' }
    | { type: 'Action.OpenUrl'; title: string; url: string }
}

export interface OpenUrl {
  type: 'Action.OpenUrl'
  title: string
  url: string
  mode?: 'secondary'
}

export type Action = Execute | OpenUrl

export interface Card {
  type: 'AdaptiveCard'
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json'
  version: '1.5'
  lang: string
  fallbackText: string
  body: Element[]
  actions?: Action[]
}

/** The card with a body and at most six buttons of which three are shown. */
export function card(lang: string, fallbackText: string, body: Element[], actions: Action[] = []): Card {
  const shown = actions.map((action, i): Action => (i < 3 ? action : { ...action, mode: 'secondary' }))
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    lang,
    fallbackText,
    body,
    ...(shown.length > 0 && { actions: shown }),
  }
}

/** Words of ours, which wrap. */
export function text(
  words: string,
  look: Partial<Omit<TextBlock, 'type' | 'text' | 'wrap'>> = {},
): TextBlock {
  return { type: 'TextBlock', text: words, wrap: true, ...look }
}

export function heading(words: string): TextBlock {
  return text(words, { weight: 'bolder', size: 'medium', style: 'heading' })
}

/** Words that people wrote, shown as they are: runs know neither Markdown nor links, and `{{` is taken apart. */
export function run(words: string, look: Partial<Omit<TextRun, 'type' | 'text'>> = {}): TextRun {
  return { type: 'TextRun', text: plain(words), ...look }
}

export function runs(inlines: TextRun[], look: Shared = {}): RichTextBlock {
  return { type: 'RichTextBlock', inlines, ...look }
}

export function box(items: Element[], look: Omit<Container, 'type' | 'items'> = {}): Container {
  return { type: 'Container', items, ...look }
}

/** Text of people on one line, without what a card would read as a function of its own. */
export function plain(words: string): string {
  return words.replaceAll('{{', '{\u2060{').replaceAll('${', '$\u2060{')
}

/**
 * A button that asks us to do something, for every client: who does not know Execute submits the same; or is led
 * elsewhere (`instead`), where the older way would leave a trace.
 */
export function button(
  { id, revision }: { id: string; revision: number },
  verb: string,
  title: string,
  look: {
    style?: Execute['style']
    item?: string
    withoutInputs?: boolean
    instead?: string | undefined
  } = {},
): Execute {
  const { style, item, withoutInputs, instead } = look
  const words = shortened(title)
  const data = { card: id, rev: revision, ...(item !== undefined && { item }) }
  const inputs = withoutInputs ? { associatedInputs: 'none' as const } : {}
  return {
    type: 'Action.Execute',
    title: words,
    verb,
    data,
    ...(style && { style }),
    ...inputs,
    fallback: instead
      ? { type: 'Action.OpenUrl', title: words, url: instead }
      : { type: 'Action.Submit', title: words, data: { ...data, verb }, ...inputs },
  }
}

/** A button holds some fifty letters; the rest is read in the tab. */
function shortened(words: string): string {
  return words.length > 50 ? `${words.slice(0, 49).trimEnd()}…` : words
}
