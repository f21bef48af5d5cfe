import { createRemoteJWKSet, customFetch, type RemoteJWKSet } from "jose";
import { shareOnce } from "@/server/process/globals";
import { askProvider, ProviderError } from "./read-fetch";

/** How tokens may be signed: by a private key alone. Never "none", and never HS256, whose key would be one that we know too. */
export const SIGNING_ALGORITHMS: string[] = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];

const FRESH_MILLISECONDS = 10 * 60_000;
/** A token that names an unknown key makes us ask for the keys again, at most so often: anybody can invent names. */
const COOLDOWN_MILLISECONDS = 10_000;
/** After a failure nobody waits for another one before that. */
const REST_MILLISECONDS = 5_000;
const LONGEST_MILLISECONDS = 5_000;
const MOST_SETS = 100;

/** The keys by which a provider signs, remembered; they are asked for again when a token names one that is new. */
export function signingKeys(address: string): RemoteJWKSet {
  const all = shareOnce("provider-keys", () => new Map<string, RemoteJWKSet>());
  const known = all.get(address);
  if (known) {
    return known;
  }
  if (all.size >= MOST_SETS) {
    all.clear();
  }
  const made = createRemoteJWKSet(new URL(address), {
    cacheMaxAge: FRESH_MILLISECONDS,
    cooldownDuration: COOLDOWN_MILLISECONDS,
    timeoutDuration: LONGEST_MILLISECONDS,
    [customFetch]: fetchAfterRest(),
  });
  all.set(address, made);
  return made;
}

function fetchAfterRest(): (url: string, options: { headers: Headers }) => Promise<Response> {
  let failedAt = -Infinity;
  return async (url, { headers }) => {
    if (Date.now() - failedAt < REST_MILLISECONDS) {
      throw new ProviderError("away", "The provider did not give its keys a moment ago.");
    }
    try {
      const { status, body } = await askProvider(url, { headers });
      if (status !== 200) {
        throw new ProviderError("away", `The provider answered for its keys with status ${status}.`);
      }
      return new Response(body, { status });
    } catch (error) {
      failedAt = Date.now();
      throw error;
    }
  };
}
