/** How somebody shows who they are: what the log says of it, never the credential itself. */
export type CredentialKind = "auth.token" | "bearer" | "cookie" | "none";

/**
 * What the log says of a handshake that was refused: also a session cookie that cannot be read (of another secret, cut, or
 * there twice), and, where nothing but its headers had come, that `auth.token` was not seen yet.
 */
export type RefusedCredential = CredentialKind | "unreadable cookie" | "none in headers";
