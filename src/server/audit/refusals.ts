import type { Actor } from "@/shared/roles";
import { tally } from "./tally";
import { organisationForHost } from "@/server/tenant/tenant";

/** Counts for the audit that a request was refused before anything was looked at; `actor` is null where nobody is signed in. */
export async function noteRefusal(
  request: Request,
  action: "refused.forbidden" | "refused.bad_origin",
  { actor, address }: { actor: Actor | null; address: string },
): Promise<void> {
  const { headers, method, url } = request;
  // Whatever goes wrong here, the refusal stands.
  const organisationId =
    actor?.organisationId ?? (await organisationForHost(headers.get("host")).catch(() => null));
  if (!organisationId) {
    return;
  }
  const origin = headers.get("origin") ?? headers.get("sec-fetch-site");
  tally({
    organisationId,
    actorId: actor?.id ?? null,
    action,
    // Never the query: whatever is secret could stand there by mistake.
    data: { request: `${method} ${new URL(url).pathname}`, ...(origin === null ? {} : { origin }) },
    address,
    userAgent: headers.get("user-agent"),
  });
}
