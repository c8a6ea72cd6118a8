import { Ground1761000000001 } from './0001-ground.ts'
import { People1761000000002 } from './0002-people.ts'
import { Goals1761000000003 } from './0003-goals.ts'
import { CheckIns1761000000004 } from './0004-check-ins.ts'
import { Standing1761000000006 } from './0006-standing.ts'
import { Commitments1761000000007 } from './0007-commitments.ts'
import { Wins1761000000008 } from './0008-wins.ts'
import { Comments1761000000009 } from './0009-comments.ts'
import { Barriers1761000000010 } from './0010-barriers.ts'
import { AboutBarriers1761000000011 } from './0011-about-barriers.ts'
import { Imports1761000000013 } from './0013-imports.ts'
import { RepliesSeen1761000000023 } from './0023-replies-seen.ts'
import { BoardFigures1761000000024 } from './0024-board-figures.ts'
import { PlanningRounds1761000000030 } from './0030-planning-rounds.ts'
import { PublishWaivers1761000000031 } from './0031-publish-waivers.ts'
import { Pulses1761000000032 } from './0032-pulses.ts'
import { Ladder1761000000040 } from './0040-ladder.ts'
import { CommitmentAsks1761000000041 } from './0041-commitment-asks.ts'
import { BreakDowns1761000000042 } from './0042-break-downs.ts'
import { WinFacts1761000000050 } from './0050-win-facts.ts'
import { Systemic1761000000051 } from './0051-systemic.ts'
import { Screenshots1761000000052 } from './0052-screenshots.ts'
import { Reviews1761000000060 } from './0060-reviews.ts'
import { Midway1761000000061 } from './0061-midway.ts'
import { Worth1761000000062 } from './0062-worth.ts'
import { Asks1761000000063 } from './0063-asks.ts'
import { Challenges1761000000064 } from './0064-challenges.ts'
import { Unfolding1761000000070 } from './0070-unfolding.ts'
import { Search1761000000071 } from './0071-search.ts'
import { Chat1761000000080 } from './0080-chat.ts'
import { Notifications1761000000081 } from './0081-notifications.ts'
import { Keys1761000000090 } from './0090-keys.ts'
import { SavedViews1761000000110 } from './0110-saved-views.ts'
import { Follows1761000000111 } from './0111-follows.ts'
import { UndoDrafts1761000000112 } from './0112-undo-drafts.ts'
import { ChallengeRounds1761000000120 } from './0120-challenge-rounds.ts'
import { WinFactsGone1761000000121 } from './0121-win-facts-gone.ts'
import { Celebrations1761000000122 } from './0122-celebrations.ts'
import { OneOnOnes1761000000140 } from './0140-one-on-ones.ts'
import { TeamWeeklies1761000000141 } from './0141-team-weeklies.ts'
import { Webhooks1761000000150 } from './0150-webhooks.ts'
import { WebhooksOfKeys1761000000151 } from './0151-webhooks-of-keys.ts'
import { AuditSearch1761000000160 } from './0160-audit-search.ts'
import { Exports1761000000161 } from './0161-exports.ts'
import { Directory1761000000170 } from './0170-directory.ts'
import { MemberPhotos1761000000171 } from './0171-member-photos.ts'
import { Rosters1761000000172 } from './0172-rosters.ts'
import { ExternalIds1761000000180 } from './0180-external-ids.ts'
import { Reaches1761000000181 } from './0181-reaches.ts'
import { WeekliesTakenBack1761000000190 } from './0190-weeklies-taken-back.ts'
import { Erasure1761000000200 } from './0200-erasure.ts'
import { ErasureElsewhere1761000000201 } from './0201-erasure-elsewhere.ts'
import { ExportsOfPeople1761000000202 } from './0202-exports-of-people.ts'
import { Retention1761000000210 } from './0210-retention.ts'
import { OldOneOnOnes1761000000211 } from './0211-old-one-on-ones.ts'
import { ExternalIdsBySight1761000000220 } from './0220-external-ids-by-sight.ts'
import { AuditFromArchives1761000000221 } from './0221-audit-from-archives.ts'
import { ArchivesThatFit1761000000222 } from './0222-archives-that-fit.ts'
import { RetentionGoesOn1761000000223 } from './0223-retention-goes-on.ts'
import { ExportsOfWhoAsked1761000000230 } from './0230-exports-of-who-asked.ts'
import { NamesInSealedWords1761000000231 } from './0231-names-in-sealed-words.ts'
import { MergedAccounts1761000000232 } from './0232-merged-accounts.ts'

/** Every migration, in the order in which they run. One change each, written by hand, never edited once released. */
export const migrations = [
  Ground1761000000001,
  People1761000000002,
  Goals1761000000003,
  CheckIns1761000000004,
  Standing1761000000006,
  Commitments1761000000007,
  Wins1761000000008,
  Comments1761000000009,
  Barriers1761000000010,
  AboutBarriers1761000000011,
  Imports1761000000013,
  RepliesSeen1761000000023,
  BoardFigures1761000000024,
  PlanningRounds1761000000030,
  PublishWaivers1761000000031,
  Pulses1761000000032,
  Ladder1761000000040,
  CommitmentAsks1761000000041,
  BreakDowns1761000000042,
  WinFacts1761000000050,
  Systemic1761000000051,
  Screenshots1761000000052,
  Reviews1761000000060,
  Midway1761000000061,
  Worth1761000000062,
  Asks1761000000063,
  Challenges1761000000064,
  Unfolding1761000000070,
  Search1761000000071,
  Chat1761000000080,
  Notifications1761000000081,
  Keys1761000000090,
  SavedViews1761000000110,
  Follows1761000000111,
  UndoDrafts1761000000112,
  ChallengeRounds1761000000120,
  WinFactsGone1761000000121,
  Celebrations1761000000122,
  OneOnOnes1761000000140,
  TeamWeeklies1761000000141,
  Webhooks1761000000150,
  WebhooksOfKeys1761000000151,
  AuditSearch1761000000160,
  Exports1761000000161,
  Directory1761000000170,
  MemberPhotos1761000000171,
  Rosters1761000000172,
  ExternalIds1761000000180,
  Reaches1761000000181,
  WeekliesTakenBack1761000000190,
  Erasure1761000000200,
  ErasureElsewhere1761000000201,
  ExportsOfPeople1761000000202,
  Retention1761000000210,
  OldOneOnOnes1761000000211,
  ExternalIdsBySight1761000000220,
  AuditFromArchives1761000000221,
  ArchivesThatFit1761000000222,
  RetentionGoesOn1761000000223,
  ExportsOfWhoAsked1761000000230,
  NamesInSealedWords1761000000231,
  MergedAccounts1761000000232,
]
