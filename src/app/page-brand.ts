import { cache } from "react";
import { brandOf } from "@/features/organisations/ui/brand-of";
import { readLook } from "@/features/organisations/server/read-look";
import { pageOrganisation } from "@/server/pages/organisation";
import type { Brand } from "@/ui/shell/brand";

/** How an organisation looks, read once for a page; throws `not_found`. */
export const pageLook = cache(readLook);

/** The brand of the organisation of this host; null while there is none, and where the database is away. */
export async function pageBrand(): Promise<Brand | null> {
  try {
    const organisationId = await pageOrganisation();
    return organisationId && brandOf(await pageLook(organisationId));
  } catch {
    return null;
  }
}
