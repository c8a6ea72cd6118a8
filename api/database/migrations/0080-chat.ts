import type { MigrationInterface, QueryRunner } from 'typeorm'
import { workerRole } from '../connect.ts'
import { protect } from '../protect.ts'

const conversations = `
  CREATE TABLE chat_conversations (
    workspace_id uuid NOT NULL CONSTRAINT chat_conversations_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    kind text NOT NULL,
    member_id uuid,
    object_id uuid,
    conversation text NOT NULL,
    service_url text NOT NULL,
    seen_at timestamptz NOT NULL,
    unreachable_at timestamptz,
    unreachable_why text,
    delivered_at timestamptz,
    CONSTRAINT chat_conversations_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT chat_conversations_member_fk FOREIGN KEY (workspace_id, member_id)
      REFERENCES members (workspace_id, id),
    CONSTRAINT chat_conversations_kind_ck CHECK (kind IN ('personal', 'mail', 'group', 'channel')),
    CONSTRAINT chat_conversations_personal_ck CHECK ((kind IN ('personal', 'mail')) = (member_id IS NOT NULL)),
    CONSTRAINT chat_conversations_why_ck CHECK (unreachable_why IN ('uninstalled', 'blocked', 'gone'))
  );
  CREATE UNIQUE INDEX chat_conversations_one ON chat_conversations (workspace_id, conversation);
  CREATE UNIQUE INDEX chat_conversations_member ON chat_conversations (workspace_id, member_id, kind)
    WHERE member_id IS NOT NULL;
  ${protect('chat_conversations', 'SELECT, INSERT, UPDATE')}`

const cards = `
  CREATE TABLE chat_cards (
    workspace_id uuid NOT NULL CONSTRAINT chat_cards_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    member_id uuid,
    kind text NOT NULL,
    subject_id uuid,
    data jsonb NOT NULL,
    revision integer NOT NULL DEFAULT 1,
    shown text,
    activity text,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT chat_cards_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT chat_cards_conversation_fk FOREIGN KEY (workspace_id, conversation_id)
      REFERENCES chat_conversations (workspace_id, id),
    CONSTRAINT chat_cards_member_fk FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id)
  );
  CREATE INDEX chat_cards_subject ON chat_cards (workspace_id, subject_id) WHERE subject_id IS NOT NULL;
  CREATE INDEX chat_cards_member ON chat_cards (workspace_id, member_id, kind, created_at);
  ${protect('chat_cards', 'SELECT, INSERT, UPDATE')}`

const sends = `
  CREATE TABLE chat_sends (
    workspace_id uuid NOT NULL CONSTRAINT chat_sends_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    card_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    edits boolean NOT NULL,
    repeats boolean NOT NULL,
    reason integer NOT NULL,
    run_at timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    started_at timestamptz,
    ended_at timestamptz,
    status integer,
    uncertain boolean NOT NULL DEFAULT false,
    CONSTRAINT chat_sends_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT chat_sends_card_fk FOREIGN KEY (workspace_id, card_id) REFERENCES chat_cards (workspace_id, id),
    CONSTRAINT chat_sends_conversation_fk FOREIGN KEY (workspace_id, conversation_id)
      REFERENCES chat_conversations (workspace_id, id)
  );
  CREATE INDEX chat_sends_due ON chat_sends (run_at) WHERE ended_at IS NULL;
  CREATE INDEX chat_sends_pace ON chat_sends (started_at) WHERE started_at IS NOT NULL;
  CREATE INDEX chat_sends_conversation ON chat_sends (workspace_id, conversation_id, started_at);
  CREATE INDEX chat_sends_card ON chat_sends (workspace_id, card_id);
  ${protect('chat_sends', 'SELECT, INSERT, UPDATE')}
  CREATE POLICY chat_sends_worker ON chat_sends FOR SELECT TO ${workerRole} USING (true);`

/** Whom the bot can reach and where, the cards it has posted, and what is to be sent. */
export class Chat1761000000080 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(conversations)
    await runner.query(cards)
    await runner.query(sends)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE chat_sends, chat_cards, chat_conversations')
  }
}
