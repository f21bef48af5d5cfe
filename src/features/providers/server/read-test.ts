import { z } from "zod";
import { say } from "@/messages/server/say";
import type { Sentence } from "@/messages/server/sentence";
import { env } from "@/server/process/env";
import { CALLBACK_PATH, PROVIDER_STEPS, type ProviderStep } from "@/features/providers/schema";
import { fetchDocument, insecureEndpoint, type Discovery } from "./read-discovery";
import { askProviderJson, readJson } from "./read-fetch";
import type { ProviderSettings } from "./read-settings";
import { askTokenEndpoint } from "./read-token-endpoint";

/** What one check of a provider's settings found. */
export interface TestedStep {
  name: ProviderStep;
  ok: boolean;
  detail: Sentence;
}

type Found = Omit<TestedStep, "name">;

const keySetSchema = z.object({ keys: z.array(z.record(z.string(), z.unknown())) });
const refusalSchema = z.object({ error: z.string().max(100) });
/** Nobody has this code, so its refusal shows only whether the provider knows the client. */
const INVENTED_CODE = "helpejo-test-of-the-client-secret";

/**
 * Tries a provider's settings: whether it describes itself there, is who it should be, and knows us. Every check is answered,
 * in the order of PROVIDER_STEPS; nothing is remembered, and nothing is thrown.
 */
export async function testProvider(settings: ProviderSettings): Promise<TestedStep[]> {
  const steps: TestedStep[] = [];
  let discovery: Discovery | null = null;
  const first = await attempt(async () => {
    discovery = await fetchDocument(settings.issuer);
    return fine(say("providers.test.discovery"));
  });
  steps.push({ name: "discovery", ...first });
  for (const name of PROVIDER_STEPS.slice(1)) {
    const document = discovery;
    const found =
      document === null || steps.some((step) => !step.ok && BLOCKING.includes(step.name))
        ? wrong(say("providers.test.before"))
        : await attempt(() => check(name, settings, document));
    steps.push({ name, ...found });
  }
  return steps;
}

/** After one of these failed nothing is sent to the provider any more. */
const BLOCKING: readonly ProviderStep[] = ["discovery", "issuer", "endpoints"];

async function check(name: ProviderStep, settings: ProviderSettings, discovery: Discovery): Promise<Found> {
  switch (name) {
    case "discovery":
      return fine(say("providers.test.discovery"));
    case "issuer":
      return discovery.issuer === settings.issuer
        ? fine(say("providers.test.issuer"))
        : wrong(say("providers.test.otherIssuer", { issuer: discovery.issuer }));
    case "endpoints": {
      const insecure = insecureEndpoint(discovery);
      return insecure === null
        ? fine(say("providers.test.endpoints"))
        : wrong(say("providers.test.insecure", { name: insecure }));
    }
    case "code":
      return (discovery.response_types_supported ?? ["code"]).includes("code")
        ? fine(say("providers.test.code"))
        : wrong(say("providers.test.noCode"));
    case "pkce":
      return checkPkce(discovery.code_challenge_methods_supported);
    case "keys":
      return await checkKeys(discovery.jwks_uri);
    case "client":
      return await checkClient(settings, discovery);
    case "signOut":
      return discovery.end_session_endpoint === undefined
        ? fine(say("providers.test.noSignOut"))
        : fine(say("providers.test.signOut"));
  }
}

function checkPkce(methods: readonly string[] | undefined): Found {
  if (methods === undefined) {
    return fine(say("providers.test.pkceUnsaid"));
  }
  return methods.includes("S256") ? fine(say("providers.test.pkce")) : wrong(say("providers.test.noPkce"));
}

async function checkKeys(address: string): Promise<Found> {
  const { keys } = keySetSchema.parse(await askProviderJson(address));
  const count = keys.filter(
    ({ kty, use }) => ["RSA", "EC", "OKP"].includes(String(kty)) && (use === undefined || use === "sig"),
  ).length;
  return count > 0 ? fine(say("providers.test.keys", { count })) : wrong(say("providers.test.noKeys"));
}

async function checkClient(settings: ProviderSettings, discovery: Discovery): Promise<Found> {
  const answer = await askTokenEndpoint(settings, discovery, {
    grant_type: "authorization_code",
    code: INVENTED_CODE,
    redirect_uri: `${env().publicUrl}${CALLBACK_PATH}`,
    code_verifier: "helpejo-test-".padEnd(43, "0"),
  });
  const error = refusalSchema.safeParse(answer.isJson ? readJson(answer) : null).data?.error;
  if (error === "invalid_grant") {
    return fine(say("providers.test.client"));
  }
  return error === "invalid_client" || error === "unauthorized_client" || answer.status === 401
    ? wrong(say("providers.test.clientUnknown"))
    : fine(say("providers.test.clientUnsaid", { answer: error ?? String(answer.status) }));
}

async function attempt(work: () => Promise<Found>): Promise<Found> {
  try {
    return await work();
  } catch (error) {
    const reason = error instanceof Error && error.name === "ProviderError" ? error.message : "?";
    return wrong(say("providers.test.noAnswer", { reason }));
  }
}

function fine(detail: Sentence): Found {
  return { ok: true, detail };
}

function wrong(detail: Sentence): Found {
  return { ok: false, detail };
}
