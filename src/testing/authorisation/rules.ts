import { WHO } from "./callers";
import { rule, type Entity, type Rule } from "./rule";

/** The same with a query. */
const asking = (query: string, asked: Rule): Rule => ({ ...asked, query });
/** No session is needed, so everybody is answered alike. */
const everybody = (status: number, body?: unknown): Rule[] => [
  rule("none", Array(WHO.length).fill(status).join(" "), body),
];
/** Everybody who is signed in. */
const signedIn = (status: number, body?: unknown): Rule[] => [
  rule("none", `401${` ${status}`.repeat(WHO.length - 1)}`, body),
];
/** The admin area, about the caller's own organisation. */
const adminArea = (status: number, body?: unknown): Rule[] => [
  rule("none", `401 403 403 403 403 403 403 403 ${status} ${status}`, body),
];
/** The admin area, about something of one organisation: another's admin learns nothing of it. */
const adminEntity = (about: Entity, status: number, body?: unknown): Rule[] => [
  rule(about, `401 403 403 403 403 403 403 403 ${status} 404`, body),
];
const unknown = (status: number): Rule[] => [
  rule("none", `401 403 403 403 403 403 403 403 ${status} ${status}`),
];

/** A person's draft of a field. */
const DRAFT = { text: "Half a sentence", revision: 0, writtenAt: "2026-11-20T09:00:00Z" };

/**
 * The authorisation matrix: every route and method of src/app/api. "sealed" is a ticket of a private team, filed by
 * `requester`, watched by `watcher`, opened by `guest`'s link; "open" is the same in no team. `comment` and `file` are
 * the requester's on the sealed ticket, `note` and `internalFile` the member's.
 */
