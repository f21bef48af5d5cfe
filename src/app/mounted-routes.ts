import { openApiText } from "./api/openapi.json/document";
import * as addressesConfirm from "@/app/api/addresses/confirm/route";
import * as adminRest from "@/app/api/admin/[...rest]/route";
import * as assignmentRequests from "@/app/api/assignment-requests/route";
import * as assignmentRequestsIdApprove from "@/app/api/assignment-requests/[id]/approve/route";
import * as assignmentRequestsIdDecline from "@/app/api/assignment-requests/[id]/decline/route";
import * as assignmentRequestsIdWithdraw from "@/app/api/assignment-requests/[id]/withdraw/route";
import * as announcements from "@/app/api/announcements/route";
import * as announcementsId from "@/app/api/announcements/[id]/route";
import * as announcementsIdDismiss from "@/app/api/announcements/[id]/dismiss/route";
import * as announcementsIdRestore from "@/app/api/announcements/[id]/restore/route";
import * as announcementsSignIn from "@/app/api/announcements/sign-in/route";
import * as cannedReplies from "@/app/api/canned-replies/route";
import * as cannedRepliesId from "@/app/api/canned-replies/[id]/route";
import * as cannedRepliesIdUse from "@/app/api/canned-replies/[id]/use/route";
import * as attachmentsId from "@/app/api/attachments/[id]/route";
import * as authNextauth from "@/app/api/auth/[...nextauth]/route";
import * as authCallbackOidc from "@/app/api/auth/callback/oidc/route";
import * as authOidcBackchannel from "@/app/api/auth/oidc/backchannel-logout/route";
import * as authOidcFrontchannel from "@/app/api/auth/oidc/frontchannel-logout/route";
import * as authOidcStart from "@/app/api/auth/oidc/start/route";
import * as categories from "@/app/api/categories/route";
import * as colleagues from "@/app/api/colleagues/route";
import * as commentsId from "@/app/api/comments/[id]/route";
import * as drafts from "@/app/api/drafts/route";
import * as draftsPlaceKind from "@/app/api/drafts/[place]/[kind]/route";
import * as events from "@/app/api/events/route";
import * as firstRun from "@/app/api/first-run/route";
import * as firstRunCheck from "@/app/api/first-run/check/route";
import * as guestLinks from "@/app/api/guest/links/route";
import * as guestSession from "@/app/api/guest/session/route";
import * as guestTickets from "@/app/api/guest/tickets/route";
import * as invitation from "@/app/api/invitation/route";
import * as invitationCheck from "@/app/api/invitation/check/route";
import * as me from "@/app/api/me/route";
import * as meAddresses from "@/app/api/me/addresses/route";
import * as meAddressesId from "@/app/api/me/addresses/[id]/route";
import * as meAddressesIdConfirmation from "@/app/api/me/addresses/[id]/confirmation/route";
import * as meAddressesIdPrimary from "@/app/api/me/addresses/[id]/primary/route";
import * as organisation from "@/app/api/organisation/route";
import * as organisationLogo from "@/app/api/organisation/logo/route";
import * as meAddressesIdRetry from "@/app/api/me/addresses/[id]/retry/route";
import * as meAvatar from "@/app/api/me/avatar/route";
import * as meExport from "@/app/api/me/export/route";
import * as mePasskeys from "@/app/api/me/passkeys/route";
import * as mePasskeysId from "@/app/api/me/passkeys/[id]/route";
import * as mePassword from "@/app/api/me/password/route";
import * as meReauthenticate from "@/app/api/me/reauthenticate/route";
import * as meSessions from "@/app/api/me/sessions/route";
import * as meSessionsId from "@/app/api/me/sessions/[id]/route";
import * as meTokens from "@/app/api/me/tokens/route";
import * as meTokensId from "@/app/api/me/tokens/[id]/route";
import * as meTotp from "@/app/api/me/totp/route";
import * as meTotpRecoveryCodes from "@/app/api/me/totp/recovery-codes/route";
import * as notifications from "@/app/api/notifications/route";
import * as notificationsRead from "@/app/api/notifications/read/route";
import * as openapijson from "@/app/api/openapi.json/route";
import * as passkeyChallenge from "@/app/api/passkey-challenge/route";
import * as passwordReset from "@/app/api/password-reset/route";
import * as passwordResetCheck from "@/app/api/password-reset/check/route";
import * as peopleIdAvatar from "@/app/api/people/[id]/avatar/route";
import * as people from "@/app/api/people/route";
import * as presence from "@/app/api/presence/route";
import * as register from "@/app/api/register/route";
import * as registerConfirm from "@/app/api/register/confirm/route";
import * as stats from "@/app/api/stats/route";
import * as tags from "@/app/api/tags/route";
import * as teams from "@/app/api/teams/route";
import * as tickets from "@/app/api/tickets/route";
import * as ticketsBulk from "@/app/api/tickets/bulk/route";
import * as ticketsExport from "@/app/api/tickets/export.csv/route";
import * as ticketsTicket from "@/app/api/tickets/[ticket]/route";
import * as ticketsTicketAssignmentRequests from "@/app/api/tickets/[ticket]/assignment-requests/route";
import * as ticketsTicketAttachments from "@/app/api/tickets/[ticket]/attachments/route";
import * as ticketsTicketComments from "@/app/api/tickets/[ticket]/comments/route";
import * as ticketsTicketLinks from "@/app/api/tickets/[ticket]/links/route";
import * as ticketsTicketLinksId from "@/app/api/tickets/[ticket]/links/[id]/route";
import * as ticketsTicketEvents from "@/app/api/tickets/[ticket]/events/route";
import * as ticketsTicketAccess from "@/app/api/tickets/[ticket]/access/route";
import * as ticketsTicketRead from "@/app/api/tickets/[ticket]/read/route";
import * as ticketsTicketMerge from "@/app/api/tickets/[ticket]/merge/route";
import * as ticketsTicketRestore from "@/app/api/tickets/[ticket]/restore/route";
import * as ticketsTicketUnmerge from "@/app/api/tickets/[ticket]/unmerge/route";
import * as ticketsTicketWatch from "@/app/api/tickets/[ticket]/watch/route";
import * as ticketsTicketWatchers from "@/app/api/tickets/[ticket]/watchers/route";
import * as ticketsTicketWatchersPersonId from "@/app/api/tickets/[ticket]/watchers/[personId]/route";
import * as token from "@/app/api/token/route";
import * as tokenRefresh from "@/app/api/token/refresh/route";
import * as tokenRevoke from "@/app/api/token/revoke/route";
import * as unsubscribe from "@/app/api/unsubscribe/route";
import * as macros from "@/app/api/macros/route";
import * as macrosId from "@/app/api/macros/[id]/route";
import * as macrosIdRun from "@/app/api/macros/[id]/run/route";
import * as views from "@/app/api/views/route";
import * as viewsId from "@/app/api/views/[id]/route";
import * as unknown from "@/app/api/[...rest]/route";
import { ADMIN_MODULES } from "./mounted-admin-routes";
import { sessionOfProviderToken } from "@/features/providers/server/write-bearer";
import type { MountedRoute } from "@/server/http/mounted-routes";
import { refusePublicMethod, refuseMethod } from "@/server/api/route-refusals";
import { acceptForeignTokens } from "@/server/sign-in/foreign-tokens";

