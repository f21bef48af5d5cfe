import { seesPlace, writesPlace, type LibraryPlace } from "@/features/library/policy";
import type { LibraryScope } from "@/features/library/schema";
import { say } from "@/messages/server/say";
import type { By } from "@/server/api/by";
import { audit } from "@/server/audit/audit";
import type { Transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import { AppError, refusedField } from "@/shared/errors";
import { isUuid } from "@/shared/ids";
import { LIMITS } from "@/shared/limits";
import type { Actor } from "@/shared/roles";
import type { LibraryShelf } from "./read-item";
import { placeOf, unknownOfLibrary, type LibraryRow } from "./read-places";

/**
 * Where something is to be kept, as its caller asks for it. Throws `forbidden` where they may keep nothing (an agent is not told whether there
 * is such a team of others), and `invalid` for a team that does not fit.
 */
export async function placeFor(
  tx: Transaction,
  actor: Actor,
  { mayOwn }: Pick<AnyShelf, "mayOwn">,
  { scope, teamId }: { scope: LibraryScope; teamId: string | null },
): Promise<LibraryPlace> {
  if ((scope === "team") !== (teamId !== null)) {
    throw refusedField("teamId", say("refusals.library.team"));
  }
  const place = { scope, teamId, personId: scope === "mine" ? actor.id : null };
  if (!writesPlace(actor, place, mayOwn)) {
    throw new AppError("forbidden", say(`refusals.library.${scope}Only`));
  }
  if (teamId !== null) {
    const { rows } = await tx.query(
      "SELECT 1 FROM teams WHERE id = $1 AND organisation_id = $2 AND archived_at IS NULL FOR KEY SHARE",
      [teamId, actor.organisationId],
    );
    if (rows.length === 0) {
      throw refusedField("teamId", say("refusals.library.unknownTeam"));
    }
  }
  return place;
}

/** Lets one writer of an organisation's library through at a time, so that names and numbers are right. */
export async function lockLibrary(tx: Transaction, actor: Actor): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('library ' || $1, 0))", [
    actor.organisationId,
  ]);
}

/** Locks what the caller may change. Throws `not_found` for what they do not see, and `forbidden` for what they only see. */
export async function lockOwn<Row extends LibraryRow, Dto>(
  tx: Transaction,
  actor: Actor,
  { shelf, id }: { shelf: LibraryShelf<Row, Dto>; id: string },
): Promise<Row> {
  const { table, columns, mayOwn } = shelf;
  const { rows } = isUuid(id)
    ? await tx.query<Row>(
        `SELECT ${columns} FROM ${table} l WHERE l.id = $1 AND l.organisation_id = $2 FOR NO KEY UPDATE OF l`,
        [id, actor.organisationId],
      )
    : { rows: [] };
  const [row] = rows;
  if (!row || !seesPlace(actor, placeOf(row))) {
    throw unknownOfLibrary();
  }
  if (!writesPlace(actor, placeOf(row), mayOwn)) {
    throw new AppError("forbidden", say("refusals.library.forbidden"));
  }
  return row;
}

/** Throws `name_taken` where another one of the same owner has the name, in any case. */
export async function refuseTakenName(
  tx: Transaction,
  actor: Actor,
  { shelf, place, name, exceptId }: { shelf: AnyShelf; place: LibraryPlace; name: string; exceptId: string },
): Promise<void> {
  const { rows } = await tx.query(
    `SELECT 1 FROM ${shelf.table} l WHERE ${OF_PLACE} AND lower(l.name) = lower($5) AND l.id <> $6 LIMIT 1`,
    [...valuesOf(actor, place), name, exceptId],
  );
  if (rows.length > 0) {
    throw refusedField("name", say("refusals.library.nameTaken"), "name_taken");
  }
}

/** Throws `invalid` where their owner has as many as there may be. */
export async function refuseTooMany(
  tx: Transaction,
  actor: Actor,
  { shelf, place }: { shelf: AnyShelf; place: LibraryPlace },
): Promise<void> {
  const { rows } = await tx.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM ${shelf.table} l WHERE ${OF_PLACE}`,
    valuesOf(actor, place),
  );
  if ((rows[0]?.count ?? 0) >= LIMITS.libraryMax) {
    throw new AppError("invalid", say("refusals.library.tooMany", { most: LIMITS.libraryMax }));
  }
}

/** Announces a change to whom may see it, or might before, and audits it where it is not the caller's own alone. */
export async function settleChange(
  tx: Transaction,
  actor: Actor,
  { shelf, id, before, after, action, data }: SettledChange,
  by: By,
): Promise<void> {
  await emit(tx, {
    type: "library:changed",
    organisationId: actor.organisationId,
    actorId: actor.id,
    subjectId: id,
    data: { kind: shelf.kind, itemId: id, before, after },
  });
  if ([before, after].every((place) => place === null || place.scope === "mine")) {
    return;
  }
  await audit(tx, actor, {
    action: `${shelf.subjectType}.${action}`,
    subjectType: shelf.subjectType,
    subjectId: id,
    data,
    address: by.address,
  });
}

/** What is the same of every kind. */
type AnyShelf = Pick<LibraryShelf<LibraryRow, unknown>, "kind" | "table" | "subjectType" | "mayOwn">;

interface SettledChange {
  shelf: AnyShelf;
  id: string;
  before: LibraryPlace | null;
  after: LibraryPlace | null;
  action: "created" | "changed" | "deleted";
  data: Record<string, unknown>;
}

/** The rows of one owner: `valuesOf`. */
const OF_PLACE =
  "l.organisation_id = $1 AND l.scope = $2 AND l.team_id IS NOT DISTINCT FROM $3 AND l.person_id IS NOT DISTINCT FROM $4";

function valuesOf(actor: Actor, { scope, teamId, personId }: LibraryPlace): unknown[] {
  return [actor.organisationId, scope, teamId, personId];
}
