import type { Problem } from "./post-json";

const WRONG = "This e-mail and password do not fit together. Please check both and try again.";

/** The sentence for the `error` that next-auth hands to the sign-in page, or null when there is none. */
export function signInErrorText(error: string | null | undefined): string | null {
  if (!error) {
    return null;
  }
  const wait = /^RateLimited:(\d+)$/.exec(error)?.[1];
  if (wait !== undefined) {
    return `Too many tries. Please wait ${waitWords(Number(wait))} and try again.`;
  }
  switch (error) {
    case "CredentialsSignin":
      return WRONG;
    case "TwoCookies":
      return "Another page at this address has put a second sign-in cookie into your browser, so nobody counts as signed in. Please delete the cookies of this address in your browser, then sign in again.";
    case "SessionRequired":
      return "Please sign in to see this page.";
    default:
      return "Signing in did not work just now. Please try again in a moment.";
  }
}

/** Signs this browser in; null when that went well. */
export async function signIn(email: string, password: string): Promise<Problem | null> {
  try {
    const response = await fetch("/api/auth/callback/credentials", {
      method: "POST",
      body: new URLSearchParams({ email, password, json: "true" }),
    });
    const error = errorIn(await response.json().catch(() => null));
    return response.ok && error === null ? null : problem(signInErrorText(error ?? "Unavailable") ?? WRONG);
  } catch {
    return problem("The help desk cannot be reached. Please check your connection and try again.");
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

function waitWords(seconds: number): string {
  return seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
