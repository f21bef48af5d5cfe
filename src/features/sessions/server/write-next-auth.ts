import type { NextAuthOptions } from "next-auth";
import { credentialsOf, resolveSession } from "@/server/api/actor";
import { authCookieOptions, usesSecureCookies } from "@/server/sign-in/auth-cookies";
import { isDemoOpenTo } from "@/server/http/request/demo-exposure";
import { deviceOf } from "@/server/sign-in/device-cookie";
import { COOKIE_SECONDS } from "@/server/sign-in/session-cookie";
import { authSecret } from "@/server/process/env";
import { log } from "@/server/process/log";
import { assertionTextSchema } from "@/features/passkeys/schema";
import { partyOf } from "@/features/passkeys/server/read-party";
import { checkPasskey } from "@/features/passkeys/server/write-check";
import { organisationForHost } from "@/server/tenant/tenant";
import { isAppError } from "@/shared/errors";
import { tokenRequestSchema } from "@/features/sessions/schema";
import type { Origin } from "./write";
import {
  checkBothFactors,
  signInBrowser,
  signOut,
  type OtherPasswords,
  type SignedInPerson,
} from "./write-sign-in";

/** The prefix of next-auth's error parameter when there were too many attempts; the seconds to wait follow. */
export const RATE_LIMITED_PREFIX = "RateLimited:";

/** next-auth's error parameter where the password was right and a code of the second factor is wanted. */
const TOTP_REQUIRED = "TotpRequired";
/** The same where that code was wrong. */
const TOTP_INVALID = "TotpInvalid";

/** The same where the organisation's directory had to be asked and is away. */
export const DIRECTORY_AWAY = "DirectoryAway";

declare module "next-auth" {
  interface User {
    sid?: string;
  }
}

/**
 * next-auth's options for one request: caller and address are known here and not inside next-auth. `toOwnUrl`
 * turns any redirect target into a URL of the request's origin; `onSignedIn` is called with the person whose
 * password was just checked; `others` is asked for a password that is none of ours.
 */
export function nextAuthOptions(
  request: Request,
  toOwnUrl: (wish: string) => string,
  onSignedIn: (personId: string) => void,
  others: OtherPasswords,
): NextAuthOptions {
  return {
    secret: authSecret(),
    useSecureCookies: usesSecureCookies(),
    cookies: authCookieOptions(),
    session: { strategy: "jwt", maxAge: COOKIE_SECONDS },
    jwt: { maxAge: COOKIE_SECONDS },
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/sign-out" },
    providers: [
      {
        id: "credentials",
        name: "E-mail and password",
        type: "credentials",
        credentials: {
          email: { label: "E-mail", type: "email" },
          password: { label: "Password", type: "password" },
          totp: { label: "Code", type: "text" },
        },
        authorize: (given) => admit(request, onSignedIn, (from) => byPassword(request, given, from, others)),
      },
      {
        id: "passkey",
        name: "Passkey",
        type: "credentials",
        credentials: { passkey: { label: "Passkey", type: "text" } },
        authorize: (given) => admit(request, onSignedIn, (from) => byPasskey(request, given, from)),
      },
    ],
    callbacks: {
      redirect: ({ url }) => toOwnUrl(url),
      // The cookie holds two ids and nothing about the person: name and rights are read afresh each time.
      jwt: async ({ token, user }) => {
        if (user) {
          return { sub: user.id, sid: user.sid };
        }
        // next-auth answers an error here with "nobody is signed in" and removes the cookie, as it should for an ended session.
        await liveSession(request);
        return token;
      },
      session: async ({ session }) => {
        const live = await liveSession(request);
        const { id, name, role } = live.actor;
        return {
          ...session,
          expires: live.expiresAt.toISOString(),
          user: { id, name, role, email: live.email },
        };
      },
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token["sid"] === "string") {
          await signOut(token["sid"]);
        }
      },
    },
    logger: {
      error: (code) => log().debug({ code }, "next-auth refused something"),
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}

type Given = Record<string, string> | undefined;

async function byPassword(
  request: Request,
  given: Given,
  from: Origin,
  others: OtherPasswords,
): Promise<SignedInPerson | null> {
  const organisationId = await organisationForHost(request.headers.get("host"));
  const credentials = tokenRequestSchema.safeParse({
    email: given?.["email"],
    password: given?.["password"],
    totp: given?.["totp"],
  });
  if (!organisationId || !credentials.success) {
    return null;
  }
  const cookies = request.headers.get("cookie");
  return await checkBothFactors(organisationId, credentials.data, from, {
    deviceOf: (personId) => deviceOf(cookies, personId),
    others,
  });
}

async function byPasskey(request: Request, given: Given, from: Origin): Promise<SignedInPerson | null> {
  const organisationId = await organisationForHost(request.headers.get("host"));
  const answer = assertionTextSchema.safeParse(given?.["passkey"]);
  return organisationId && answer.success
    ? await checkPasskey({ organisationId, party: partyOf(request), ...from }, answer.data)
    : null;
}

/** Begins this browser's session for whom `check` finds; what went wrong becomes a code of the page's address. */
async function admit(
  request: Request,
  onSignedIn: (personId: string) => void,
  check: (from: Origin) => Promise<SignedInPerson | null>,
): Promise<{ id: string; sid: string } | null> {
  try {
    const from = {
      address: request.headers.get("x-helpejo-client-address") ?? "",
      userAgent: request.headers.get("user-agent"),
      isDemoOpen: isDemoOpenTo(request.headers),
    };
    const person = await check(from);
    if (!person) {
      return null;
    }
    const earlier = await resolveSession({ ...credentialsOf(request.headers), bearer: null });
    const sid = await signInBrowser(
      person,
      from,
      earlier && { sessionId: earlier.actor.sessionId, personId: earlier.actor.id },
      undefined,
      deviceOf(request.headers.get("cookie"), person.id) !== null,
    );
    onSignedIn(person.id);
    return { id: person.id, sid };
  } catch (error) {
    // An error thrown here ends up in a URL: so it is a code that the page knows, never an internal message.
    if (isAppError(error) && error.code === "invalid_credentials") {
      return null;
    }
    if (isAppError(error) && (error.code === "totp_required" || error.code === "totp_invalid")) {
      throw new Error(error.code === "totp_required" ? TOTP_REQUIRED : TOTP_INVALID);
    }
    if (isAppError(error) && error.code === "rate_limited") {
      throw new Error(`${RATE_LIMITED_PREFIX}${error.extras.retryAfter ?? 60}`);
    }
    if (isAppError(error) && error.code === "directory_unavailable") {
      throw new Error(DIRECTORY_AWAY);
    }
    log().error({ err: error }, "a sign-in failed");
    throw new Error("Unavailable");
  }
}

async function liveSession(
  request: Request,
): Promise<NonNullable<Awaited<ReturnType<typeof resolveSession>>>> {
  const live = await resolveSession({ ...credentialsOf(request.headers), bearer: null });
  if (!live) {
    throw new Error("This session is over.");
  }
  return live;
}
