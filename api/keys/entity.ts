import { EntitySchema } from 'typeorm'
import {
  belongsTo,
  id,
  instant,
  inWorkspace,
  nullable,
  revision,
  text,
  uuid,
  version,
  workspaceId,
} from '../database/columns.ts'

/** What may act for an integration: a secret key of ours, or an application that signs in through Entra. */
export interface KeyRow {
  workspaceId: string
  id: string
  kind: 'secret' | 'application'
  name: string
  /** First characters of the secret; null for an application. */
  hint: string | null
  /** Application (client) id in Entra; null for a secret. */
  applicationId: string | null
  scopes: string[]
  /** Private teams it sees, each granted by name. */
  teamIds: string[]
  createdBy: string
  createdAt: Date
  expiresAt: Date
  lastUsedAt: Date | null
  revokedAt: Date | null
  revokedBy: string | null
  version: number
  revision: number
}

const array = (type: 'text' | 'uuid') => ({ type, array: true }) as const

export const KeyEntity = new EntitySchema<KeyRow>({
  name: 'keys',
  tableName: 'keys',
  columns: {
    workspaceId,
    id,
    kind: text,
    name: text,
    hint: nullable(text),
    applicationId: nullable(uuid),
    scopes: array('text'),
    teamIds: array('uuid'),
    createdBy: uuid,
    createdAt: instant,
    expiresAt: instant,
    lastUsedAt: nullable(instant),
    revokedAt: nullable(instant),
    revokedBy: nullable(uuid),
    version,
    revision,
  },
  foreignKeys: [
    inWorkspace('keys'),
    belongsTo('members', 'createdBy', 'keys_created_by_fk'),
    belongsTo('members', 'revokedBy', 'keys_revoked_by_fk'),
  ],
  checks: [
    {
      name: 'keys_kind_ck',
      expression: `(kind = 'secret' AND hint IS NOT NULL AND application_id IS NULL)
        OR (kind = 'application' AND hint IS NULL AND application_id IS NOT NULL)`,
    },
    { name: 'keys_revoked_ck', expression: '(revoked_at IS NULL) = (revoked_by IS NULL)' },
  ],
  indices: [
    {
      name: 'keys_application',
      columns: ['workspaceId', 'applicationId'],
      unique: true,
      where: 'application_id IS NOT NULL AND revoked_at IS NULL',
    },
  ],
})

/** Leads from the hash of a secret to its workspace: read before the workspace is known, so it holds no text. */
export interface CredentialRow {
  workspaceId: string
  keyId: string
  hash: Buffer
}

export const CredentialEntity = new EntitySchema<CredentialRow>({
  name: 'credentials',
  tableName: 'credentials',
  columns: { workspaceId, keyId: { ...uuid, primary: true }, hash: { type: 'bytea' } },
  foreignKeys: [inWorkspace('credentials'), belongsTo('keys', 'keyId', 'credentials_key_fk')],
  indices: [{ name: 'credentials_hash', columns: ['hash'] }],
})
