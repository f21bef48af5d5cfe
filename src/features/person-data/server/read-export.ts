import { accountDocument } from "@/features/account/server/read-export";
import type { Party } from "@/features/passkeys/server/read-party";
import { say } from "@/messages/server/say";
import type { By } from "@/server/api/by";
import { audit } from "@/server/audit/audit";
import { pool, transaction } from "@/server/database/database";
import { zipResponse, type ZipFile } from "@/server/http/answers/zip";
import { limitUses } from "@/server/rate-limits/limits";
import { cleanFileName } from "@/server/storage/names";
import { storage } from "@/server/storage/storage";
import { AppError } from "@/shared/errors";
import { isUuid } from "@/shared/ids";
import type { Actor, Role } from "@/shared/roles";

/** How many an admin may ask for within an hour: each time all that a person ever wrote is read. */
const EXPORTS = 30;
const SECONDS = 3_600;
/** Files whose names are in memory at a time. */
const PAGE = 200;
const BEFORE_ALL = "00000000-0000-0000-0000-000000000000";

/** The person whose data it is. */
type Subject = Pick<
  Actor,
  "id" | "organisationId" | "role" | "sessionId" | "teamIds" | "name" | "guestTicketId"
> & {
  avatarKey: string | null;
};

/**
 * GET /api/admin/users/{id}/export: all that a person is and wrote here, as a ZIP archive that is streamed as it is read: the document that they get of
 * themselves, their picture and the files that they uploaded. Throws `not_found` and `rate_limited`.
 */
export async function exportPerson(
  actor: Actor,
  { personId, party }: { personId: string; party: Party },
  by: Pick<By, "address">,
): Promise<Response> {
  const subject = await findSubject(actor, personId);
  await limitUses("person-export", actor.id, EXPORTS, SECONDS);
  await transaction((tx) =>
    audit(tx, actor, {
      action: "person.exported",
      subjectType: "person",
      subjectId: subject.id,
      address: by.address,
    }),
  );
  return zipResponse("person.zip", filesOf(subject, party));
}

async function findSubject(actor: Actor, personId: string): Promise<Subject> {
  const { rows } = isUuid(personId)
    ? await pool().query<{ id: string; role: Role; name: string; avatar_key: string | null }>(
        "SELECT id, role, name, avatar_key FROM people WHERE id = $1 AND organisation_id = $2",
        [personId, actor.organisationId],
      )
    : { rows: [] };
  const [row] = rows;
  if (!row) {
    throw new AppError("not_found", say("refusals.users.unknown"));
  }
  const { id, role, name, avatar_key: avatarKey } = row;
  return {
    id,
    role,
    name,
    avatarKey,
    organisationId: actor.organisationId,
    // None of their sessions is the present one.
    sessionId: "",
    teamIds: [],
    guestTicketId: null,
  };
}

async function* filesOf(subject: Subject, party: Party): AsyncGenerator<ZipFile, void> {
  const at = new Date();
  yield { name: "person.json", at, isText: true, bytes: encoded(accountDocument(subject, party, "all")) };
  if (subject.avatarKey !== null) {
    yield { name: "picture.webp", at, isText: false, bytes: stored(subject.avatarKey) };
  }
  for (let after: string | undefined = BEFORE_ALL; after !== undefined;) {
    const { rows }: { rows: FileRow[] } = await pool().query<FileRow>(
      `SELECT x.id, x.name, x.storage_key, x.created_at, t.number FROM attachments x JOIN tickets t ON t.id = x.ticket_id AND t.deleted_at IS NULL
       WHERE x.uploader_id = $1 AND x.organisation_id = $2 AND x.deleted_at IS NULL AND x.id > $3 ORDER BY x.id LIMIT $4`,
      [subject.id, subject.organisationId, after, PAGE],
    );
    for (const { id, name, storage_key: key, created_at: createdAt, number } of rows) {
      // With its id, as several files of a ticket may have one name.
      const path = `files/${number}/${id}-${cleanFileName(name).replace(/[<>:"|?*]/g, "_")}`;
      yield { name: path, at: createdAt, isText: false, bytes: stored(key) };
    }
    after = rows.length < PAGE ? undefined : rows.at(-1)?.id;
  }
}

interface FileRow {
  id: string;
  name: string;
  storage_key: string;
  created_at: Date;
  number: number;
}

async function* encoded(texts: AsyncGenerator<string, void>): AsyncGenerator<Uint8Array, void> {
  const encoder = new TextEncoder();
  for await (const text of texts) {
    yield encoder.encode(text);
  }
}

/** A file that was deleted while the archive is made is an empty one in it. */
async function* stored(key: string): AsyncGenerator<Uint8Array, void> {
  const bytes = await storage()
    .read(key)
    .catch(() => null);
  if (bytes) {
    yield* bytes;
  }
}
