import { rule, type Rule } from "./rule";
import { signedIn } from "./rule-shorthands";

/** The lines of the matrix about what is a person's own. */
// prettier-ignore
export const OWN_RULES: Record<string, Rule[]> = {
  //                                                  nob guest req other watch view memb outs admin foreign
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
  "POST /api/me/addresses/[id]/retry": [rule("person", "401 403 404 404 404 404 404 404 404 404", undefined, "of nobody")],
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
};
