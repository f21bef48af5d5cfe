import { env } from "@/server/process/env";
import { firstOrganisation } from "@/server/tenant/tenant";
import type { OrganisationId } from "@/shared/roles";
import type { RoleRule } from "@/server/variables/role-map";

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
}

/** The name of a provider as people read it. */
export function providerName({ name, issuer }: Pick<ProviderSettings, "name" | "issuer">): string {
  return name ?? new URL(issuer).hostname;
}

/**
 * The identity provider of an organisation, or null when it has none. The variables are those of the first organisation: other
 * organisations' people are not at its provider.
 */
export async function providerSettings(organisationId: OrganisationId): Promise<ProviderSettings | null> {
  const { oidc } = env();
  return oidc !== null && organisationId === (await firstOrganisation()) ? oidc : null;
}
