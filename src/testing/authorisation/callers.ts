/** The callers, in the order of the columns below. `foreign` is an admin of another organisation, at its address. */
export const WHO = [
  "nobody",
  "guest",
  "requester",
  "other",
  "watcher",
  "viewer",
  "member",
  "outsider",
  "admin",
  "foreign",
] as const;

/** A caller of the matrix; `member` and `outsider` are agents in and outside the private team. */
export type Who = (typeof WHO)[number] | typeof UNENROLLED | TokenColumn;

/** Three more columns: personal tokens of `admin`, each with one scope. What they are answered follows from the rules below. */
export const TOKENS = ["token: read", "token: write", "token: admin"] as const;

/** The column of personal tokens with one scope. */
export type TokenColumn = (typeof TOKENS)[number];

/** What no personal token may: it is its person's alone. */
const PERSON_ONLY = new Set([
  "PUT /api/me/password",
  "POST /api/me/reauthenticate",
  "DELETE /api/me/sessions",
  "DELETE /api/me/sessions/[id]",
  "POST /api/me/totp",
  "DELETE /api/me/totp",
  "POST /api/me/totp/recovery-codes",
  "POST /api/me/addresses",
  "DELETE /api/me/addresses/[id]",
  "POST /api/me/addresses/[id]/primary",
  "POST /api/me/addresses/[id]/confirmation",
  "POST /api/me/addresses/[id]/retry",
  "POST /api/me/passkeys",
  "PATCH /api/me/passkeys/[id]",
  "DELETE /api/me/passkeys/[id]",
  "POST /api/me/tokens",
  "DELETE /api/me/tokens/[id]",
]);
/** What needs a password that was shown lately, which a token never has. */
const PROVEN = new Set([
  "DELETE /api/admin/sessions/[id]",
  "POST /api/admin/tokens",
  "DELETE /api/admin/tokens/[id]",
  "DELETE /api/admin/mail/server",
  "DELETE /api/admin/sign-in/directory",
  "DELETE /api/admin/sign-in/provider",
  "POST /api/admin/users/[id]/invitation",
  "POST /api/admin/users/[id]/merge",
  "POST /api/admin/users/[id]/erasure",
  "POST /api/admin/mail/[id]/link",
]);

/** What a token of `admin` is answered, where `admin` and nobody are answered these. */
export function expectedOfToken(
  column: TokenColumn,
  route: string,
  answered: { admin: number; nobody: number },
): number {
  if (answered.nobody !== 401) {
    return answered.nobody;
  }
  const isReading = /^(GET|HEAD) /.test(route);
  const wanted = route.includes(" /api/admin/") ? "token: admin" : isReading ? "token: read" : "token: write";
  return column === wanted && !PERSON_ONLY.has(route) && !PROVEN.has(route) ? answered.admin : 403;
}

/** The same over sockets: a token that may not read is not let in, and what others see needs "write". */
export function expectedOfSocket(column: TokenColumn, name: string, admin: string): string {
  const isReading = ["ticket:join", "ticket:leave", "line:check"].includes(name);
  return column === "token: read" && isReading ? admin : "insufficient_scope";
}

/**
 * One more column, the same for nearly all: an admin who has to have a second factor and has not turned it on within the
 * days of grace. What needs a session answers them 403, but for WITHOUT_SECOND_FACTOR; what needs none answers them like
 * everybody. No socket lets them in.
 */
export const UNENROLLED = "second factor missing";

/** What somebody is let do whose second factor is missing: to turn it on, and to leave. */
export const WITHOUT_SECOND_FACTOR: Record<string, number> = {
  "GET /api/me": 200,
  "GET /api/me/totp": 200,
  "POST /api/me/totp": 200,
  "GET /api/me/passkeys": 200,
  "POST /api/me/passkeys": 200,
  "POST /api/me/reauthenticate": 422,
  "DELETE /api/me/sessions/[id]": 404,
};
