import { setTimeout as delay } from "node:timers/promises";
import { shareOnce } from "@/server/process/globals";
import { noteOutage } from "@/server/outages/outages";
import { log } from "@/server/process/log";
import { say } from "@/messages/server/say";
import { AppError, isAppError } from "@/shared/errors";
import type { OrganisationId } from "@/shared/roles";
import { findByLogin, findLogin } from "@/features/identities/server/read";
import { admitIdentity } from "@/features/identities/server/write";
import type { OtherPasswords } from "@/features/sessions/server/write-sign-in";
import { DirectoryError } from "./read-connection";
import { findInDirectory } from "./read-person";
import { issuerOf, readDirectory } from "./read-settings";

/** Answers of no are given in steps of this: how long a directory thought about it says nothing of who is in it. */
const STEP_MILLISECONDS = 250;

/** After a directory did not answer nobody asks it for this long: who comes next, from the same office, is not to wait for it as well. */
const AWAY_MILLISECONDS = 5_000;

/** Passwords that the organisation's directory knows: what a sign-in asks where the password is none of ours. */
export const directoryPasswords: OtherPasswords = { findByLogin, findLogin, check: signInByDirectory };

/**
 * The person whose name and password the organisation's directory knows, as they are here: created when they are new, with the role of
 * their groups. Null where there is no directory, and for everybody whom it or we do not let in. Throws
 * `directory_unavailable` where it cannot be asked.
 */
async function signInByDirectory(
  organisationId: OrganisationId,
  { login, password }: { login: string; password: string },
  address: string,
): Promise<Awaited<ReturnType<typeof admitIdentity>>> {
  const began = performance.now();
  try {
    const directory = await readDirectory(organisationId);
    if (!directory) {
      return null;
    }
    const { settings } = directory;
    if (performance.now() < (awayUntil().get(organisationId) ?? 0)) {
      throw away();
    }
    const found = await findInDirectory(settings, { login, password });
    const person =
      found &&
      (await admitIdentity(organisationId, {
        issuer: issuerOf(settings),
        subject: found.subject,
        by: "directory",
        login,
        name: found.name,
        email: found.email,
        linkByAddress: settings.linkByAddress,
        role: found.role,
        createPeople: true,
        address,
      }));
    if (!person) {
      const spent = performance.now() - began;
      await delay(Math.ceil(spent / STEP_MILLISECONDS) * STEP_MILLISECONDS - spent);
    }
    return person;
  } catch (error) {
    // It was away a moment ago, or too many ask it already.
    if (isAppError(error) && ["directory_unavailable", "rate_limited"].includes(error.code)) {
      throw error;
    }
    if (error instanceof DirectoryError) {
      // One entry that shows too little says nothing of the directory.
      if (error.step !== "person") {
        awayUntil().set(organisationId, performance.now() + AWAY_MILLISECONDS);
        await noteOutage(organisationId, "directory");
      }
      log().warn(
        { organisationId, step: error.step, reason: error.sentence.english },
        "the directory is away",
      );
    } else {
      log().error({ err: error, organisationId }, "a sign-in by the directory failed");
    }
    throw away();
  }
}

function away(): AppError {
  return new AppError("directory_unavailable", say("refusals.directories.away"));
}

/** Forgets that directories were away: what an admin just set is asked at once. */
export function forgetAwayDirectories(): void {
  awayUntil().clear();
}

function awayUntil(): Map<string, number> {
  return shareOnce("directories-away", () => new Map<string, number>());
}
