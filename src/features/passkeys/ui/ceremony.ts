import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/browser";

/** Options for making a passkey, as the server gives them. */
export interface CreationOptions {
  options: PublicKeyCredentialCreationOptionsJSON;
}

/** Options for signing in by one, as the server gives them. */
export interface RequestOptions {
  options: PublicKeyCredentialRequestOptionsJSON;
}

/** What came of asking the browser: its answer, or why there is none. */
export type Outcome<T> = { answer: T } | { failed: "dismissed" | "known" | "failed" };

/** Whether this browser has passkeys at this address: a secure one that is a name, as they are not made for IP addresses. */
export function hasPasskeys(): boolean {
  return (
    typeof window !== "undefined" &&
    window.isSecureContext &&
    typeof window.PublicKeyCredential === "function" &&
    !/^(\[|[\d.]+$)/.test(window.location.hostname)
  );
}

/** Lets the browser make a passkey. */
export async function makePasskey({ options }: CreationOptions): Promise<Outcome<RegistrationResponseJSON>> {
  const { startRegistration } = await loadCeremonies();
  return await outcomeOf(startRegistration({ optionsJSON: options }));
}

/** Lets its owner choose a passkey and sign by it. */
export async function choosePasskey({
  options,
}: RequestOptions): Promise<Outcome<AuthenticationResponseJSON>> {
  const { startAuthentication } = await loadCeremonies();
  return await outcomeOf(startAuthentication({ optionsJSON: options }));
}

/** Whether the browser offers passkeys among what it fills into the field for the e-mail address. */
export async function canOfferPasskeys(): Promise<boolean> {
  return hasPasskeys() && (await (await loadCeremonies()).browserSupportsWebAuthnAutofill());
}

/** Offers them there; settles once one was chosen, or something else was begun. Null: none was. */
export async function offerPasskeys({ options }: RequestOptions): Promise<AuthenticationResponseJSON | null> {
  const { startAuthentication } = await loadCeremonies();
  const outcome = await outcomeOf(startAuthentication({ optionsJSON: options, useBrowserAutofill: true }));
  return "answer" in outcome ? outcome.answer : null;
}

/** Ends what the browser offers, if it offers something. */
export async function stopOffering(): Promise<void> {
  (await loadCeremonies()).WebAuthnAbortService.cancelCeremony();
}

/** Loaded where it is needed: most pages never are. */
async function loadCeremonies(): Promise<typeof import("@simplewebauthn/browser")> {
  return await import("@simplewebauthn/browser");
}

async function outcomeOf<T>(ceremony: Promise<T>): Promise<Outcome<T>> {
  try {
    return { answer: await ceremony };
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    if (name === "InvalidStateError") {
      return { failed: "known" };
    }
    return { failed: name === "NotAllowedError" || name === "AbortError" ? "dismissed" : "failed" };
  }
}
