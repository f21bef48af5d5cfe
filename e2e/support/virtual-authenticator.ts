import type { Visitor } from "./visitor";

/** Gives a browser an authenticator that keeps passkeys and recognises its owner, as a laptop with a fingerprint reader does. */
export async function plugAuthenticatorIn(visitor: Visitor): Promise<void> {
  const devTools = await visitor.page.context().newCDPSession(visitor.page);
  await devTools.send("WebAuthn.enable");
  await devTools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** As a browser that offers no passkeys in fields: else this authenticator takes the first offer at once, before anybody presses anything. */
export async function offerNothing(visitor: Visitor): Promise<void> {
  await visitor.page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
  });
}
