import { v7 } from "uuid";
import type { LibraryPlace } from "@/features/library/policy";
import type { LibraryScope } from "@/features/library/schema";
import type { By } from "@/server/api/by";
import { sqlTransactionOnce } from "@/server/api/idempotency";
import { changedFrom, refuseStale } from "@/server/api/stale-changes";
import type { Transaction } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { placeOf, type LibraryRow } from "./read-places";
import { readItem, type LibraryShelf } from "./read-item";
import { lockLibrary, lockOwn, placeFor, refuseTakenName, refuseTooMany, settleChange } from "./write-place";

interface Owned {
  name: string;
  scope: LibraryScope;
  teamId: string | null;
}

/** A kind of things, with how it is written. */
export interface WrittenShelf<Row extends LibraryRow, Dto> extends LibraryShelf<Row, Dto> {
  /** The columns of its contents, by what the API calls them. */
  contents: Readonly<Record<string, string>>;
  /** Throws for contents that may not be kept. */
  check?: (tx: Transaction, actor: Actor, contents: Readonly<Record<string, unknown>>) => Promise<void>;
  /** What else a change asks for, once it is written. */
  settle?: (
    tx: Transaction,
    item: { id: string; organisationId: string; place: LibraryPlace },
    given: Readonly<Record<string, unknown>>,
  ) => Promise<void>;
}

/** Makes one. Throws `forbidden`, `name_taken`, and `invalid` for contents that may not be kept, and for too many. */
export async function createItem<Row extends LibraryRow, Dto>(
  shelf: WrittenShelf<Row, Dto>,
  actor: Actor,
  { name, scope, teamId, ...contents }: Owned & Record<string, unknown>,
  by: By,
): Promise<Dto> {
  return await sqlTransactionOnce(by.key, async (tx) => {
    await shelf.check?.(tx, actor, contents);
    const place = await placeFor(tx, actor, shelf, { scope, teamId });
    const id = v7();
    await lockLibrary(tx, actor);
    await refuseTakenName(tx, actor, { shelf, place, name, exceptId: id });
    await refuseTooMany(tx, actor, { shelf, place });
    const set = columnsOf(shelf, { ...place, name, ...contents });
    const columns = ["id", "organisation_id", ...Object.keys(set)];
    await tx.query(
      `INSERT INTO ${shelf.table} (${columns.join(", ")}) VALUES (${columns.map((_, at) => `$${at + 1}`).join(", ")})`,
      [id, actor.organisationId, ...Object.values(set)],
    );
    const data = { name, scope, teamId };
    await settleChange(tx, actor, { shelf, id, before: null, after: place, action: "created", data }, by);
    return await readItem(shelf, actor, id, tx);
  });
}

/** Changes one, or gives it to another owner. Throws as `createItem`, `not_found`, and `conflict` for what somebody has changed since it was seen. */
export async function changeItem<Row extends LibraryRow, Dto>(
  shelf: WrittenShelf<Row, Dto>,
  actor: Actor,
  { id, patch: { was, ...patch } }: { id: string; patch: Partial<Owned> & { was?: object | undefined } },
  by: By,
): Promise<Dto> {
  return await sqlTransactionOnce(by.key, async (tx) => {
    await lockLibrary(tx, actor);
    const row = await lockOwn(tx, actor, { shelf, id });
    const from = placeOf(row);
    const before: Owned & Record<string, unknown> = {
      ...contentsOf(shelf, row),
      name: row.name,
      scope: from.scope,
      teamId: from.teamId,
    };
    refuseStale({ patch, was, now: before, current: await readItem(shelf, actor, row.id, tx) });
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    const leavesTeam = patch.scope !== undefined && patch.scope !== "team" && patch.teamId === undefined;
    const after: typeof before = { ...before, ...given, ...(leavesTeam ? { teamId: null } : {}) };
    await shelf.check?.(tx, actor, given);
    const isSame = from.scope === after.scope && from.teamId === after.teamId;
    const to: LibraryPlace = isSame ? from : await placeFor(tx, actor, shelf, after);
    await refuseTakenName(tx, actor, { shelf, place: to, name: after.name, exceptId: row.id });
    await (!isSame && refuseTooMany(tx, actor, { shelf, place: to }));
    const set = columnsOf(shelf, { ...after, ...to });
    await tx.query(
      `UPDATE ${shelf.table} SET updated_at = now(), ${Object.keys(set)
        .map((column, at) => `${column} = $${at + 2}`)
        .join(", ")} WHERE id = $1`,
      [row.id, ...Object.values(set)],
    );
    await shelf.settle?.(tx, { id: row.id, organisationId: actor.organisationId, place: to }, given);
    // What the thing says is not copied into the audit.
    const named = Object.fromEntries(
      Object.entries(given).filter(([field]) => !Object.hasOwn(shelf.contents, field)),
    );
    const data = { name: after.name, fields: Object.keys(given), ...changedFrom(named, before) };
    await settleChange(
      tx,
      actor,
      { shelf, id: row.id, before: from, after: to, action: "changed", data },
      by,
    );
    return await readItem(shelf, actor, row.id, tx);
  });
}

/** Deletes one. Throws `not_found` and `forbidden`. */
export async function deleteItem<Row extends LibraryRow, Dto>(
  shelf: WrittenShelf<Row, Dto>,
  actor: Actor,
  id: string,
  by: By,
): Promise<void> {
  await sqlTransactionOnce(by.key, async (tx) => {
    await lockLibrary(tx, actor);
    const row = await lockOwn(tx, actor, { shelf, id });
    await tx.query(`DELETE FROM ${shelf.table} WHERE id = $1`, [row.id]);
    const data = { name: row.name, scope: row.scope, teamId: row.team_id };
    const before = placeOf(row);
    await settleChange(tx, actor, { shelf, id: row.id, before, after: null, action: "deleted", data }, by);
  });
}

function columnsOf<Row extends LibraryRow, Dto>(
  { contents }: WrittenShelf<Row, Dto>,
  values: LibraryPlace & { name: string } & Record<string, unknown>,
): Record<string, unknown> {
  return {
    scope: values.scope,
    team_id: values.teamId,
    person_id: values.personId,
    name: values.name,
    ...Object.fromEntries(Object.entries(contents).map(([field, column]) => [column, values[field]])),
  };
}

function contentsOf<Row extends LibraryRow, Dto>(
  { contents }: WrittenShelf<Row, Dto>,
  row: Row,
): Record<string, unknown> {
  const values = new Map(Object.entries(row));
  return Object.fromEntries(Object.entries(contents).map(([field, column]) => [field, values.get(column)]));
}
