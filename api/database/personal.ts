/**
 * Every column that can hold a text, and what becomes of it when a person is erased. A test refuses a column that stands
 * nowhere here, and one that is not there any more; erasing, a person's own export and retention read this list and no
 * other. Conditions and values are SQL, with $1 the workspace, $2 the member and $3 the moment.
 */
export interface Held {
  /** Columns that say whose rows these are; a person's export has the rows in which one of them is theirs. */
  of?: string
  /** Which other rows are in their own export, in SQL. */
  alsoOf?: string
  /** Nobody but the person (or the two of a pair) reads the rows, admins included. */
  own?: true
  /** Which rows go with the person. */
  goes?: string
  /** Never what somebody wrote: words of ours, codes, ids, figures, names of places in a program. */
  plain?: string
  /** What a team wrote about its work. It stays; the person's full name, addresses and ids in it give way. */
  record?: string
  /** What is said in the person's own voice, or about them alone: in which rows it is theirs, and what comes in its place. */
  said?: Readonly<Record<string, readonly [theirs: string, instead: string]>>
  /** What stays as it is, and why. */
  kept?: Readonly<Record<string, string>>
}

/** Stands where there was a text that somebody said, and a text has to be. */
const gone = `'—'`

const theirs = (column: string) => `${column} = $2`
const conversations = 'SELECT id FROM chat_conversations WHERE workspace_id = $1 AND member_id = $2'
const cards = `SELECT id FROM chat_cards WHERE workspace_id = $1 AND (member_id = $2 OR conversation_id IN (${conversations}))`
/** What an import kept of a person, and of what they said. */
const importedOf = `(kind = 'user' AND subject_id = $2)
  OR (subject_kind = 'comment' AND subject_id IN (SELECT id FROM comments WHERE workspace_id = $1 AND author_id = $2))
  OR (subject_kind = 'check_in' AND subject_id IN (SELECT id FROM check_ins WHERE workspace_id = $1 AND author_id = $2))`
const standing = 'author_id = $2 AND removed_at IS NULL'
const pair = '$2 IN (first_id, second_id)'
const ofPair = `one_on_one_id IN (SELECT id FROM one_on_ones WHERE workspace_id = $1 AND ${pair})`
const accounts = `SELECT value FROM member_identities WHERE workspace_id = $1 AND member_id = $2 AND kind = 'entra'
  UNION ALL SELECT object_id::text FROM directory_people WHERE workspace_id = $1 AND member_id = $2`
const told = `credential = 'member:' || $2::text OR strpos(body, $2::text) > 0`
const erasedReply = JSON.stringify({
  type: 'about:blank',
  title: 'Conflict',
  status: 409,
  code: 'reply-erased',
  detail: 'This was done. Its reply is not told again, for somebody in it was erased.',
})

