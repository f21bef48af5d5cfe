import * as adminAudit from "@/app/api/admin/audit/route";
import * as adminAuditCheck from "@/app/api/admin/audit/check/route";
import * as adminAuditExport from "@/app/api/admin/audit/export.csv/route";
import * as adminCategories from "@/app/api/admin/categories/route";
import * as adminCategoriesKey from "@/app/api/admin/categories/[key]/route";
import * as adminConnections from "@/app/api/admin/connections/route";
import * as adminDeletedTickets from "@/app/api/admin/deleted-tickets/route";
import * as adminImports from "@/app/api/admin/imports/route";
import * as adminImportsId from "@/app/api/admin/imports/[id]/route";
import * as adminImportsIdCancel from "@/app/api/admin/imports/[id]/cancel/route";
import * as adminImportsIdErrors from "@/app/api/admin/imports/[id]/errors.csv/route";
import * as adminImportsIdStart from "@/app/api/admin/imports/[id]/start/route";
import * as adminJobs from "@/app/api/admin/jobs/route";
import * as adminJobsIdRun from "@/app/api/admin/jobs/[id]/run/route";
import * as adminMail from "@/app/api/admin/mail/route";
import * as adminMailId from "@/app/api/admin/mail/[id]/route";
import * as adminMailIdCancel from "@/app/api/admin/mail/[id]/cancel/route";
import * as adminMailIdLink from "@/app/api/admin/mail/[id]/link/route";
import * as adminMailIdRetry from "@/app/api/admin/mail/[id]/retry/route";
import * as adminMailRetry from "@/app/api/admin/mail/retry/route";
import * as adminMailServer from "@/app/api/admin/mail/server/route";
import * as adminMailServerTest from "@/app/api/admin/mail/server/test/route";
import * as adminMailTest from "@/app/api/admin/mail/test/route";
import * as adminNotices from "@/app/api/admin/notices/route";
import * as adminNoticesAck from "@/app/api/admin/notices/ack/route";
import * as adminNoticesIdAck from "@/app/api/admin/notices/[id]/ack/route";
import * as adminOverview from "@/app/api/admin/overview/route";
import * as adminRetention from "@/app/api/admin/retention/route";
import * as adminSessions from "@/app/api/admin/sessions/route";
import * as adminSessionsId from "@/app/api/admin/sessions/[id]/route";
import * as adminSettings from "@/app/api/admin/settings/route";
import * as adminSettingsLogo from "@/app/api/admin/settings/logo/route";
import * as adminSignIn from "@/app/api/admin/sign-in/route";
import * as adminSignInDirectory from "@/app/api/admin/sign-in/directory/route";
import * as adminSignInDirectoryTest from "@/app/api/admin/sign-in/directory/test/route";
import * as adminSignInProvider from "@/app/api/admin/sign-in/provider/route";
import * as adminSignInProviderTest from "@/app/api/admin/sign-in/provider/test/route";
import * as adminTagChangeUndo from "@/app/api/admin/tags/changes/[id]/undo/route";
import * as adminTagChanges from "@/app/api/admin/tags/changes/route";
import * as adminTagPreview from "@/app/api/admin/tags/preview/route";
import * as adminTags from "@/app/api/admin/tags/route";
import * as adminTeams from "@/app/api/admin/teams/route";
import * as adminTeamsId from "@/app/api/admin/teams/[id]/route";
import * as adminTokens from "@/app/api/admin/tokens/route";
import * as adminTokensId from "@/app/api/admin/tokens/[id]/route";
import * as adminUsers from "@/app/api/admin/users/route";
import * as adminUsersExport from "@/app/api/admin/users/export.csv/route";
import * as adminUsersId from "@/app/api/admin/users/[id]/route";
import * as adminUsersIdAccess from "@/app/api/admin/users/[id]/access/route";
import * as adminUsersIdAddressRetry from "@/app/api/admin/users/[id]/address/retry/route";
import * as adminUsersIdErasure from "@/app/api/admin/users/[id]/erasure/route";
import * as adminUsersIdExport from "@/app/api/admin/users/[id]/export/route";
import * as adminUsersIdInvitation from "@/app/api/admin/users/[id]/invitation/route";
import * as adminUsersIdMerge from "@/app/api/admin/users/[id]/merge/route";
import * as adminUsersIdTickets from "@/app/api/admin/users/[id]/tickets/route";
import * as adminWebhookDeliveriesIdResend from "@/app/api/admin/webhook-deliveries/[id]/resend/route";
import * as adminWebhooks from "@/app/api/admin/webhooks/route";
import * as adminWebhooksId from "@/app/api/admin/webhooks/[id]/route";
import * as adminWebhooksIdDeliveries from "@/app/api/admin/webhooks/[id]/deliveries/route";
import * as adminWebhooksIdSecret from "@/app/api/admin/webhooks/[id]/secret/route";
import * as adminWebhooksIdTest from "@/app/api/admin/webhooks/[id]/test/route";

