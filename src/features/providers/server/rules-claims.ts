import { z } from "zod";
import { canonicalEmail } from "@/shared/email";
import { LIMITS } from "@/shared/limits";
import { oneLine } from "@/shared/text";
import { roleByMap, type RoleRule } from "@/server/variables/role-map";
import type { ProviderSettings } from "./read-settings";

/** What a token says, before anything of it is believed. */
export type Claims = Readonly<Record<string, unknown>>;

/** Claims without which a token counts for nothing. */
export const subjectSchema = z.string().regex(/^[\x20-\x7e]{1,255}$/);

/** The name of a provider's session. */
export const sidSchema = z
  .string()
  .regex(/^[\x20-\x7e]{1,255}$/)
  .nullable()
  .catch(null);

const NAMES = ["name", "preferred_username", "nickname"] as const;

/**
 * The address that a provider vouches for, in its one form; null where it vouches for none. Entra ID has no `email_verified`, and says
 * `xms_edov` where the domain of the address is proven to be its owner's; that is believed of Entra ID alone.
 */
export function verifiedEmailIn(claims: Claims, issuer: string): string | null {
  const { email, email_verified: isVerified, xms_edov: isDomainOwned } = claims;
  const isVouchedFor = isTrue(isVerified) || (isEntra(issuer) && isTrue(isDomainOwned));
  const canonical = typeof email === "string" && isVouchedFor ? canonicalEmail(email.trim()) : null;
  return canonical !== null && canonical.length <= LIMITS.emailMax ? canonical : null;
}

/** The name that a provider gives to a person; "" where it gives none. */
export function nameIn(claims: Claims): string {
  const whole = [claims["given_name"], claims["family_name"]].filter((part) => typeof part === "string");
  const found = [claims["name"], whole.join(" "), ...NAMES.map((name) => claims[name])]
    .map((value) => (typeof value === "string" ? oneLine(value) : ""))
    .find((value) => value !== "");
  return found ?? "";
}

/**
 * The role that a token's claim gives. Null where it says nothing: without a map, and, unless the token is to be `whole` (an ID token is,
 * many access tokens are not), without the claim.
 */
export function roleIn(
  claims: Claims,
  settings: Pick<ProviderSettings, "roleClaim" | "roleMap">,
  { isWhole }: { isWhole: boolean },
): RoleRule["role"] | null {
  const values = valuesAt(claims, settings.roleClaim);
  return values === null && !isWhole ? null : roleByMap(settings.roleMap, values ?? []);
}

/**
 * Whether a token says that a second factor was shown, in words that an admin has chosen to believe: one of its methods (`amr`) or its level (`acr`); "*" believes
 * every token.
 */
export function showsSecondFactor(claims: Claims, believed: readonly string[]): boolean {
  const said = [...(valuesAt(claims, "amr") ?? []), ...(valuesAt(claims, "acr") ?? [])];
  return believed.some((word) => word === "*" || said.includes(word));
}

/** Whether the claim with the roles is there at all. */
export function hasRoles(claims: Claims, { roleClaim }: Pick<ProviderSettings, "roleClaim">): boolean {
  return valuesAt(claims, roleClaim) !== null;
}

/** A claim's texts, by its whole name or else by a path with dots; null where it is missing. */
function valuesAt(claims: Claims, path: string): string[] | null {
  const value = Object.hasOwn(claims, path)
    ? claims[path]
    : path.split(".").reduce<unknown>((one, name) => {
        return typeof one === "object" && one !== null && Object.hasOwn(one, name)
          ? Reflect.get(one, name)
          : undefined;
      }, claims);
  if (value === undefined || value === null) {
    return null;
  }
  return [value].flat().filter((one) => typeof one === "string");
}

function isTrue(value: unknown): boolean {
  return value === true || value === "true" || value === 1 || value === "1";
}

function isEntra(issuer: string): boolean {
  return [
    "login.microsoftonline.com",
    "login.microsoftonline.us",
    "login.partner.microsoftonline.cn",
  ].includes(new URL(issuer).hostname);
}
