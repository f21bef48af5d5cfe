import { say } from "@/messages/server/say";
import { tally } from "@/server/audit/tally";
import { prisma, transaction } from "@/server/database/database";
import { guardTries } from "@/server/rate-limits/limits";
import { matchesPassword } from "@/server/sign-in/passwords";
import { AppError, isAppError } from "@/shared/errors";
import { isUuid } from "@/shared/ids";
import type { OrganisationId, Role } from "@/shared/roles";
import type { Credentials } from "@/features/sessions/schema";
import { checkSecondFactor } from "@/features/second-factors/server/write-check";
import { endSessions, startSession, type Origin, type ProviderSession } from "./write";

/** A person whose password was just checked. */
export interface SignedInPerson {
  id: string;
  organisationId: OrganisationId;
  name: string;
  /** Null for somebody of a directory that knows none. */
  email: string | null;
  role: Role;
}

/** Passwords that are kept elsewhere: in the organisation's directory. */
export interface OtherPasswords {
  /** The people who came in by this login before: their devices are known. */
  findByLogin(organisationId: OrganisationId, login: string): Promise<string[]>;
  /** What a person came in by, if not by their address. */
  findLogin(organisationId: OrganisationId, personId: string): Promise<string | null>;
  /** Whose name and password these are; null: nobody's. Throws `directory_unavailable`. */
  check(
    organisationId: OrganisationId,
    given: { login: string; password: string },
    address: string,
  ): Promise<SignedInPerson | null>;
}

/** How a password is checked; what is absent is not asked. */
export interface CheckOptions {
  /** The key of the caller's device for a person who has signed in there before, so that other people's failed attempts do not lock them out. */
  deviceOf?: ((personId: string) => string | null) | undefined;
  /** Asked about a person once their password was right, and no sooner: where it says no, that is a wrong try and throws `totp_invalid`. */
  mayGoOn?: (person: SignedInPerson) => Promise<boolean>;
  /** Asked for a password that is none of ours. */
  others?: OtherPasswords | undefined;
}

interface Account extends Omit<SignedInPerson, "organisationId"> {
  passwordHash: string | null;
  maySignIn: boolean;
}

const KNOWN_DAYS = 90;
const DAY_MILLISECONDS = 86_400_000;

/**
 * Finds the person of an organisation whose e-mail and password these are. Throws `invalid_credentials`, the same for
 * an unknown address, a wrong password and an account that may not sign in, after the same work; or `rate_limited`.
 * Where another place had to be asked and is away it throws `directory_unavailable`, and counts a wrong try all the same: nobody is
 * to guess at our passwords meanwhile.
 */
export async function checkCredentials(
  organisationId: OrganisationId,
  credentials: Credentials,
  from: Origin,
  { deviceOf = () => null, mayGoOn = async () => true, others }: CheckOptions = {},
): Promise<SignedInPerson> {
  const accounts = await findAccounts(organisationId, credentials.email, from);
  const byLogin = (await others?.findByLogin(organisationId, credentials.email)) ?? [];
  const ids = [...new Set([...accounts.map((account) => account.id), ...byLogin])];
  const code = { isWrong: false };
  let away: unknown = null;
  const askOthers = async (): Promise<SignedInPerson | null> => {
    const { email: login, password } = credentials;
    return await (others?.check(organisationId, { login, password }, from.address) ?? null);
  };
  const tell = (action: "sign_in.failed" | "sign_in.limited"): void => {
    const { address, userAgent } = from;
    // Keeps a password that was typed into the wrong field out of the audit.
    const email = credentials.email.includes("@") ? credentials.email : "(no e-mail address)";
    const data: Record<string, string> = code.isWrong ? { email, secondFactor: "wrong" } : { email };
    tally({ organisationId, actorId: null, action, subjectId: ids[0] ?? null, data, address, userAgent });
  };
  const device = ids.map(deviceOf).find((key) => key !== null) ?? null;
  const person = await guardTries(
    { organisationId, account: credentials.email, address: from.address, device },
    () => haveSignedInFrom(ids, from.address),
    async () => {
      const found = await findByPassword(accounts, credentials.password);
      const known = found
        ? signedIn(found, organisationId)
        : await askOthers().catch((error: unknown) => {
            away = error;
            return null;
          });
      code.isWrong = known !== null && !(await mayGoOn(known));
      return code.isWrong ? null : known;
    },
  ).catch((error: unknown) => {
    // That a code is wanted still is neither a wrong try nor a right one: it counts as none.
    if (!(isAppError(error) && error.code === "totp_required")) {
      tell("sign_in.limited");
    }
    throw error;
  });
  if (!person) {
    tell("sign_in.failed");
    if (away !== null) {
      throw away;
    }
    throw code.isWrong
      ? new AppError("totp_invalid", say("refusals.secondFactors.wrong"))
      : new AppError("invalid_credentials", say("refusals.sessions.noMatch"));
  }
  return person;
}

