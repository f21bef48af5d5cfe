import { askProvider, type ProviderAnswer } from "./read-fetch";
import type { Discovery } from "./read-discovery";
import type { ProviderSettings } from "./read-settings";

/**
 * Asks a provider's token endpoint with our client's secret, in the Authorization header unless it takes it in the body alone.
 * Throws ProviderError "away".
 */
export async function askTokenEndpoint(
  { clientId, clientSecret }: Pick<ProviderSettings, "clientId" | "clientSecret">,
  discovery: Discovery,
  fields: Record<string, string>,
): Promise<ProviderAnswer> {
  const ways = discovery.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  const isInBody = !ways.includes("client_secret_basic") && ways.includes("client_secret_post");
  const body = new URLSearchParams(
    isInBody ? { ...fields, client_id: clientId, client_secret: clientSecret } : fields,
  );
  const basic = Buffer.from(`${formEncode(clientId)}:${formEncode(clientSecret)}`).toString("base64");
  return await askProvider(discovery.token_endpoint, {
    method: "POST",
    headers: {
      accept: "application/json",
      "content-type": "application/x-www-form-urlencoded",
      ...(isInBody ? {} : { authorization: `Basic ${basic}` }),
    },
    body: body.toString(),
  });
}

/** As RFC 6749 wants both parts of the header. */
function formEncode(text: string): string {
  return new URLSearchParams({ x: text }).toString().slice(2);
}