// prettier-ignore
export const ROUTE_RULES: Record<string, Rule[]> = {
  //                                                  nob guest req other watch view memb outs admin foreign
  "GET /api/tickets": signedIn(200),
  "POST /api/tickets": [
    rule("none",                                     "401 403   201 201   201   201  201  201  201   201", { title: "A new ticket", description: "Filed by the matrix." }),
    rule("person",                                   "401 403   403 403   403   403  201  201  201   422", { title: "A new ticket", description: "Filed by the matrix.", requesterId: "{id}" }, "for somebody else"),
    rule("none",                                     "401 403   403 403   403   403  201  201  201   201", { title: "A new ticket", description: "Filed by the matrix.", priority: "urgent" }, "urgent"),
  ],
  "GET /api/tickets/[ticket]": [
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
  "GET /api/tickets/[ticket]/comments": [rule("sealed", "401 200 200 404  200   200  200  404  200   404")],
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
  "GET /api/tickets/[ticket]/attachments": [rule("sealed", "401 200 200 404 200 200  200  404  200   404")],
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
  "GET /api/tickets/[ticket]/events": [rule("sealed", "401 200  200 404   200   200  200  404  200   404")],
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
    rule("sealed",                                   "401 403   200 404   403   200  200  404  200   404"),
    rule("open",                                     "401 403   200 404   403   200  200  200  200   404"),
  ],
  "GET /api/colleagues": [
    asking("q=some", rule("none",                    "401 403   200 200   200   200  200  200  200   200")),
  ],
  "GET /api/stats": signedIn(200),
  "GET /api/notifications": signedIn(200),
  "POST /api/notifications/read": signedIn(200, { all: true }),
  "DELETE /api/notifications/read": signedIn(422),
  "GET /api/people": signedIn(200),
  "GET /api/teams": signedIn(200),
  "GET /api/categories": signedIn(200),
  "GET /api/tags": signedIn(200),
  "GET /api/me": signedIn(200),
  "PATCH /api/me": signedIn(200, { preferences: { theme: "dark" } }),
  "PUT /api/me/password": signedIn(422, { current: "not the one", password: "a sentence to remember" }),
  "POST /api/me/reauthenticate": signedIn(422, { password: "not the one" }),
  "GET /api/me/sessions": signedIn(200),
  "DELETE /api/me/sessions": signedIn(204),
  "DELETE /api/me/sessions/[id]": [rule("session",   "401 404   404 404   404   404  404  404  404   404", undefined, "of somebody else")],
  "GET /api/me/totp": [rule("none",                  "401 403   200 200   200   200  200  200  200   200")],
  "POST /api/me/totp": [rule("none",                 "401 403   200 200   200   200  200  200  200   200", {})],
  "DELETE /api/me/totp": [rule("none",               "401 403   204 204   204   204  204  204  403   204", undefined, "which admins here must have")],
  "POST /api/me/totp/recovery-codes": [rule("none",  "401 403   409 409   409   409  409  409  409   409", undefined, "without a second factor")],
  "GET /api/me/addresses": [rule("none",             "401 403   200 200   200   200  200  200  200   200")],
  "POST /api/me/addresses": [rule("none",            "401 403   422 422   422   422  422  422  422   422", {})],
  "DELETE /api/me/addresses/[id]": [rule("person",   "401 403   404 404   404   404  404  404  404   404", undefined, "of nobody")],
  "POST /api/me/addresses/[id]/primary": [rule("person", "401 403 404 404 404 404 404 404 404 404", undefined, "of nobody")],
  "POST /api/me/addresses/[id]/confirmation": [rule("person", "401 403 404 404 404 404 404 404 404 404", undefined, "of nobody")],
  "GET /api/me/passkeys": [rule("none",              "401 403   200 200   200   200  200  200  200   200")],
  "POST /api/me/passkeys": [rule("none",             "401 403   200 200   200   200  200  200  200   200", {})],
  "PATCH /api/me/passkeys/[id]": [rule("person",     "401 403   404 404   404   404  404  404  404   404", { name: "A key" }, "of nobody")],
  "DELETE /api/me/passkeys/[id]": [rule("person",    "401 403   404 404   404   404  404  404  404   404", undefined, "of nobody")],
  "PUT /api/me/avatar": [rule("none",                "401 403   415 415   415   415  415  415  415   415", undefined, "without a form")],
  "DELETE /api/me/avatar": [rule("none",             "401 403   204 204   204   204  204  204  204   204")],
  "GET /api/people/[id]/avatar": [rule("person",     "401 404   404 404   404   404  404  404  404   404", undefined, "of somebody without a picture")],
  "HEAD /api/people/[id]/avatar": [rule("person",    "401 404   404 404   404   404  404  404  404   404", undefined, "of somebody without a picture")],
  "GET /api/me/export": [rule("none",                "401 403   200 200   200   200  200  200  200   200")],
  "GET /api/me/tokens": [rule("none",                "401 403   200 200   200   200  200  200  200   200")],
  "POST /api/me/tokens": [
    rule("none",                                     "401 403   201 201   201   201  201  201  201   201", { name: "A script", scopes: ["read", "write"] }),
    rule("none",                                     "401 403   422 422   422   422  422  422  201   201", { name: "A script", scopes: ["admin"] }, "for the admin area"),
  ],
  "DELETE /api/me/tokens/[id]": [rule("token",       "401 403   404 404   404   404  404  404  404   404", undefined, "of somebody else")],
  "GET /api/admin/tokens": adminArea(200),
  "DELETE /api/admin/tokens/[id]": adminEntity("token", 204),
  "GET /api/admin/users": adminArea(200),
  "POST /api/admin/users": adminArea(422, {}),
  "GET /api/admin/users/[id]": adminEntity("person", 200),
  "PATCH /api/admin/users/[id]": adminEntity("person", 200, { name: "Another name" }),
  "GET /api/admin/users/[id]/access": adminEntity("person", 200),
  "POST /api/admin/users/[id]/invitation": adminEntity("person", 201),
  "GET /api/admin/users/export.csv": adminArea(200),
  "GET /api/admin/imports": adminArea(200),
  "POST /api/admin/imports": adminArea(415, {}),
  "GET /api/admin/imports/[id]": adminEntity("import", 200),
  "GET /api/admin/imports/[id]/errors.csv": adminEntity("import", 200),
  "POST /api/admin/imports/[id]/start": adminEntity("import", 200, {}),
  "POST /api/admin/imports/[id]/cancel": adminEntity("import", 200),
  "GET /api/admin/teams": adminArea(200),
  "POST /api/admin/teams": adminArea(422, {}),
  "PATCH /api/admin/teams/[id]": adminEntity("team", 200, { description: "Another one" }),
  "GET /api/admin/categories": adminArea(200),
  "POST /api/admin/categories": adminArea(422, {}),
  "PUT /api/admin/categories": adminArea(422, {}),
  "PATCH /api/admin/categories/[key]": adminEntity("category", 200, { name: "Another name of {id}" }),
  "GET /api/admin/notices": adminArea(200),
  "POST /api/admin/notices/ack": adminArea(200, { all: true }),
  "DELETE /api/admin/notices/ack": adminArea(422),
  "POST /api/admin/notices/[id]/ack": adminEntity("notice", 200),
  "DELETE /api/admin/notices/[id]/ack": adminEntity("notice", 200),
  "GET /api/admin/mail": adminArea(200),
  "POST /api/admin/mail/test": adminArea(200),
  "POST /api/admin/mail/[id]/retry": adminEntity("mail", 204),
  "POST /api/admin/mail/[id]/link": adminEntity("mail", 200),
  "GET /api/admin/sessions": adminArea(200),
  "DELETE /api/admin/sessions/[id]": adminEntity("session", 204),
  "GET /api/admin/connections": adminArea(200),
  "GET /api/admin/deleted-tickets": adminArea(200),
  "GET /api/admin/settings": adminArea(200),
  "PATCH /api/admin/settings": adminArea(200, {}),
  "GET /api/admin/audit": adminArea(200),
  "GET /api/admin/overview": adminArea(200),
  "GET /api/admin/sign-in": adminArea(200),
  "PUT /api/admin/sign-in/directory": adminArea(422, {}),
  "DELETE /api/admin/sign-in/directory": adminArea(409),
  "POST /api/admin/sign-in/directory/test": adminArea(404, { login: "jo" }),
  "PUT /api/admin/sign-in/provider": adminArea(422, {}),
  "DELETE /api/admin/sign-in/provider": adminArea(409),
  "POST /api/admin/sign-in/provider/test": adminArea(404, {}),
  "GET /api/admin/[...rest]": unknown(404),
  "POST /api/admin/[...rest]": unknown(404),
  "PUT /api/admin/[...rest]": unknown(404),
  "PATCH /api/admin/[...rest]": unknown(404),
  "DELETE /api/admin/[...rest]": unknown(404),
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
