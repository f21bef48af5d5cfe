import { brandOf } from "@/features/organisations/ui/brand-of";
import { readLook } from "@/features/organisations/server/read-look";
import { pageOrganisation } from "@/server/pages/organisation";
import type { Brand } from "@/ui/shell/brand";

/** The brand of the organisation of this host; null while there is none, and where the database is away. */
export async function pageBrand(): Promise<Brand | null> {
  try {
    const organisationId = await pageOrganisation();
    return organisationId && brandOf(await readLook(organisationId));
  } catch {
    return null;
  }
}
