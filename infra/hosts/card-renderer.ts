import { AdaptiveCard, ExecuteAction, HostConfig, OpenUrlAction, SubmitAction } from 'adaptivecards'

export interface Pressed {
  verb: string
  data: Record<string, unknown>
}

/** Sizes and weights as Teams has them; colours come from the page, as they do there. */
const config = new HostConfig({
  fontFamily: 'inherit',
  spacing: { none: 0, small: 4, default: 8, medium: 16, large: 20, extraLarge: 32, padding: 0 },
  separator: { lineThickness: 1, lineColor: '#8a8886' },
  fontSizes: { small: 12, default: 14, medium: 16, large: 20, extraLarge: 24 },
  fontWeights: { lighter: 400, default: 400, bolder: 600 },
  actions: {
    maxActions: 6,
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    buttonSpacing: 8,
    spacing: 'medium',
  },
  containerStyles: {
    default: {
      backgroundColor: 'transparent',
      foregroundColors: {
        default: { default: 'var(--ink)', subtle: 'var(--quiet)' },
        good: { default: 'var(--good)', subtle: 'var(--good)' },
        attention: { default: 'var(--danger)', subtle: 'var(--danger)' },
      },
    },
  },
})

/** Draws a card with the real renderer; text stays text, as no Markdown is processed here. */
export function drawCard(json: object, onPress: (pressed: Pressed) => void): HTMLElement {
  const card = new AdaptiveCard()
  card.hostConfig = config
  card.parse(json)
  card.onExecuteAction = (action) => {
    if (action instanceof OpenUrlAction) window.open(action.url, '_blank', 'noopener')
    else if (action instanceof ExecuteAction) onPress({ verb: action.verb, data: dataOf(action.data) })
    else if (action instanceof SubmitAction) {
      const data = dataOf(action.data)
      onPress({ verb: String(data.verb), data })
    }
  }
  const drawn = card.render() ?? document.createElement('div')
  // The renderer says that something is a heading, and not of which level.
  for (const each of drawn.querySelectorAll('[role="heading"]')) each.setAttribute('aria-level', '2')
  return drawn
}

function dataOf(data: unknown): Record<string, unknown> {
  return (data ?? {}) as Record<string, unknown>
}
