import { createHash } from "node:crypto";
import { shareOnce } from "@/server/process/globals";
import type { OrganisationId } from "@/shared/roles";

/** Who shows a bearer token that was not issued here, and where. */
export interface ForeignTokenUse {
  organisationId: OrganisationId;
  address: string;
  userAgent: string | null;
}

/** Finds the session that stands behind a token of another issuer, and begins it where there is none yet; null for a token that counts for nothing here. */
export type ForeignTokenResolver = (token: string, use: ForeignTokenUse) => Promise<string | null>;

interface Foreign {
  resolve: ForeignTokenResolver;
  /** The tokens that counted, by hash, with when they end; the oldest first. */
  known: Map<string, number>;
}

const MOST_KNOWN = 20_000;
/** Three parts, as a signed JWT has; longer ones would not come through a header anyway. */
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const LONGEST = 16_384;

/** Accepts tokens of other issuers from now on, by asking `resolve`; without it there are none. */
export function acceptForeignTokens(resolve: ForeignTokenResolver): void {
  foreign().resolve = resolve;
}

/** The id of the session behind a bearer token that was not issued here; null where there is none. Throws `unavailable` where its issuer cannot be asked. */
export async function sessionOfForeignToken(token: string, use: ForeignTokenUse): Promise<string | null> {
  return isForeignToken(token) ? await foreign().resolve(token, use) : null;
}

/** Remembers that a token counted, until it ends. */
export function rememberForeignToken(token: string, endsAt: Date): void {
  const { known } = foreign();
  const [oldest] = known.size >= MOST_KNOWN ? known.keys() : [];
  known.delete(oldest ?? "");
  known.set(hash(token), endsAt.getTime());
}

/** Whether a token counted in this process a while ago, and has not ended by itself: those who show it are no strangers. Costs no more than a hash. */
export function isKnownForeignToken(token: string): boolean {
  return isForeignToken(token) && (foreign().known.get(hash(token)) ?? 0) > Date.now();
}

function isForeignToken(token: string): boolean {
  return token.length <= LONGEST && JWT.test(token);
}

function hash(token: string): string {
  return createHash("sha256").update(token).digest("base64");
}

function foreign(): Foreign {
  return shareOnce("foreign-tokens", () => ({ resolve: async () => null, known: new Map() }));
}
