import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protect } from '../protect.ts'

const up = `
  CREATE TABLE notification_settings (
    workspace_id uuid NOT NULL CONSTRAINT notification_settings_workspace_fk REFERENCES workspaces (id),
    member_id uuid NOT NULL,
    weekday integer NOT NULL,
    time text NOT NULL,
    quiet_from text NOT NULL,
    quiet_to text NOT NULL,
    snoozed_until timestamptz,
    paused boolean NOT NULL,
    muted text[] NOT NULL,
    version integer NOT NULL DEFAULT 1,
    revision integer NOT NULL DEFAULT 1,
    CONSTRAINT notification_settings_pk PRIMARY KEY (workspace_id, member_id),
    CONSTRAINT notification_settings_member_fk FOREIGN KEY (workspace_id, member_id)
      REFERENCES members (workspace_id, id),
    CONSTRAINT notification_settings_weekday_ck CHECK (weekday BETWEEN 1 AND 7)
  );
  CREATE TABLE team_chats (
    workspace_id uuid NOT NULL CONSTRAINT team_chats_workspace_fk REFERENCES workspaces (id),
    team_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    chosen_by uuid NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT team_chats_pk PRIMARY KEY (workspace_id, team_id),
    CONSTRAINT team_chats_team_fk FOREIGN KEY (workspace_id, team_id) REFERENCES teams (workspace_id, id),
    CONSTRAINT team_chats_conversation_fk FOREIGN KEY (workspace_id, conversation_id)
      REFERENCES chat_conversations (workspace_id, id),
    CONSTRAINT team_chats_chosen_by_fk FOREIGN KEY (workspace_id, chosen_by) REFERENCES members (workspace_id, id)
  );
  CREATE TABLE check_in_reminders (
    workspace_id uuid NOT NULL CONSTRAINT check_in_reminders_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    key_result_id uuid NOT NULL,
    member_id uuid NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT check_in_reminders_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT check_in_reminders_key_result_fk FOREIGN KEY (workspace_id, key_result_id)
      REFERENCES key_results (workspace_id, id),
    CONSTRAINT check_in_reminders_member_fk FOREIGN KEY (workspace_id, member_id)
      REFERENCES members (workspace_id, id)
  );
  CREATE INDEX check_in_reminders_key_result ON check_in_reminders (workspace_id, key_result_id, at);
  CREATE TABLE check_in_worth (
    workspace_id uuid NOT NULL CONSTRAINT check_in_worth_workspace_fk REFERENCES workspaces (id),
    id uuid NOT NULL,
    team_id uuid NOT NULL,
    day date NOT NULL,
    worth boolean NOT NULL,
    CONSTRAINT check_in_worth_pk PRIMARY KEY (workspace_id, id),
    CONSTRAINT check_in_worth_team_fk FOREIGN KEY (workspace_id, team_id) REFERENCES teams (workspace_id, id)
  );
  CREATE INDEX check_in_worth_team ON check_in_worth (workspace_id, team_id, day);
  ${protect('notification_settings', 'SELECT, INSERT, UPDATE')}
  ${protect('team_chats', 'SELECT, INSERT, UPDATE')}
  ${protect('check_in_reminders', 'SELECT, INSERT')}
  ${protect('check_in_worth', 'SELECT, INSERT')}`

/** When whom is told what, where a team celebrates, and what reminding and asking led to. */
export class Notifications1761000000081 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE check_in_worth, check_in_reminders, team_chats, notification_settings')
  }
}
