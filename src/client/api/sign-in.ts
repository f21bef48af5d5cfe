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
    case "TwoCookies":
      return t("client.signIn.twoCookies");
    case "SessionRequired":
      return t("client.signIn.required");
    default:
      return t("client.signIn.failed");
  }
}

/** Signs this browser in; null when that went well. */
export async function signIn(email: string, password: string): Promise<Problem | null> {
  const t = currentTranslate();
  try {
    const response = await fetch("/api/auth/callback/credentials", {
      method: "POST",
      body: new URLSearchParams({ email, password, json: "true" }),
    });
    const error = errorIn(await response.json().catch(() => null));
    return response.ok && error === null
      ? null
      : problem(signInErrorText(t, error ?? "Unavailable") ?? t("client.signIn.wrong"));
  } catch {
    return problem(t("client.unreachable"));
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
