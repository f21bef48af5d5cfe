import { readSealedSettings } from "@/server/secrets/sealed-settings";
import { env } from "@/server/process/env";
import { firstOrganisation } from "@/server/tenant/tenant";
import { readDirectoryAddress } from "@/shared/directory/address";
import { nameKey, parseName } from "@/shared/directory/distinguished-name";
import type { OrganisationId } from "@/shared/roles";
import { directorySettingsSchema, type DirectorySettings } from "@/features/directories/schema";

/** The directory of an organisation, and who set it; null where people sign in by none. */
export interface OrganisationDirectory {
  source: "environment" | "page";
  settings: DirectorySettings;
}

/**
 * The directory by which an organisation's people sign in. The environment's, where it names one, is the first organisation's: another's people are not in
 * it. Read each time, so that what an admin sets counts in every process at once.
 */
export async function readDirectory(organisationId: OrganisationId): Promise<OrganisationDirectory | null> {
  const { ldap } = env();
  if (ldap && (await firstOrganisation()) === organisationId) {
    const isPlain = isOnThisMachine(ldap.url);
    return { source: "environment", settings: { ...ldap, isPlain, certificate: null } };
  }
  const stored = directorySettingsSchema.nullable().parse(await readSealedSettings(organisationId, "ldap"));
  return stored && { source: "page", settings: stored };
}

/** Whether an organisation's people may come in by a directory; so it is, too, where what was set cannot be opened. */
export async function hasDirectory(organisationId: OrganisationId): Promise<boolean> {
  return await readDirectory(organisationId).then(
    (directory) => directory !== null,
    () => true,
  );
}

/** Whether a directory is this machine itself and is spoken to without TLS. */
export function isOnThisMachine(url: string): boolean {
  const address = readDirectoryAddress(url);
  return address !== null && address.isLoopback && !address.isTls;
}

/** Whose people's identities are a directory's: its base names it, whichever of its servers answers. */
export function issuerOf({ baseDn }: Pick<DirectorySettings, "baseDn">): string {
  return `ldap:${nameKey(parseName(baseDn) ?? [])}`;
}
