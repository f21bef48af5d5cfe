import { z } from "zod";
import { said } from "@/messages/server/keys";

/** Where a provider sends people back to; it has to be registered there behind our address. */
export const CALLBACK_PATH = "/api/auth/callback/oidc";

/** The checks of a provider's settings, in their order. */
export const PROVIDER_STEPS = [
  "discovery",
  "issuer",
  "endpoints",
  "code",
  "pkce",
  "keys",
  "client",
  "signOut",
] as const;

/** The name of a check of a provider's settings. */
export type ProviderStep = (typeof PROVIDER_STEPS)[number];

/** Why a sign-in by the provider did not work, as the address of the sign-in page says. */
export const PROVIDER_PROBLEMS = [
  "ProviderNone",
  "ProviderAway",
  "ProviderExpired",
  "ProviderDenied",
  "ProviderInvalid",
  "ProviderUnknown",
  "ProviderDisabled",
] as const;

/** Why a sign-in by the provider did not work. */
export type ProviderProblem = (typeof PROVIDER_PROBLEMS)[number];

/** Whether the sign-in page shows a problem of the provider. */
export function isProviderProblem(error: string | undefined): boolean {
  return PROVIDER_PROBLEMS.some((one) => one === error);
}

/** The query of the address where a sign-in by the provider begins. */
export const beginSchema = z.object({
  /** Where to go afterwards; a page of ours. */
  callbackUrl: z.string().max(2_000).optional(),
  /** "1" has the provider ask who it is, though it may know. */
  fresh: z.string().max(10).optional(),
});

/** The query of the provider's front-channel logout. */
export const frontChannelSchema = z.object({
  iss: z.string(said("fields.providerLogout")).max(2_000, said("fields.providerLogout")),
  sid: z
    .string(said("fields.providerLogout"))
    .min(1, said("fields.providerLogout"))
    .max(255, said("fields.providerLogout")),
});
