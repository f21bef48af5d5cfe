import { rule, type Rule } from "./rule";
import { asking, everybody, signedIn } from "./rule-shorthands";
import { ADMIN_RULES } from "./rules-admin";
import { LIBRARY_RULES } from "./rules-library";
import { OWN_RULES } from "./rules-own";

/** A person's draft of a field. */
const DRAFT = { text: "Half a sentence", revision: 0, writtenAt: "2026-11-20T09:00:00Z" };

/**
 * The authorisation matrix: every route and method of src/app/api. "sealed" is a ticket of a private team, filed by
 * `requester`, watched by `watcher`, opened by `guest`'s link; "open" is the same in no team. `comment` and `file` are
 * the requester's on the sealed ticket, `note` and `internalFile` the member's.
 */
// prettier-ignore
export const ROUTE_RULES: Record<string, Rule[]> = {
  ...ADMIN_RULES,
  ...LIBRARY_RULES,
  ...OWN_RULES,
  //                                                  nob guest req other watch view memb outs admin foreign
  "GET /api/tickets": signedIn(200),
  "POST /api/tickets": [
    rule("none",                                     "401 403   201 201   201   201  201  201  201   201", { title: "A new ticket", description: "Filed by the matrix." }),
    rule("person",                                   "401 403   403 403   403   403  201  201  201   422", { title: "A new ticket", description: "Filed by the matrix.", requesterId: "{id}" }, "for somebody else"),
    rule("none",                                     "401 403   403 403   403   403  201  201  201   201", { title: "A new ticket", description: "Filed by the matrix.", priority: "urgent" }, "urgent"),
  ],
  "POST /api/tickets/bulk": signedIn(200, { ids: ["1"], changes: { priority: "high" } }),
  "GET /api/tickets/export.csv": signedIn(200),
  "GET /api/tickets/[ticket]": [
    asking("as=requester", rule("sealed",             "401 403   403 404   403   403  200  404  200   404")),
    rule("sealed",                                   "401 200   200 404   200   200  200  404  200   404"),
    rule("open",                                     "401 200   200 404   200   200  200  200  200   404"),
    rule("deleted",                                  "401 404   404 404   404   404  404  404  404   404"),
  ],
  "PATCH /api/tickets/[ticket]": [
    rule("sealed",                                   "401 403   200 404   403   403  200  404  200   404", { title: "Another title" }, "title"),
    rule("open",                                     "401 403   200 404   403   403  200  200  200   404", { title: "Another title" }, "title"),
    rule("sealed",                                   "401 403   200 404   403   403  200  404  200   404", { description: "Another description" }, "description"),
    rule("sealed",                                   "401 200   200 404   403   403  200  404  200   404", { status: "closed" }, "closing"),
    rule("sealed",                                   "401 403   403 404   403   403  200  404  200   404", { status: "waiting" }, "waiting"),
    rule("sealed",                                   "401 403   200 404   403   403  200  404  200   404", { priority: "high" }, "priority"),
    rule("sealed",                                   "401 403   403 404   403   403  200  404  200   404", { priority: "urgent" }, "urgent"),
    rule("sealed",                                   "401 403   403 404   403   403  200  404  200   404", { category: "network" }, "category"),
    rule("sealed",                                   "401 403   403 404   403   403  200  404  200   404", { tags: ["one"] }, "tags"),
    rule("sealed",                                   "401 403   403 404   403   403  200  404  200   404", { dueAt: null }, "due"),
    rule("sealed",                                   "401 403   403 404   403   403  200  404  200   404", { teamId: null }, "team"),
    rule("sealed",                                   "401 403   403 404   403   403  200  404  200   404", { assigneeId: null }, "assignee, in a team"),
    rule("open",                                     "401 403   403 404   403   403  200  200  200   404", { assigneeId: null }, "assignee, without a team"),
  ],
  "DELETE /api/tickets/[ticket]": [rule("sealed",    "401 403   403 404   403   403  403  404  204   404")],
  "POST /api/tickets/[ticket]/restore": [
    rule("deleted",                                  "401 404   404 404   404   404  404  404  200   404"),
  ],
  "POST /api/tickets/[ticket]/merge": [
    rule("pair",                                     "401 403   403 404   403   403  200  404  200   404", { into: "{id}" }),
    rule("merged",                                   "401 403   403 404   403   403  409  404  409   404", { into: "{id}" }, "merged already"),
  ],
  "POST /api/tickets/[ticket]/unmerge": [
    rule("merged",                                   "401 403   403 404   403   403  200  404  200   404"),
    rule("open",                                     "401 403   403 404   403   403  409  409  409   404", undefined, "not merged"),
  ],
  "GET /api/tickets/[ticket]/comments": [
    rule("sealed", "401 200 200 404  200   200  200  404  200   404"),
    asking("as=requester", rule("sealed",             "401 403   403 404   403   403  200  404  200   404")),
  ],
  "POST /api/tickets/[ticket]/comments": [
    rule("sealed",                                   "401 201   201 404   201   403  201  404  201   404", { body: "A comment" }, "public"),
    rule("open",                                     "401 201   201 404   201   403  201  201  201   404", { body: "A comment" }, "public"),
    rule("sealed",                                   "401 403   403 404   403   403  201  404  201   404", { body: "A note", internal: true }, "internal"),
    rule("open",                                     "401 403   403 404   403   403  201  201  201   404", { body: "A note", internal: true }, "internal"),
  ],
  "GET /api/comments/[id]": [
    rule("comment",                                  "401 200   200 404   200   200  200  404  200   404"),
    rule("note",                                     "401 404   404 404   404   200  200  404  200   404"),
  ],
  "PATCH /api/comments/[id]": [
    rule("comment",                                  "401 403   200 404   403   403  403  404  200   404", { body: "Other words" }),
    rule("note",                                     "401 404   404 404   404   403  200  404  200   404", { body: "Other words" }),
  ],
  "DELETE /api/comments/[id]": [
    rule("comment",                                  "401 403   204 404   403   403  403  404  204   404"),
    rule("note",                                     "401 404   404 404   404   403  204  404  204   404"),
  ],
  "GET /api/tickets/[ticket]/attachments": [
    rule("sealed", "401 200 200 404 200 200  200  404  200   404"),
    asking("as=requester", rule("sealed",             "401 403   403 404   403   403  200  404  200   404")),
  ],
  "POST /api/tickets/[ticket]/attachments": [
    rule("sealed",                                   "401 201   201 404   201   403  201  404  201   404", { form: {} }, "public"),
    rule("sealed",                                   "401 403   403 404   403   403  201  404  201   404", { form: { internal: "true" } }, "internal"),
  ],
  "GET /api/attachments/[id]": [
    rule("file",                                     "401 200   200 404   200   200  200  404  200   404"),
    rule("internalFile",                             "401 404   404 404   404   200  200  404  200   404"),
  ],
  "HEAD /api/attachments/[id]": [rule("internalFile", "401 404  404 404   404   200  200  404  200   404")],
  "DELETE /api/attachments/[id]": [
    rule("file",                                     "401 403   204 404   403   403  403  404  204   404"),
    rule("internalFile",                             "401 404   404 404   404   403  204  404  204   404"),
  ],
  "GET /api/drafts": signedIn(200),
  "PUT /api/drafts/[place]/[kind]": [
    rule("sealed",                                   "401 200   200 404   200   200  200  404  200   404", DRAFT),
    rule("open",                                     "401 200   200 404   200   200  200  200  200   404", DRAFT),
    rule("deleted",                                  "401 404   404 404   404   404  404  404  404   404", DRAFT),
    rule("person",                                   "401 403   200 200   200   200  200  200  200   200", DRAFT, "in the form of a new ticket"),
  ],
  "DELETE /api/drafts/[place]/[kind]": [rule("sealed", "401 204 204 404 204 204 204 404 204 404")],
  "GET /api/tickets/[ticket]/events": [
    rule("sealed", "401 200  200 404   200   200  200  404  200   404"),
    asking("as=requester", rule("sealed",             "401 403   403 404   403   403  200  404  200   404")),
  ],
  "GET /api/tickets/[ticket]/read": [rule("sealed",  "401 403   403 404   403   200  200  404  200   404")],
  "POST /api/tickets/[ticket]/read": [rule("sealed", "401 403   200 404   200   200  200  404  200   404", { version: 1 })],
  "GET /api/tickets/[ticket]/access": [
    asking("person={person}", rule("sealed",         "401 403   403 404   403   403  403  404  200   404")),
    asking("person={person}", rule("open",           "401 403   403 404   403   403  403  403  200   404")),
  ],
  "PUT /api/tickets/[ticket]/watch": [rule("sealed", "401 403   200 404   200   200  200  404  200   404")],
  "DELETE /api/tickets/[ticket]/watch": [rule("sealed", "401 403 200 404  200   200  200  404  200   404")],
  "PUT /api/tickets/[ticket]/watchers/[personId]": [
    rule("sealed",                                   "401 403   200 404   403   403  200  404  200   404"),
    rule("open",                                     "401 403   200 404   403   403  200  200  200   404"),
  ],
  "DELETE /api/tickets/[ticket]/watchers/[personId]": [rule("sealed", "401 403 200 404 403 403 200 404 200 404")],
  "GET /api/tickets/[ticket]/watchers": [
    asking("as=requester", rule("sealed",             "401 403   403 404   403   403  200  404  200   404")),
    rule("sealed",                                   "401 403   200 404   403   200  200  404  200   404"),
    rule("open",                                     "401 403   200 404   403   200  200  200  200   404"),
  ],
  "GET /api/colleagues": [
    asking("q=some", rule("none",                    "401 403   200 200   200   200  200  200  200   200")),
  ],
  "GET /api/tickets/[ticket]/assignment-requests": [
    rule("sealed",                                   "401 403   403 404   403   200  200  404  200   404"),
    rule("request",                                  "401 403   403 404   403   200  200  200  200   404"),
  ],
  "GET /api/tickets/[ticket]/links": [rule("link",   "401 200   200 404   200   200  200  404  200   404")],
  "POST /api/tickets/[ticket]/links": [
    rule("pair",                                     "401 403   403 404   403   403  201  404  201   404", { kind: "parent", ticketId: "{id}" }),
  ],
  "DELETE /api/tickets/[ticket]/links/[id]": [rule("link", "401 403 403 404 403 403  204  404  204   404")],
  "POST /api/tickets/[ticket]/assignment-requests": [
    rule("teamed",                                   "401 403   403 404   403   403  409  201  409   404", { assigneeId: "{id}" }, "of a team that is not private"),
    rule("sealed",                                   "401 403   403 404   403   403  409  404  409   404", { assigneeId: "{id}" }),
    rule("open",                                     "401 403   403 404   403   403  409  409  409   404", { assigneeId: "{id}" }, "which every agent assigns"),
  ],
  "GET /api/assignment-requests": [rule("none",      "401 403   403 403   403   200  200  200  200   200")],
  "POST /api/assignment-requests/[id]/approve": [rule("request", "401 404 404 404 404 403 200 403 200 404")],
  "POST /api/assignment-requests/[id]/decline": [rule("request", "401 404 404 404 404 403 200 403 200 404", { reason: "Not now" })],
  "POST /api/assignment-requests/[id]/withdraw": [rule("request", "401 404 404 404 404 403 403 403 403 404", undefined, "of somebody else")],
  "GET /api/announcements": [
    rule("none",                                     "401 403   200 200   200   200  200  200  200   200"),
    asking("state=planned&state=past", rule("none",  "401 403   200 200   200   200  200  200  200   200")),
  ],
  "POST /api/announcements": [rule("none",           "401 403   403 403   403   403  403  403  201   201", { message: "Mail is down, we know." })],
  "GET /api/announcements/[id]": [rule("announcement",  "401 403   403 403   403   403  403  403  200   404")],
  "PATCH /api/announcements/[id]": [
    rule("announcement",                             "401 403   403 403   403   403  403  403  200   404", { message: "Mail works again." }),
    rule("announcement",                             "401 403   403 403   403   403  403  403  200   404", { ended: true }, "ending"),
  ],
  "DELETE /api/announcements/[id]": [rule("announcement", "401 403 403 403 403  403  403  403  204   404")],
  "POST /api/announcements/[id]/restore": [rule("deletedAnnouncement", "401 403 403 403 403 403 403 403 200 404")],
  "POST /api/announcements/[id]/dismiss": [
    rule("announcement",                             "401 403   204 204   204   204  204  204  204   404", { revision: 1 }),
    rule("sealedAnnouncement",                       "401 403   404 404   404   404  204  404  404   404", { revision: 1 }, "of the private team"),
  ],
  "GET /api/announcements/sign-in": everybody(200),
  "GET /api/organisation": everybody(200),
  "GET /api/organisation/logo": everybody(404),
  "HEAD /api/organisation/logo": everybody(404),
  "GET /api/events": signedIn(200),
  "GET /api/stats": signedIn(200),
  "GET /api/notifications": signedIn(200),
  "POST /api/notifications/read": signedIn(200, { all: true }),
  "DELETE /api/notifications/read": signedIn(422),
  "GET /api/people": signedIn(200),
  "GET /api/presence": [rule("none",                  "401 403   403 403   403   200  200  200  200   200")],
  "GET /api/teams": signedIn(200),
  "GET /api/categories": signedIn(200),
  "GET /api/tags": signedIn(200),
  "GET /api/[...rest]": everybody(404),
  "POST /api/[...rest]": everybody(404),
  "PUT /api/[...rest]": everybody(404),
  "PATCH /api/[...rest]": everybody(404),
  "DELETE /api/[...rest]": everybody(404),
  // Without a session on purpose: these create a session, or reveal nothing of anybody.
  "GET /api/openapi.json": everybody(200),
  "POST /api/passkey-challenge": everybody(200),
  "POST /api/token": everybody(422, {}),
  "POST /api/token/refresh": everybody(422, {}),
  "POST /api/token/revoke": everybody(422, {}),
  "POST /api/register": everybody(422, {}),
  "POST /api/register/confirm": everybody(422, {}),
  "POST /api/addresses/confirm": everybody(422, {}),
  "POST /api/password-reset": everybody(422, {}),
  "POST /api/password-reset/check": everybody(422, {}),
  "POST /api/invitation": everybody(422, {}),
  "POST /api/guest/tickets": everybody(422, { form: {} }),
  "POST /api/guest/session": everybody(422, {}),
  "POST /api/guest/links": everybody(422, {}),
  "GET /api/unsubscribe": everybody(422),
  "POST /api/unsubscribe": everybody(422, {}),
  "POST /api/first-run": everybody(422, {}),
  "POST /api/invitation/check": everybody(422, {}),
  "POST /api/first-run/check": everybody(422, {}),
  "GET /api/auth/[...nextauth]": everybody(200),
  "POST /api/auth/[...nextauth]": everybody(400),
  // Without a provider: to the sign-in page, which says so.
  "GET /api/auth/oidc/start": everybody(302),
  "GET /api/auth/callback/oidc": everybody(302),
  "POST /api/auth/oidc/backchannel-logout": everybody(400),
  "GET /api/auth/oidc/frontchannel-logout": everybody(422),
};
