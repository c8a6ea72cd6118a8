import type { EntitySchema } from 'typeorm'
import { BarrierEntity } from './barriers/entity.ts'
import { ScreenshotEntity } from './barriers/screenshots-entity.ts'
import { PartEntity, SuggestionEntity } from './barriers/systemic-entity.ts'
import { BlockEntity, TurnEntity } from './barriers/turn.ts'
import { CardEntity, ConversationEntity, SendEntity } from './chat/entity.ts'
import { CheckInEntity, CheckInUndoEntity, ReminderEntity, WorthEntity } from './check-ins/entity.ts'
import { CommentEntity, CommentMentionEntity } from './comments/entity.ts'
import { CommitmentAskEntity } from './commitments/ask.ts'
import { CommitmentEntity, StepEntity } from './commitments/entity.ts'
import { CycleEntity } from './cycles/entity.ts'
import { DirectoryPersonEntity, DirectorySettingsEntity, PhotoEntity } from './directory/entity.ts'
import { RosterEntity } from './directory/roster-entity.ts'
import { EventEntity } from './events/entity.ts'
import { DueEntity, OutboxEntity } from './events/queues.ts'
import { ExportEntity, ExportPartEntity } from './exports/entity.ts'
import { FollowEntity } from './follows/entity.ts'
import { AuditEntity, IdempotencyEntity } from './http/entity.ts'
import { ReachEntity } from './http/reach.ts'
import { ImportEntity, ImportedEntity, ImportLineEntity } from './imports/entity.ts'
import { WorthAnswerEntity, WorthGivenEntity } from './insights/entity.ts'
import { KeyResultEntity, PhasedTargetEntity, TargetEditEntity } from './key-results/entity.ts'
import { CredentialEntity, KeyEntity } from './keys/entity.ts'
import { BreakDownEntity } from './ladder/break-down-entity.ts'
import { OwnWordsEntity, RungEntity } from './ladder/entity.ts'
import { AbsenceEntity, IdentityEntity, MemberEntity, SeenEntity } from './members/entity.ts'
import { NotificationSettingsEntity, TeamChatEntity } from './notifications/entity.ts'
import { AlignmentEntity, AssignmentEntity, ObjectiveEntity, SharedTeamEntity } from './objectives/entity.ts'
import { ExternalIdEntity } from './objectives/external-entity.ts'
import { ScoringEntity } from './objectives/scoring.ts'
import { WaiverEntity } from './objectives/waiver.ts'
import { AgendaItemEntity, MeetingEntity, OneOnOneEntity, PrivateNotesEntity } from './one-on-ones/entity.ts'
import { WeeklyEntity, WeeklyMeetingEntity } from './one-on-ones/weekly-entity.ts'
import { AuthorshipEntity, ProposalEntity, RoundEntity } from './planning-rounds/entity.ts'
import { PulseAnswerEntity, PulseAuthorshipEntity, PulseEntity, PulseGroupEntity } from './pulses/entity.ts'
import { RetentionEntity } from './retention/entity.ts'
import { ChallengeEntity } from './reviews/challenge-entity.ts'
import { CarriedForwardEntity } from './reviews/entity.ts'
import { MidwayEntity } from './reviews/midway-entity.ts'
import { TokenEntity } from './search/entity.ts'
import { TeamEntity, TeamMemberEntity } from './teams/entity.ts'
import { ToldEntity, UnfoldedEntity } from './unfolding/entity.ts'
import { SavedViewEntity } from './views/entity.ts'
import { AttemptEntity, DeliveryEntity, SecretEntity, WebhookEntity } from './webhooks/entity.ts'
import { WinCelebrationEntity, WinCreditEntity, WinEntity } from './wins/entity.ts'
import { DayOffEntity, PriorityEntity, SettingsEntity, WorkspaceEntity } from './workspaces/entity.ts'

/** Every table there is, in layer order. */
export const tables = [
  AuditEntity,
  IdempotencyEntity,
  ReachEntity,
  EventEntity,
  OutboxEntity,
  DueEntity,
  ConversationEntity,
  CardEntity,
  SendEntity,
  WorkspaceEntity,
  SettingsEntity,
  PriorityEntity,
  DayOffEntity,
  UnfoldedEntity,
  ToldEntity,
  MemberEntity,
  IdentityEntity,
  AbsenceEntity,
  SeenEntity,
  TeamEntity,
  TeamMemberEntity,
  DirectorySettingsEntity,
  DirectoryPersonEntity,
  PhotoEntity,
  RosterEntity,
  CycleEntity,
  CommentEntity,
  CommentMentionEntity,
  ObjectiveEntity,
  AlignmentEntity,
  AssignmentEntity,
  SharedTeamEntity,
  WaiverEntity,
  KeyResultEntity,
  PhasedTargetEntity,
  TargetEditEntity,
  ExternalIdEntity,
  StepEntity,
  CommitmentEntity,
  CommitmentAskEntity,
  WinEntity,
  WinCreditEntity,
  WinCelebrationEntity,
  BarrierEntity,
  TurnEntity,
  BlockEntity,
  SuggestionEntity,
  PartEntity,
  ScreenshotEntity,
  CheckInEntity,
  CheckInUndoEntity,
  ScoringEntity,
  CarriedForwardEntity,
  WebhookEntity,
  SecretEntity,
  DeliveryEntity,
  AttemptEntity,
  KeyEntity,
  CredentialEntity,
  OwnWordsEntity,
  RungEntity,
  BreakDownEntity,
  ReminderEntity,
  WorthEntity,
  PulseEntity,
  PulseGroupEntity,
  PulseAnswerEntity,
  PulseAuthorshipEntity,
  RoundEntity,
  ProposalEntity,
  AuthorshipEntity,
  TokenEntity,
  MidwayEntity,
  ChallengeEntity,
  WorthGivenEntity,
  WorthAnswerEntity,
  SavedViewEntity,
  FollowEntity,
  OneOnOneEntity,
  MeetingEntity,
  AgendaItemEntity,
  PrivateNotesEntity,
  WeeklyEntity,
  WeeklyMeetingEntity,
  RetentionEntity,
  ImportEntity,
  ImportLineEntity,
  ImportedEntity,
  ExportEntity,
  ExportPartEntity,
  NotificationSettingsEntity,
  TeamChatEntity,
] as EntitySchema[]
