import { z } from "zod";
import { env } from "@/server/process/env";
import { shareOnce } from "@/server/process/globals";
import { log } from "@/server/process/log";
import { readSealedSettings } from "@/server/secrets/sealed-settings";
import { firstOrganisation } from "@/server/tenant/tenant";
import type { OrganisationId } from "@/shared/roles";
import { MAPPED_ROLES, type RoleRule } from "@/server/variables/role-map";

/** The settings of an organisation's identity provider (OpenID Connect). */
export interface ProviderSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** The name on the button; null: the host name of the issuer. */
  name: string | null;
  /** The audience of its access tokens as bearer. */
  audience: string;
  /** The path of the claim that holds groups or roles, such as "realm_access.roles". */
  roleClaim: string;
  roleMap: readonly RoleRule[];
  /** Whether people who are unknown here get an account at their first sign-in. */
  createPeople: boolean;
  /** Values of `amr` or `acr` that count as a second factor; "*": every sign-in there does. None: people show ours. */
  secondFactor: readonly string[];
}

/** The name of a provider as people read it. */
export function providerName({ name, issuer }: Pick<ProviderSettings, "name" | "issuer">): string {
  return name ?? new URL(issuer).hostname;
}

const storedSchema = z.object({
  issuer: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  name: z.string().nullable(),
  audience: z.string(),
  roleClaim: z.string(),
  roleMap: z.array(z.object({ value: z.string(), role: z.enum(MAPPED_ROLES) })),
  createPeople: z.boolean(),
  secondFactor: z.array(z.string()).default([]),
});

/** How long a process goes by settings that it has read; so long after a change an earlier one may still count. */
const REMEMBERED_MILLISECONDS = 2_000;

/**
 * The identity provider of an organisation and who set it, or null when it has none. The variables are those of the first organisation: other
 * organisations' people are not at its provider. Throws where what was set on the page cannot be opened.
 */
export async function readProvider(
  organisationId: OrganisationId,
): Promise<{ source: "environment" | "page"; settings: ProviderSettings } | null> {
  const { oidc } = env();
  if (oidc !== null && organisationId === (await firstOrganisation())) {
    return { source: "environment", settings: oidc };
  }
  const stored = storedSchema.nullable().parse(await readSealedSettings(organisationId, "oidc"));
  return stored && { source: "page", settings: stored };
}

/** Its settings alone, or null when it has none that can be read; asked for by every sign-in page and every bearer, so they are remembered for a moment. */
export async function providerSettings(organisationId: OrganisationId): Promise<ProviderSettings | null> {
  const remembered = shareOnce("provider-settings", () => new Map<string, Remembered>());
  const known = remembered.get(organisationId);
  if (known && performance.now() - known.readAt < REMEMBERED_MILLISECONDS) {
    return await known.settings;
  }
  const settings = readProvider(organisationId)
    .then((provider) => provider?.settings ?? null)
    .catch((error: unknown) => {
      log().error({ err: error, organisationId }, "the settings of the provider cannot be read");
      return null;
    });
  remembered.set(organisationId, { readAt: performance.now(), settings });
  return await settings;
}

/** Forgets what was read, in this process: what was just set counts here at once. */
export function forgetProviderSettings(organisationId: OrganisationId): void {
  shareOnce("provider-settings", () => new Map<string, Remembered>()).delete(organisationId);
}

interface Remembered {
  readAt: number;
  settings: Promise<ProviderSettings | null>;
}
