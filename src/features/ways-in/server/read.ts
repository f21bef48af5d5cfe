import { pool } from "@/server/database/database";
import { env } from "@/server/process/env";
import { log } from "@/server/process/log";
import { EXAMPLES } from "@/server/process/env-schema";
import { originOfHost } from "@/server/tenant/links";
import { formatRoleMap } from "@/server/variables/role-map";
import type { Actor, OrganisationId } from "@/shared/roles";
import type { DirectorySettings } from "@/features/directories/schema";
import { readDirectory } from "@/features/directories/server/read-settings";
import { readOrganisation } from "@/features/organisations/server/read";
import { CALLBACK_PATH } from "@/features/providers/schema";
import { readProvider, type ProviderSettings } from "@/features/providers/server/read-settings";
import { countPasswordAdmins } from "@/features/users/server/write-admins";
import type { WaysInDto } from "@/features/ways-in/schema";

/** By what the people of an organisation come in, and who set it; for its admins, without any secret. */
export async function readWaysIn(actor: Actor): Promise<WaysInDto> {
  const { organisationId } = actor;
  const organisation = await readOrganisation(organisationId);
  const directory = await readable(organisationId, () => readDirectory(organisationId));
  const provider = await readable(organisationId, () => readProvider(organisationId));
  return {
    password: { admins: await countPasswordAdmins(pool(), organisationId) },
    registration: {
      isOpen: organisation.allowsRegistration,
      domains: organisation.settings.registrationDomains,
    },
    directory: {
      ...sourceOf(directory, "LDAP_"),
      settings: directory.found && presentDirectory(directory.found.settings),
    },
    provider: {
      ...sourceOf(provider, "OIDC_"),
      callbackUrl: `${originOfHost(organisation.host)}${CALLBACK_PATH}`,
      settings: provider.found && presentProvider(provider.found.settings),
    },
  };
}

interface Read<T> {
  found: T | null;
  isReadable: boolean;
}

async function readable<T>(organisationId: OrganisationId, read: () => Promise<T | null>): Promise<Read<T>> {
  try {
    return { found: await read(), isReadable: true };
  } catch (error) {
    log().error({ err: error, organisationId }, "settings of a way in cannot be opened");
    return { found: null, isReadable: false };
  }
}

function sourceOf(
  { found, isReadable }: Read<{ source: "environment" | "page" }>,
  prefix: string,
): Pick<WaysInDto["directory"], "source" | "variables" | "isReadable"> {
  const source = found?.source ?? "none";
  const variables =
    source === "environment"
      ? Object.keys(EXAMPLES).filter((name) => name.startsWith(prefix) && env().variables.includes(name))
      : [];
  return { source, variables, isReadable };
}

function presentDirectory({
  bindPassword,
  ...settings
}: DirectorySettings): WaysInDto["directory"]["settings"] {
  return { ...settings, hasBindPassword: bindPassword !== null };
}

function presentProvider(settings: ProviderSettings): WaysInDto["provider"]["settings"] {
  const { issuer, clientId, name, audience, roleClaim, createPeople } = settings;
  const roleMap = formatRoleMap(settings.roleMap);
  const secondFactor = settings.secondFactor.join(", ");
  return { issuer, clientId, name, audience, roleClaim, roleMap, createPeople, secondFactor };
}
