/** The kind of a credential, for the log; never the credential itself. */
export type CredentialKind = "auth.token" | "bearer" | "cookie" | "none";

/**
 * The kind of a refused handshake's credential, for the log: also a session cookie that cannot be read (of
 * another secret, cut, or sent twice), and, where only the headers had come, that `auth.token` was not seen
 * yet.
 */
export type RefusedCredential = CredentialKind | "unreadable cookie" | "none in headers";
