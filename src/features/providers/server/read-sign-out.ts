import { credentialsOf, resolveSession } from "@/server/api/actor";
import { pool } from "@/server/database/database";
import { requestOrigin } from "@/server/http/request/origin";
import { log } from "@/server/process/log";
import { openSecret } from "@/server/secrets/seal";
import { readDiscovery } from "./read-discovery";
import { providerSettings } from "./read-settings";
import { idTokenPurpose } from "./rules-sealed";

/**
 * The address at which the provider ends its own session of the person who signs out by this request (RP-initiated logout); null where it
 * did not vouch for their session, has no such address, or does not answer: then signing out is ours alone.
 */
export async function readSignOutAddress(request: Request): Promise<string | null> {
  const live = await resolveSession({ ...credentialsOf(request.headers), bearer: null });
  const settings = live?.isByProvider ? await providerSettings(live.actor.organisationId) : null;
  if (!live || !settings) {
    return null;
  }
  const { sessionId } = live.actor;
  const { rows } = await pool().query<{ issuer: string; id_token: string | null }>(
    "SELECT issuer, id_token FROM sessions WHERE id = $1",
    [sessionId],
  );
  if (rows[0]?.issuer !== settings.issuer) {
    return null;
  }
  try {
    const { end_session_endpoint: end } = await readDiscovery(settings.issuer);
    if (end === undefined) {
      return null;
    }
    const address = new URL(end);
    const hint = rows[0].id_token && openSecret(rows[0].id_token, idTokenPurpose(sessionId));
    address.searchParams.set("client_id", settings.clientId);
    address.searchParams.set("post_logout_redirect_uri", `${requestOrigin(request)}/sign-in`);
    if (hint) {
      address.searchParams.set("id_token_hint", hint);
    }
    return address.href;
  } catch (error) {
    log().warn(
      { err: error, issuer: settings.issuer },
      "a sign-out stays here: the provider does not answer",
    );
    return null;
  }
}