/** The routes of the admin area, by their paths: a fixed segment before a parameter. */
export const ADMIN_MODULES: readonly (readonly [pattern: string, module: object])[] = [
  ["/api/admin/audit", adminAudit],
  ["/api/admin/audit/check", adminAuditCheck],
  ["/api/admin/audit/export.csv", adminAuditExport],
  ["/api/admin/categories", adminCategories],
  ["/api/admin/categories/[key]", adminCategoriesKey],
  ["/api/admin/connections", adminConnections],
  ["/api/admin/deleted-tickets", adminDeletedTickets],
  ["/api/admin/jobs", adminJobs],
  ["/api/admin/jobs/[id]/run", adminJobsIdRun],
  ["/api/admin/imports", adminImports],
  ["/api/admin/imports/[id]", adminImportsId],
  ["/api/admin/imports/[id]/cancel", adminImportsIdCancel],
  ["/api/admin/imports/[id]/errors.csv", adminImportsIdErrors],
  ["/api/admin/imports/[id]/start", adminImportsIdStart],
  ["/api/admin/mail", adminMail],
  ["/api/admin/mail/retry", adminMailRetry],
  ["/api/admin/mail/server", adminMailServer],
  ["/api/admin/mail/server/test", adminMailServerTest],
  ["/api/admin/mail/test", adminMailTest],
  ["/api/admin/mail/[id]", adminMailId],
  ["/api/admin/mail/[id]/cancel", adminMailIdCancel],
  ["/api/admin/mail/[id]/link", adminMailIdLink],
  ["/api/admin/mail/[id]/retry", adminMailIdRetry],
  ["/api/admin/notices", adminNotices],
  ["/api/admin/notices/ack", adminNoticesAck],
  ["/api/admin/notices/[id]/ack", adminNoticesIdAck],
  ["/api/admin/overview", adminOverview],
  ["/api/admin/sessions", adminSessions],
  ["/api/admin/sessions/[id]", adminSessionsId],
  ["/api/admin/retention", adminRetention],
  ["/api/admin/tags", adminTags],
  ["/api/admin/tags/preview", adminTagPreview],
  ["/api/admin/tags/changes", adminTagChanges],
  ["/api/admin/tags/changes/[id]/undo", adminTagChangeUndo],
  ["/api/admin/settings", adminSettings],
  ["/api/admin/sign-in", adminSignIn],
  ["/api/admin/sign-in/directory", adminSignInDirectory],
  ["/api/admin/sign-in/directory/test", adminSignInDirectoryTest],
  ["/api/admin/sign-in/provider", adminSignInProvider],
  ["/api/admin/sign-in/provider/test", adminSignInProviderTest],
  ["/api/admin/teams", adminTeams],
  ["/api/admin/teams/[id]", adminTeamsId],
  ["/api/admin/tokens", adminTokens],
  ["/api/admin/tokens/[id]", adminTokensId],
  ["/api/admin/users", adminUsers],
  ["/api/admin/users/export.csv", adminUsersExport],
  ["/api/admin/users/[id]", adminUsersId],
  ["/api/admin/users/[id]/access", adminUsersIdAccess],
  ["/api/admin/users/[id]/address/retry", adminUsersIdAddressRetry],
  ["/api/admin/users/[id]/erasure", adminUsersIdErasure],
  ["/api/admin/users/[id]/export", adminUsersIdExport],
  ["/api/admin/users/[id]/invitation", adminUsersIdInvitation],
  ["/api/admin/users/[id]/merge", adminUsersIdMerge],
  ["/api/admin/users/[id]/tickets", adminUsersIdTickets],
  ["/api/admin/settings/logo", adminSettingsLogo],
  ["/api/admin/webhook-deliveries/[id]/resend", adminWebhookDeliveriesIdResend],
  ["/api/admin/webhooks", adminWebhooks],
  ["/api/admin/webhooks/[id]", adminWebhooksId],
  ["/api/admin/webhooks/[id]/deliveries", adminWebhooksIdDeliveries],
  ["/api/admin/webhooks/[id]/secret", adminWebhooksIdSecret],
  ["/api/admin/webhooks/[id]/test", adminWebhooksIdTest],
];
