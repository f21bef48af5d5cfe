import { accountPaths } from "@/features/account/openapi";
import { administrationPaths } from "@/features/administration/openapi";
import { addressPaths } from "@/features/addresses/openapi";
import { assignmentRequestPaths } from "@/features/assignment-requests/openapi";
import { announcementPaths } from "@/features/announcements/openapi";
import { attachmentPaths } from "@/features/attachments/openapi";
import { cannedReplyPaths } from "@/features/canned-replies/openapi";
import { commentPaths } from "@/features/comments/openapi";
import { connectionPaths } from "@/features/connections/openapi";
import { draftPaths } from "@/features/drafts/openapi";
import { eventFeedPaths } from "@/features/event-feed/openapi";
import { guestPaths } from "@/features/guests/openapi";
import { jobPaths } from "@/features/jobs/openapi";
import { macroPaths } from "@/features/macros/openapi";
import { mailPaths } from "@/features/mail/openapi";
import { mailServerPaths } from "@/features/mail-server/openapi";
import { noticePaths } from "@/features/notices/openapi";
import { notificationMailPaths } from "@/features/notification-mails/openapi";
import { notificationPaths } from "@/features/notifications/openapi";
import { auditPaths } from "@/features/audit/openapi";
import { adminTagPaths } from "@/features/tags/openapi";
import { retentionPaths } from "@/features/retention/openapi";
import { organisationPaths } from "@/features/organisations/openapi";
import { peopleMergePaths } from "@/features/people-merges/openapi";
import { peopleImportPaths } from "@/features/people-imports/openapi";
import { personDataPaths } from "@/features/person-data/openapi";
import { personalTokenPaths } from "@/features/personal-tokens/openapi";
import { passkeyPaths } from "@/features/passkeys/openapi";
import { providerPaths } from "@/features/providers/openapi";
import { secondFactorPaths } from "@/features/second-factors/openapi";
import { sessionPaths } from "@/features/sessions/openapi";
import { teamPaths } from "@/features/teams/openapi";
import { ticketPaths } from "@/features/tickets/openapi";
import { userPaths } from "@/features/users/openapi";
import { viewPaths } from "@/features/views/openapi";
import { waysInPaths } from "@/features/ways-in/openapi";
import { webhookPaths } from "@/features/webhooks/openapi";
import { buildOpenApi, type ApiPaths } from "@/server/api/openapi";
import { serverVersion } from "@/server/process/version";

/** The descriptions of all nouns. */
export const API_PATHS: readonly ApiPaths[] = [
  ticketPaths,
  assignmentRequestPaths,
  commentPaths,
  attachmentPaths,
  draftPaths,
  accountPaths,
  addressPaths,
  passkeyPaths,
  providerPaths,
  personalTokenPaths,
  secondFactorPaths,
  sessionPaths,
  userPaths,
  peopleImportPaths,
  peopleMergePaths,
  personDataPaths,
  teamPaths,
  organisationPaths,
  retentionPaths,
  adminTagPaths,
  auditPaths,
  noticePaths,
  announcementPaths,
  cannedReplyPaths,
  viewPaths,
  macroPaths,
  jobPaths,
  mailPaths,
  mailServerPaths,
  notificationPaths,
  notificationMailPaths,
  eventFeedPaths,
  connectionPaths,
  administrationPaths,
  guestPaths,
  waysInPaths,
  webhookPaths,
];

type OpenApiDocument = ReturnType<typeof buildOpenApi>;
let made: OpenApiDocument | null = null;
let text: string | null = null;

/**
 * The OpenAPI document of the whole application, built from each noun's description; once, since building it
 * takes as long as answering fifty requests and anybody may ask for it. The product builds it while it starts.
 */
export function openApiDocument(): OpenApiDocument {
  return (made ??= buildOpenApi(API_PATHS, {
    title: "Helpejo",
    version: serverVersion(),
    description:
      "Errors are application/problem+json with a `code`. Every mutation takes an optional Idempotency-Key. Lists answer `{items,nextCursor}`.",
  }));
}

/** The same as JSON. */
export function openApiText(): string {
  return (text ??= JSON.stringify(openApiDocument()));
}
