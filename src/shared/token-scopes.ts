/** What a personal token may be used for: to read and listen, to change things, and for the admin area. */
export const TOKEN_SCOPES = ["read", "write", "admin"] as const;

/** One of TOKEN_SCOPES. */
export type TokenScope = (typeof TOKEN_SCOPES)[number];
