import { currentTranslate } from "@/messages/current";
import type { Translate } from "@/messages/translation";
import type { Problem } from "./post-json";

/** The sentence for the `error` that next-auth hands to the sign-in page, or null when there is none. */
export function signInErrorText(t: Translate, error: string | null | undefined): string | null {
  if (!error) {
    return null;
  }
  const wait = /^RateLimited:(\d+)$/.exec(error)?.[1];
  if (wait !== undefined) {
    return waitWords(t, Number(wait));
  }
  switch (error) {
    case "CredentialsSignin":
      return t("client.signIn.wrong");
    case "TotpRequired":
      return t("client.signIn.codeRequired");
    case "TotpInvalid":
      return t("client.signIn.codeWrong");
    case "DirectoryAway":
      return t("client.signIn.directoryAway");
    case "TwoCookies":
      return t("client.signIn.twoCookies");
    case "ProviderNone":
      return t("client.signIn.provider.none");
    case "ProviderAway":
      return t("client.signIn.provider.away");
    case "ProviderExpired":
      return t("client.signIn.provider.expired");
    case "ProviderDenied":
      return t("client.signIn.provider.denied");
    case "ProviderInvalid":
      return t("client.signIn.provider.invalid");
    case "ProviderUnknown":
      return t("client.signIn.provider.unknown");
    case "ProviderDisabled":
      return t("client.signIn.provider.disabled");
    case "SessionRequired":
      return t("client.signIn.required");
    default:
      return t("client.signIn.failed");
  }
}

/** What a person says of themselves to come in; `totp` once it was asked for. */
interface SignInWords {
  email: string;
  password: string;
  totp?: string;
}

/** Signs this browser in; null when that went well. Code `totp_required`: all is right, and a code of the second factor is wanted too. */
export async function signIn(words: SignInWords): Promise<Problem | null> {
  return await send("credentials", { ...words });
}

/** The same by what a passkey signed, with nothing typed. */
export async function signInByPasskey(answer: unknown): Promise<Problem | null> {
  return await send("passkey", { passkey: JSON.stringify(answer) });
}

async function send(by: "credentials" | "passkey", fields: Record<string, string>): Promise<Problem | null> {
  const t = currentTranslate();
  try {
    const response = await fetch(`/api/auth/callback/${by}`, {
      method: "POST",
      body: new URLSearchParams({ ...fields, json: "true" }),
    });
    const error = errorIn(await response.json().catch(() => null));
    if (response.ok && error === null) {
      return null;
    }
    return by === "passkey" && error === "CredentialsSignin"
      ? problem(t("client.signIn.passkeyWrong"))
      : problemOf(t, error);
  } catch {
    return problem(t("client.unreachable"));
  }
}

function problemOf(t: Translate, error: string | null): Problem {
  const detail = signInErrorText(t, error ?? "Unavailable") ?? t("client.signIn.wrong");
  switch (error) {
    case "TotpRequired":
      return { ...problem(detail), code: "totp_required" };
    case "TotpInvalid":
      return { ...problem(detail), code: "totp_invalid", fields: { totp: detail } };
    case "DirectoryAway":
      return { ...problem(detail), code: "directory_unavailable" };
    default:
      return problem(detail);
  }
}

/** next-auth answers with the address that a browser would be sent to; an error stands in its query. */
function errorIn(body: unknown): string | null {
  const url: unknown = typeof body === "object" && body !== null ? Reflect.get(body, "url") : null;
  return typeof url === "string" && URL.canParse(url) ? new URL(url).searchParams.get("error") : null;
}

function problem(detail: string): Problem {
  return { code: "sign_in", detail, fields: {}, retryAfter: null };
}

function waitWords(t: Translate, seconds: number): string {
  return seconds < 120
    ? t("client.signIn.waitSeconds", { count: seconds })
    : t("client.signIn.waitMinutes", { count: Math.ceil(seconds / 60) });
}
