/** How somebody shows who they are: what the log says of it, never the credential itself. */
export type CredentialKind = "auth.token" | "bearer" | "cookie" | "none";
