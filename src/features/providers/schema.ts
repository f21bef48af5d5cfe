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