/** The same for signing in: beside the password it takes the second factor, of a person who has one. Throws `totp_required` and `totp_invalid`, too. */
export async function checkBothFactors(
  organisationId: OrganisationId,
  { totp, ...credentials }: Credentials & { totp?: string | undefined },
  from: Origin,
  options: Omit<CheckOptions, "mayGoOn"> = {},
): Promise<SignedInPerson> {
  return await checkCredentials(organisationId, credentials, from, {
    ...options,
    mayGoOn: (person) => checkSecondFactor(person, totp ?? null, from.address),
  });
}

function signedIn({ id, name, email, role }: Account, organisationId: OrganisationId): SignedInPerson {
  return { id, organisationId, name, email, role };
}

/** Counts a sign-in for the audit. */
export function tallySignIn(person: SignedInPerson, by: "browser" | "token", from: Origin): void {
  const { id, organisationId } = person;
  const { address, userAgent } = from;
  tally({
    organisationId,
    actorId: id,
    action: "sign_in.succeeded",
    subjectId: id,
    data: { by },
    address,
    userAgent,
  });
}

/** For an unknown address a dummy hash is compared, so that it takes as long as a known one. */
async function findByPassword(accounts: readonly Account[], password: string): Promise<Account | null> {
  let found: Account | null = null;
  for (const account of accounts.length > 0 ? accounts : [null]) {
    const isRight = await matchesPassword(account?.passwordHash ?? null, password);
    found ??= isRight && account?.maySignIn ? account : null;
  }
  return found;
}

/** Begins a browser's session for a person who has shown who they are, by a password here or to a provider; this browser's earlier session ends. `isKnownDevice`: as in `startSession`. */
export async function signInBrowser(
  person: SignedInPerson,
  from: Origin,
  earlier: { sessionId: string; personId: string } | null,
  provider?: ProviderSession,
  isKnownDevice = false,
): Promise<string> {
  tallySignIn(person, "browser", from);
  return await transaction(async (tx) => {
    if (earlier) {
      await endSessions(tx, {
        organisationId: person.organisationId,
        personId: earlier.personId,
        sessionId: earlier.sessionId,
        reason: "signed_in_again",
        actorId: earlier.personId,
      });
    }
    return await startSession(tx, {
      organisationId: person.organisationId,
      personId: person.id,
      kind: "browser",
      from,
      provider,
      isKnownDevice,
    });
  });
}

/** Ends the browser session that a sign-out names; nothing happens when it is over already. */
export async function signOut(sessionId: string): Promise<void> {
  const session = isUuid(sessionId)
    ? await prisma().session.findUnique({ where: { id: sessionId, endedAt: null } })
    : null;
  if (session) {
    await transaction((tx) =>
      endSessions(tx, {
        organisationId: session.organisationId,
        personId: session.personId,
        sessionId,
        reason: "signed_out",
        actorId: session.personId,
      }),
    );
  }
}

/** Demo people sign in only where the demo runs, and from addresses to which it is open. */
async function findAccounts(organisationId: OrganisationId, email: string, from: Origin): Promise<Account[]> {
  const people = await prisma().person.findMany({
    // Any number of guests may have typed the address: they have no password, and must not cost time.
    where: {
      organisationId,
      role: { not: "guest" },
      // One of them is the primary one, which may be a claim still; the others count once they are proven.
      OR: [{ email }, { addresses: { some: { email, confirmedAt: { not: null } } } }],
    },
    select: {
      id: true,
      name: true,
      role: true,
      email: true,
      passwordHash: true,
      disabledAt: true,
      isDemo: true,
    },
    orderBy: [{ emailConfirmedAt: { sort: "asc", nulls: "last" } }, { id: "asc" }],
  });
  return people.map(({ id, name, role, email: primary, passwordHash, disabledAt, isDemo }) => {
    const maySignIn = disabledAt === null && (!isDemo || from.isDemoOpen);
    return { id, name, role, email: primary, passwordHash, maySignIn };
  });
}

async function haveSignedInFrom(personIds: readonly string[], address: string): Promise<boolean> {
  if (address === "") {
    return false;
  }
  const known = await prisma().session.findFirst({
    where: {
      personId: { in: [...personIds] },
      address,
      createdAt: { gt: new Date(Date.now() - KNOWN_DAYS * DAY_MILLISECONDS) },
    },
    select: { id: true },
  });
  return known !== null;
}
