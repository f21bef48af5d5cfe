import type { SealedColumn } from "@/server/secrets/turn";

/** What a session's ID token is sealed for. */
export function idTokenPurpose(sessionId: string): string {
  return `id token ${sessionId}`;
}

/** ID tokens of sessions, each sealed for its session. */
export const SEALED_ID_TOKENS: readonly SealedColumn[] = [
  { table: "sessions", key: ["id"], column: "id_token", purpose: (id = "") => idTokenPurpose(id) },
];
