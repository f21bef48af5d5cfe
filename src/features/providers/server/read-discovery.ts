import { z } from "zod";
import { shareOnce } from "@/server/process/globals";
import { isTrustworthy } from "@/server/variables/oidc";
import { askProviderJson, ProviderError } from "./read-fetch";

const address = z.string().max(2_000);

/** What a provider says of itself (OpenID Connect Discovery), as far as it is read here. */
export const discoverySchema = z.object({
  issuer: z.string(),
  authorization_endpoint: address,
  token_endpoint: address,
  jwks_uri: address,
  userinfo_endpoint: address.optional(),
  end_session_endpoint: address.optional(),
  response_types_supported: z.array(z.string()).optional(),
  code_challenge_methods_supported: z.array(z.string()).optional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
});

/** What a provider says of itself. */
export type Discovery = z.infer<typeof discoverySchema>;

const FRESH_MILLISECONDS = 10 * 60_000;
/** A provider that cannot be reached is not asked again before that; people who want to sign in meanwhile are refused at once. */
const REST_MILLISECONDS = 5_000;
const MOST_ISSUERS = 100;

interface Known {
  document: Discovery | null;
  readAt: number;
  underWay: Promise<Discovery> | null;
  failed: { at: number; error: unknown } | null;
}

/**
 * What a provider says of itself, remembered for ten minutes, and longer while it does not answer. All who ask at the same time
 * share one request. Throws ProviderError.
 */
export async function readDiscovery(issuer: string): Promise<Discovery> {
  const known = knownOf(issuer);
  if (known.document && Date.now() - known.readAt < FRESH_MILLISECONDS) {
    return known.document;
  }
  if (known.failed && Date.now() - known.failed.at < REST_MILLISECONDS) {
    return orElse(known.document, known.failed.error);
  }
  known.underWay ??= fetchDiscovery(issuer)
    .then((document) => {
      Object.assign(known, { document, readAt: Date.now(), failed: null });
      return document;
    })
    .catch((error: unknown) => {
      known.failed = { at: Date.now(), error };
      return orElse(known.document, error);
    })
    .finally(() => (known.underWay = null));
  return await known.underWay;
}

/** The same without what is remembered. Throws ProviderError. */
export async function fetchDiscovery(issuer: string): Promise<Discovery> {
  const document = await fetchDocument(issuer);
  if (document.issuer !== issuer) {
    throw new ProviderError("invalid", `The provider calls itself ${document.issuer}, not ${issuer}.`);
  }
  const wrong = insecureEndpoint(document);
  if (wrong !== null) {
    throw new ProviderError("invalid", `${wrong} of the provider is no https address.`);
  }
  return document;
}

/** The document as it is, not compared with anything. Throws ProviderError. */
export async function fetchDocument(issuer: string): Promise<Discovery> {
  const address = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const parsed = discoverySchema.safeParse(await askProviderJson(address));
  if (!parsed.success) {
    throw new ProviderError("invalid", `There is no OpenID Connect configuration at ${address}.`);
  }
  return parsed.data;
}

/** The name of an endpoint to which secrets would go unprotected; null when there is none. */
export function insecureEndpoint(document: Discovery): string | null {
  const names = [
    "authorization_endpoint",
    "token_endpoint",
    "jwks_uri",
    "userinfo_endpoint",
    "end_session_endpoint",
  ] as const;
  return (
    names.find((name) => {
      const value = document[name];
      return value !== undefined && !(URL.canParse(value) && isTrustworthy(new URL(value)));
    }) ?? null
  );
}

function orElse(document: Discovery | null, error: unknown): Discovery {
  if (document === null) {
    throw error;
  }
  return document;
}

function knownOf(issuer: string): Known {
  const all = shareOnce("provider-discovery", () => new Map<string, Known>());
  const known = all.get(issuer) ?? { document: null, readAt: 0, underWay: null, failed: null };
  if (!all.has(issuer) && all.size >= MOST_ISSUERS) {
    all.clear();
  }
  all.set(issuer, known);
  return known;
}
