import { headers } from "next/headers";
import type { OrganisationId } from "@/shared/roles";
import { organisationForHost } from "@/server/tenant/tenant";

/** For pages before signing in: the organisation that this host belongs to, or null while there is none. */
export async function pageOrganisation(): Promise<OrganisationId | null> {
  return await organisationForHost((await headers()).get("host"));
}