/** In the order in which rows may be deleted. */
export const personal: Readonly<Record<string, Held>> = {
  absences: { of: 'member_id', goes: theirs('member_id') },
  agenda_items: { of: 'author_id', own: true, said: { text: ['author_id = $2 AND text IS NOT NULL', gone] } },
  alignments: { record: 'sentence' },
  assignments: { of: 'member_id', plain: 'role' },
  audit_log: { of: 'member_id', plain: 'credential operation code surface trace_id' },
  authorships: { of: 'member_id', own: true, goes: theirs('member_id'), plain: 'request' },
  barrier_screenshots: {
    of: 'added_by',
    goes: theirs('added_by'),
    plain: 'media_type',
    record: 'words',
    kept: { bytes: 'goes with who added it' },
  },
  barrier_turns: {
    of: 'by_id',
    plain: 'kind state clock data stands',
    said: { words: [theirs('by_id'), 'NULL'] },
    record: 'words',
  },
  barriers: {
    of: 'raised_by',
    plain: 'kind severity audience state clock due_zone asked_why promise_zone cleared_how',
    record: 'title details links',
    said: {
      title: [`raised_by = $2 AND audience = 'leader_only'`, gone],
      details: [`raised_by = $2 AND audience = 'leader_only'`, 'NULL'],
      links: [`raised_by = $2 AND audience = 'leader_only'`, `'[]'`],
    },
  },
  challenges: {
    of: 'by_id answered_by',
    plain: 'audience answer',
    record: 'words answer_words',
    said: { words: [theirs('by_id'), gone], answer_words: [theirs('answered_by'), gone] },
  },
  chat_sends: { goes: `conversation_id IN (${conversations}) OR card_id IN (${cards})` },
  chat_cards: { goes: `id IN (${cards})`, plain: 'kind shown activity', record: 'data' },
  chat_conversations: {
    of: 'member_id',
    goes: theirs('member_id'),
    plain: 'kind conversation service_url unreachable_why',
  },
  check_ins: {
    of: 'author_id',
    plain: 'confidence in_the_way source surface',
    record: 'note status_text',
    said: { note: [theirs('author_id'), 'NULL'], status_text: [theirs('author_id'), 'NULL'] },
  },
  comments: {
    of: 'author_id',
    plain: 'source surface',
    record: 'text',
    said: {
      text: [standing, 'NULL'],
      removed_at: [standing, '$3::timestamptz'],
      removed_by: [standing, '$2::uuid'],
    },
  },
  commitments: {
    of: 'member_id',
    plain: 'source surface withdrawn_surface',
    record: 'text cue withdraw_reason',
    said: {
      text: [theirs('member_id'), gone],
      cue: [theirs('member_id'), 'NULL'],
      withdraw_reason: [theirs('member_id'), 'NULL'],
    },
  },
  credentials: { plain: 'hash' },
  cycles: { plain: 'state', record: 'name' },
  days_off: { record: 'name' },
  directory_people: {
    of: 'member_id',
    goes: theirs('member_id'),
    plain: 'gone',
    said: { manager_id: [`manager_id::text IN (${accounts})`, 'NULL'] },
  },
  directory_settings: { plain: 'phase link delta_link trouble' },
  due: { plain: 'kind' },
  events: { plain: 'kind subject_kind surface source audience data' },
  export_parts: { own: true, kept: { bytes: 'goes with the archive, as whoever asked for it' } },
  exports: {
    of: 'requested_by',
    own: true,
    plain: 'counts omitted',
    said: { state: [`state = 'ready'`, `'expired'`] },
  },
  external_ids: { plain: 'kind source external_id' },
  follows: { of: 'member_id', own: true, goes: theirs('member_id') },
  idempotency: {
    plain: 'credential operation key hash',
    record: 'body',
    said: {
      body: [told, `'${erasedReply}'`],
      status: [told, '409'],
      headers: [told, `'{"content-type":"application/problem+json; charset=utf-8"}'`],
    },
  },
  import_lines: { plain: 'level code kind', record: 'pointer detail' },
  imported: {
    plain: 'source kind row_hash subject_kind',
    record: 'written kept match_key',
    said: {
      external_id: [`kind = 'user' AND subject_id = $2`, 'id::text'],
      match_key: [`kind = 'user' AND subject_id = $2`, 'NULL'],
      written: [importedOf, `'{}'`],
      kept: [importedOf, `'{}'`],
    },
  },
  imports: {
    of: 'started_by',
    plain: 'state source file_hash phase counts lines',
    record: 'file_name organisation people teams problem',
  },
  key_results: {
    of: 'owner_id',
    plain:
      'lifecycle health health_reason override_health audience source kind direction unit cadence latest_confidence expected percent_reason spark asks',
    record: 'title why description override_why learned',
  },
  keys: { plain: 'kind hint scopes', record: 'name' },
  member_identities: {
    of: 'member_id',
    plain: 'kind',
    goes: `member_id = $2 AND kind <> 'erased'`,
    kept: {
      value:
        'goes with the person; what is left of an account is its hash, so that the directory does not bring them back',
    },
  },
  member_photos: {
    of: 'member_id',
    goes: theirs('member_id'),
    plain: 'media_type',
    kept: { bytes: 'goes with the person' },
  },
  members: {
    of: 'id',
    plain: 'state',
    said: { zone: [theirs('id'), 'NULL'], locale: [theirs('id'), 'NULL'] },
    kept: { name: 'is emptied with the state: Former member' },
  },
  midway_reviews: {
    of: 'answered_by',
    plain: 'choice',
    record: 'words',
    said: { words: [theirs('answered_by'), 'NULL'] },
  },
  notification_settings: {
    of: 'member_id',
    own: true,
    goes: theirs('member_id'),
    plain: 'time quiet_from quiet_to muted',
  },
  objectives: {
    of: 'owner_id',
    plain:
      'lifecycle health health_reason override_health audience source kind origin progress_mode percent_reason cadence latest_confidence',
    record: 'title why description override_why learned',
  },
  one_on_one_meetings: { alsoOf: ofPair, own: true, plain: 'promises', said: { notes: [ofPair, `''`] } },
  one_on_ones: { of: 'first_id second_id', own: true, said: { notes: [pair, `''`] } },
  own_words: {
    of: 'member_id',
    plain: 'surface',
    record: 'words',
    said: { words: [theirs('member_id'), gone] },
  },
  planning_rounds: { of: 'opened_by', plain: 'audience kind state closes_zone', record: 'question vision' },
  priorities: { record: 'sentence' },
  private_notes: { of: 'member_id', own: true, said: { text: [theirs('member_id'), `''`] } },
  proposals: {
    of: 'author_id',
    alsoOf: 'id IN (SELECT proposal_id FROM authorships WHERE workspace_id = $1 AND member_id = $2)',
    plain: 'kind state verdict verdict_on',
    record: 'text why question reply reason verdict_words',
    said: {
      text: [theirs('author_id'), gone],
      why: [theirs('author_id'), 'NULL'],
      reply: [theirs('author_id'), 'NULL'],
      verdict_words: [theirs('author_id'), 'NULL'],
    },
  },
  publish_waivers: { of: 'by_id', plain: 'missing', record: 'reason' },
  pulse_answers: {
    alsoOf: 'id IN (SELECT answer_id FROM pulse_authorships WHERE workspace_id = $1 AND member_id = $2)',
    plain: 'understand say believe',
    // Linked to nobody: the only row that says whose it is goes with the person.
    record: 'comment',
  },
  pulse_authorships: { of: 'member_id', own: true, goes: theirs('member_id') },
  pulse_groups: { record: 'comments' },
  pulses: { plain: 'audience moment state' },
  reaches: { plain: 'credential kind' },
  retention: { plain: 'counts part' },
  rosters: { plain: 'place service_url trouble', record: 'name' },
  rungs: { of: 'member_id', plain: 'rung' },
  saved_views: {
    of: 'member_id',
    own: true,
    goes: theirs('member_id'),
    plain: 'filters sort',
    kept: { name: 'goes with the person' },
  },
  scorings: { of: 'by_id', record: 'reason' },
  search_tokens: {
    plain: 'subject_kind',
    goes: theirs('subject_id'),
    kept: { token: 'of what other texts still say' },
  },
  seen: { of: 'member_id', own: true, plain: 'subject_kind' },
  steps: {
    of: 'owner_id created_by',
    plain: 'state finished_surface source surface',
    record: 'text cue drop_reason',
    said: { cue: [theirs('created_by'), 'NULL'], drop_reason: [theirs('dropped_by'), 'NULL'] },
  },
  systemic_suggestions: { plain: 'kind state' },
  target_edits: { of: 'member_id', record: 'reason' },
  team_members: { of: 'member_id', plain: 'role' },
  team_weeklies: { record: 'notes' },
  teams: { record: 'name' },
  unfolded: { plain: 'part reason' },
  unfolding_told: { of: 'member_id', own: true, plain: 'part' },
  webhook_attempts: { plain: 'trouble', record: 'reply' },
  webhook_deliveries: { plain: 'kind outcome' },
  webhook_secrets: { plain: 'secret' },
  webhooks: {
    plain: 'events disabled_why',
    record: 'name',
    kept: { url: 'is an address of a program, and would lead nowhere' },
  },
  weekly_meetings: { record: 'notes' },
  win_celebrations: {
    of: 'member_id',
    plain: 'surface',
    record: 'words',
    said: { words: [theirs('member_id'), 'NULL'] },
  },
  win_credits: { of: 'member_id', plain: 'role' },
  wins: { of: 'logged_by', plain: 'audience found_by source surface fact_key', record: 'what better_off' },
  workspace_settings: { plain: 'zone locale', record: 'name mission words' },
  workspaces: { plain: 'state' },
}
