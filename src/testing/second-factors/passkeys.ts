import { POST as postPasskeys } from "@/app/api/me/passkeys/route";
import { POST as postChallenge } from "@/app/api/passkey-challenge/route";
import { passkeyAddedSchema, passkeyOptionsSchema, type PasskeyAdded } from "@/features/passkeys/schema";
import type { Actor } from "@/shared/roles";
import { SoftwareAuthenticator, type Ceremony } from "./authenticator";
import { CookieJar, post } from "../http/browser-jar";
import type { ApiAnswer } from "../http/client";
import { callRoute } from "../http/requests";

type Options = ReturnType<typeof passkeyOptionsSchema.parse>["options"];

/** The first step of adding a passkey: what the browser is given. */
export async function beginPasskey(actor: Actor): Promise<Options> {
  const answer = await callRoute(postPasskeys, { method: "POST", as: actor, body: {} });
  return passkeyOptionsSchema.parse(answer.body).options;
}

/** Sends what an authenticator made. */
export async function sendPasskey(
  actor: Actor,
  response: unknown,
  headers: Record<string, string> = {},
): Promise<ApiAnswer> {
  return await callRoute(postPasskeys, {
    method: "POST",
    path: "/api/me/passkeys",
    as: actor,
    body: { response, name: "Laptop" },
    headers,
  });
}

/** Both steps, for a person who then has this authenticator's passkey. */
export async function addPasskey(
  actor: Actor,
  authenticator = new SoftwareAuthenticator(),
): Promise<PasskeyAdded & { authenticator: SoftwareAuthenticator }> {
  const answer = await sendPasskey(actor, authenticator.create(await beginPasskey(actor)));
  return { ...passkeyAddedSchema.parse(answer.body), authenticator };
}

/** What the page of signing in is given, at this address. */
export async function signInOptions(headers: Record<string, string> = {}): Promise<Options> {
  const answer = await callRoute(postChallenge, { method: "POST", headers });
  return passkeyOptionsSchema.parse(answer.body).options;
}

/** Sends an authenticator's answer to sign in by it; returns next-auth's error, or null for a session in the jar. */
export async function sendAnswer(
  answer: unknown,
  headers: Record<string, string> = {},
  jar = new CookieJar(),
): Promise<string | null> {
  const response = await post(
    jar,
    "callback/passkey",
    { passkey: JSON.stringify(answer), json: "true" },
    {
      origin: "http://localhost:3003",
      ...headers,
    },
  );
  return new URL(JSON.parse(await response.text()).url).searchParams.get("error");
}

/** Signs in by an authenticator; returns next-auth's error, or null. */
export async function signInBy(
  authenticator: SoftwareAuthenticator,
  given: Ceremony = {},
): Promise<string | null> {
  return await sendAnswer(authenticator.get(await signInOptions(), given));
}