/**
 * Every route of the API, by its path: server.ts answers them beside Next.js, with the same handlers that
 * Next.js mounts. That saves the cost of Next.js for each request, and every error (also for an unknown path
 * or method) has one form. The first path that matches counts.
 */
const MODULES: readonly (readonly [pattern: string, module: object])[] = [
  ...ADMIN_MODULES,
  ["/api/addresses/confirm", addressesConfirm],
  ["/api/assignment-requests", assignmentRequests],
  ["/api/assignment-requests/[id]/approve", assignmentRequestsIdApprove],
  ["/api/assignment-requests/[id]/decline", assignmentRequestsIdDecline],
  ["/api/assignment-requests/[id]/withdraw", assignmentRequestsIdWithdraw],
  ["/api/announcements", announcements],
  ["/api/announcements/sign-in", announcementsSignIn],
  ["/api/announcements/[id]", announcementsId],
  ["/api/announcements/[id]/dismiss", announcementsIdDismiss],
  ["/api/announcements/[id]/restore", announcementsIdRestore],
  ["/api/canned-replies", cannedReplies],
  ["/api/canned-replies/[id]", cannedRepliesId],
  ["/api/canned-replies/[id]/use", cannedRepliesIdUse],
  ["/api/macros", macros],
  ["/api/macros/[id]", macrosId],
  ["/api/macros/[id]/run", macrosIdRun],
  ["/api/views", views],
  ["/api/views/[id]", viewsId],
  ["/api/attachments/[id]", attachmentsId],
  ["/api/auth/callback/oidc", authCallbackOidc],
  ["/api/auth/oidc/backchannel-logout", authOidcBackchannel],
  ["/api/auth/oidc/frontchannel-logout", authOidcFrontchannel],
  ["/api/auth/oidc/start", authOidcStart],
  ["/api/categories", categories],
  ["/api/colleagues", colleagues],
  ["/api/comments/[id]", commentsId],
  ["/api/drafts", drafts],
  ["/api/drafts/[place]/[kind]", draftsPlaceKind],
  ["/api/events", events],
  ["/api/first-run", firstRun],
  ["/api/first-run/check", firstRunCheck],
  ["/api/guest/links", guestLinks],
  ["/api/guest/session", guestSession],
  ["/api/guest/tickets", guestTickets],
  ["/api/invitation", invitation],
  ["/api/invitation/check", invitationCheck],
  ["/api/me", me],
  ["/api/me/addresses", meAddresses],
  ["/api/me/addresses/[id]", meAddressesId],
  ["/api/me/addresses/[id]/confirmation", meAddressesIdConfirmation],
  ["/api/me/addresses/[id]/primary", meAddressesIdPrimary],
  ["/api/organisation", organisation],
  ["/api/organisation/logo", organisationLogo],
  ["/api/me/addresses/[id]/retry", meAddressesIdRetry],
  ["/api/me/avatar", meAvatar],
  ["/api/me/export", meExport],
  ["/api/me/passkeys", mePasskeys],
  ["/api/me/passkeys/[id]", mePasskeysId],
  ["/api/me/password", mePassword],
  ["/api/me/reauthenticate", meReauthenticate],
  ["/api/me/sessions", meSessions],
  ["/api/me/sessions/[id]", meSessionsId],
  ["/api/me/tokens", meTokens],
  ["/api/me/tokens/[id]", meTokensId],
  ["/api/me/totp", meTotp],
  ["/api/me/totp/recovery-codes", meTotpRecoveryCodes],
  ["/api/notifications", notifications],
  ["/api/notifications/read", notificationsRead],
  ["/api/openapi.json", openapijson],
  ["/api/passkey-challenge", passkeyChallenge],
  ["/api/password-reset", passwordReset],
  ["/api/password-reset/check", passwordResetCheck],
  ["/api/people", people],
  ["/api/people/[id]/avatar", peopleIdAvatar],
  ["/api/presence", presence],
  ["/api/register", register],
  ["/api/register/confirm", registerConfirm],
  ["/api/stats", stats],
  ["/api/tags", tags],
  ["/api/teams", teams],
  ["/api/tickets", tickets],
  ["/api/tickets/bulk", ticketsBulk],
  ["/api/tickets/export.csv", ticketsExport],
  ["/api/tickets/[ticket]", ticketsTicket],
  ["/api/tickets/[ticket]/assignment-requests", ticketsTicketAssignmentRequests],
  ["/api/tickets/[ticket]/attachments", ticketsTicketAttachments],
  ["/api/tickets/[ticket]/comments", ticketsTicketComments],
  ["/api/tickets/[ticket]/events", ticketsTicketEvents],
  ["/api/tickets/[ticket]/links", ticketsTicketLinks],
  ["/api/tickets/[ticket]/links/[id]", ticketsTicketLinksId],
  ["/api/tickets/[ticket]/access", ticketsTicketAccess],
  ["/api/tickets/[ticket]/read", ticketsTicketRead],
  ["/api/tickets/[ticket]/merge", ticketsTicketMerge],
  ["/api/tickets/[ticket]/unmerge", ticketsTicketUnmerge],
  ["/api/tickets/[ticket]/restore", ticketsTicketRestore],
  ["/api/tickets/[ticket]/watch", ticketsTicketWatch],
  ["/api/tickets/[ticket]/watchers", ticketsTicketWatchers],
  ["/api/tickets/[ticket]/watchers/[personId]", ticketsTicketWatchersPersonId],
  ["/api/token", token],
  ["/api/token/refresh", tokenRefresh],
  ["/api/token/revoke", tokenRevoke],
  ["/api/unsubscribe", unsubscribe],
  ["/api/admin/[...rest]", adminRest],
  ["/api/auth/[...nextauth]", authNextauth],
  ["/api/[...rest]", unknown],
];

/** Paths that need no session: there an unknown method is refused to everybody, elsewhere only after the session was checked. */
const PUBLIC =
  /^\/api\/(auth|token|register|first-run|guest|invitation|password-reset|unsubscribe|announcements\/sign-in|organisation|openapi\.json)(\/|$)/;
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/** The routes that server.ts answers beside Next.js. */
export const mountedRoutes: readonly MountedRoute[] = MODULES.flatMap(([pattern, module]) => [
  ...METHODS.flatMap((method) => {
    const handler: unknown = Reflect.get(module, method);
    return isHandler(handler) ? [{ method, pattern, handler }] : [];
  }),
  { method: "*", pattern, handler: PUBLIC.test(pattern) ? refusePublicMethod : refuseMethod },
]);

// Beside the tokens that are issued here, these routes (and sockets) take those of the organisation's identity provider.
acceptForeignTokens(sessionOfProviderToken);

function isHandler(value: unknown): value is MountedRoute["handler"] {
  return typeof value === "function";
}

/** Makes what the first request for it would make everybody wait for; the product does it while it starts. */
export async function prepareRoutes(): Promise<void> {
  openApiText();
}
