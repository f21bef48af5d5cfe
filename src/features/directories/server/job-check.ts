import { say } from "@/messages/server/say";
import { pool, transaction } from "@/server/database/database";
import type { Job } from "@/server/jobs/jobs";
import { endOutage, listOutages, noteOutage } from "@/server/outages/outages";
import { log } from "@/server/process/log";
import { mintOrganisationId, type OrganisationId } from "@/shared/roles";
import { endIdentity, followIdentity } from "@/features/identities/server/write-follow";
import { endNotices, raiseNotice } from "@/features/notices/server/write";
import type { DirectorySettings } from "@/features/directories/schema";
import { DirectoryError, withDirectory } from "./read-connection";
import { findBySubjects, type FoundPerson } from "./read-people";
import { issuerOf, readDirectory } from "./read-settings";

const EVERY_MILLISECONDS = 300_000;
/** Asked for in one conversation. */
const BATCH = 50;
/** Of one organisation in one run; with more people who are signed in at once the others have their turn in the next. */
const MOST = 2_000;
/** When a directory takes that many people away at once, and more than it leaves, it is rather the settings that are wrong. */
const DOUBTED = 10;

/** Asks directories about the people who are signed in here. */
export const checkDirectoriesJob: Job = {
  name: "ask directories",
  everyMilliseconds: EVERY_MILLISECONDS,
  run: checkDirectories,
};

/**
 * Asks the directory of each organisation about its people who have live sessions or tokens here: who was removed or disabled there, or does not pass its filter any
 * more, loses these; name and role of the others follow it. A directory that is away takes nothing from anybody. Returns how many people that changed something for.
 */
export async function checkDirectories(): Promise<number> {
  const { rows } = await pool().query<{ id: string }>(
    `SELECT DISTINCT i.organisation_id AS id FROM identities i
     WHERE i.issuer LIKE 'ldap:%' AND i.gone_at IS NULL AND ${IS_SIGNED_IN} ORDER BY 1`,
  );
  const away = await listOutages("directory");
  let done = 0;
  for (const id of new Set([...rows.map((row) => row.id), ...away])) {
    done += await checkDirectory(mintOrganisationId(id));
  }
  return done;
}

const IS_SIGNED_IN = `EXISTS (SELECT 1 FROM sessions s WHERE s.person_id = i.person_id AND s.ended_at IS NULL AND s.expires_at > now())`;

async function checkDirectory(organisationId: OrganisationId): Promise<number> {
  try {
    const directory = await readDirectory(organisationId);
    const done = directory ? await checkPeople(organisationId, directory.settings) : 0;
    await endOutage(organisationId, "directory");
    return done;
  } catch (error) {
    const reason = error instanceof DirectoryError ? error.sentence.english : error;
    log().warn({ organisationId, reason }, "the directory cannot be asked about its people");
    await noteOutage(organisationId, "directory");
    return 0;
  }
}

async function checkPeople(organisationId: OrganisationId, settings: DirectorySettings): Promise<number> {
  const issuer = issuerOf(settings);
  const subjects = await listSignedIn(organisationId, issuer);
  if (subjects.length === 0) {
    await withDirectory(
      settings,
      () => undefined,
      async () => undefined,
    );
  }
  const found = new Map<string, FoundPerson>();
  for (let at = 0; at < subjects.length; at += BATCH) {
    const some = await findBySubjects(settings, subjects.slice(at, at + BATCH));
    some.forEach((person, subject) => found.set(subject, person));
  }
  const gone = subjects.filter((subject) => !found.has(subject));
  const isDoubted = gone.length >= DOUBTED && gone.length > found.size;
  await tellDoubt(organisationId, isDoubted ? { gone: gone.length, asked: subjects.length } : null);
  const from = { issuer, by: "directory", address: "" } as const;
  let done = 0;
  for (const subject of isDoubted ? [] : gone) {
    done += Number(await endIdentity(organisationId, { ...from, subject }));
  }
  for (const [subject, person] of found) {
    done += Number(await followIdentity(organisationId, { ...from, subject, ...person }));
  }
  await pool().query(
    "UPDATE identities SET checked_at = now() WHERE organisation_id = $1 AND issuer = $2 AND subject = ANY($3)",
    [organisationId, issuer, subjects],
  );
  return done;
}

/** Those who were not asked about for longest first. */
async function listSignedIn(organisationId: OrganisationId, issuer: string): Promise<string[]> {
  const { rows } = await pool().query<{ subject: string }>(
    `SELECT i.subject FROM identities i WHERE i.organisation_id = $1 AND i.issuer = $2 AND i.gone_at IS NULL AND ${IS_SIGNED_IN}
     ORDER BY i.checked_at NULLS FIRST, i.subject LIMIT $3`,
    [organisationId, issuer, MOST],
  );
  return rows.map(({ subject }) => subject);
}

async function tellDoubt(
  organisationId: OrganisationId,
  doubt: { gone: number; asked: number } | null,
): Promise<void> {
  await transaction(async (tx) => {
    if (doubt === null) {
      await endNotices(tx, "n.organisation_id = $1 AND n.kind = 'directory_doubted'", [organisationId]);
      return;
    }
    await raiseNotice(tx, {
      organisationId,
      key: "directory-doubted",
      describe: () => ({
        kind: "directory_doubted",
        level: "critical",
        sentence: say("alerts.directoryDoubted", doubt),
        link: "/admin/sign-in",
      }),
    });
  });
}
