/** The languages of the packages: the first stands in the manifest itself, the others beside it. */
export const languages = ['en', 'de'] as const
export type Language = (typeof languages)[number]
export type Text = Record<Language, string>

const bothAlike = (text: string): Text => ({ en: text, de: text })

/** Everything that people read of the packages before they open them. */
export const texts = {
  name: bothAlike('Footbridge'),
  fullName: {
    en: 'Footbridge: from agreeing on goals to acting on them',
    de: 'Footbridge: vom Ja zum Ziel zum ersten Schritt',
  },
  short: {
    en: 'Small steps, cleared barriers and celebrated wins, right where you work.',
    de: 'Kleine Schritte, freie Wege, gefeierte Erfolge – dort, wo Sie arbeiten.',
  },
  full: {
    en: 'Teams agree on goals, and then nothing moves. Footbridge keeps goals and the numbers behind them, asks each person for one next small step, and brings what is in the way to the leader who can clear it: in a tab, in chat, in Outlook and beside the meeting. Check in with one tap, ask for help with three, and see your barriers cleared by the day that was promised.',
    de: 'Teams einigen sich auf Ziele, und dann bewegt sich nichts. Footbridge hält Ziele und ihre Zahlen fest, fragt alle nach dem nächsten kleinen Schritt und bringt, was im Weg ist, zu der Führungskraft, die es aus dem Weg räumen kann: im Tab, im Chat, in Outlook und neben der Besprechung. Ein Tippen für den Stand, drei für die Bitte um Hilfe, und eine Zusage mit Datum.',
  },
  week: { en: 'My week', de: 'Meine Woche' },
  chat: { en: 'Chat', de: 'Chat' },
  oneOnOne: { en: 'One-on-one', de: 'Vier-Augen-Gespräch' },
  open: { en: 'Open Footbridge', de: 'Footbridge öffnen' },
  openTitle: { en: 'Prepare this one-on-one', de: 'Dieses Gespräch vorbereiten' },
  openText: {
    en: 'What was promised, what is in the way, what to celebrate and what comes next, for the people of this appointment.',
    de: 'Was versprochen wurde, was im Weg ist, was zu feiern ist und was als Nächstes kommt – für die Menschen dieses Termins.',
  },
  mail: { en: 'In the way', de: 'Im Weg' },
  mailTitle: { en: 'Turn this mail into a barrier', de: 'Aus dieser Mail ein Hindernis machen' },
  mailText: {
    en: 'Asks somebody to clear what this mail is about. Only the subject is taken over, unless you ask for more.',
    de: 'Bittet jemanden, aus dem Weg zu räumen, worum es in dieser Mail geht. Übernommen wird nur der Betreff, mehr nur auf Wunsch.',
  },
  checkIn: { en: 'check in', de: 'einchecken' },
  checkInText: { en: 'Say where your numbers stand', de: 'Sagen, wo Ihre Zahlen stehen' },
  step: { en: 'step', de: 'schritt' },
  stepText: { en: 'Your next step: done, or in the way', de: 'Ihr nächster Schritt: erledigt oder im Weg' },
  barrier: { en: 'barrier', de: 'hindernis' },
  barrierText: { en: 'Ask for help with what is in the way', de: 'Um Hilfe bitten bei dem, was im Weg ist' },
  objectives: { en: 'my objectives', de: 'meine ziele' },
  objectivesText: { en: 'The goals you work on', de: 'Die Ziele, an denen Sie arbeiten' },
  team: { en: 'team', de: 'team' },
  teamText: { en: 'How your team is moving', de: 'Wie sich Ihr Team bewegt' },
  win: { en: 'win', de: 'erfolg' },
  winText: { en: 'Tell of something that worked out', de: 'Von etwas erzählen, das gelungen ist' },
  pause: { en: 'pause', de: 'pausieren' },
  pauseText: { en: 'No messages for a while', de: 'Eine Weile keine Nachrichten' },
  help: { en: 'help', de: 'hilfe' },
  helpText: { en: 'What you can ask for', de: 'Worum Sie bitten können' },
  raise: { en: 'Raise a barrier', de: 'Hindernis melden' },
  raiseText: {
    en: 'Ask for help with what this message says',
    de: 'Um Hilfe bitten bei dem, was hier steht',
  },
  find: { en: 'Find a goal', de: 'Ziel suchen' },
  findText: { en: 'Put a goal into the conversation', de: 'Ein Ziel in die Unterhaltung setzen' },
  findWords: { en: 'Words', de: 'Wörter' },
  findWordsText: { en: 'Words of the goal', de: 'Wörter aus dem Ziel' },
} as const satisfies Record<string, Text>
