import { createHash } from "node:crypto";
import { say } from "@/messages/server/say";
import type { By } from "@/server/api/by";
import type { Rows, Transaction } from "@/server/database/database";
import { prismaTransactionOnce } from "@/server/api/idempotency";
import { changedFrom, refuseStale } from "@/server/api/stale-changes";
import { AppError, refusedField } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { slugOf } from "@/shared/slug";
import type {
  AdminCategoryDto,
  CategoryCreate,
  CategoryOrder,
  CategoryPatch,
} from "@/features/categories/schema";
import { listAllCategories, readCategory } from "./read-pickers";
import { audit } from "@/server/audit/audit";

/** Makes a category; without a key one is made of the name. Throws `name_taken`. */
export async function createCategory(actor: Actor, given: CategoryCreate, by: By): Promise<AdminCategoryDto> {
  return await prismaTransactionOnce(by.key, async ({ prisma, sql }) => {
    await refuseTakenName(sql, actor, given.name, null);
    await refuseNoTeam(sql, actor, given.teamId);
    const wanted = given.key === undefined ? keysOf(given.name) : [given.key];
    const key = await insertCategory(sql, actor, given, wanted);
    if (key === null) {
      const taken = say("refusals.organisations.keyTaken", { key: wanted[0] ?? "" });
      throw refusedField(given.key === undefined ? "name" : "key", taken, "name_taken");
    }
    const { icon = null, teamId = null, priority = null } = given;
    await sql.query(
      "UPDATE categories SET icon = $3, team_id = $4, priority = $5 WHERE organisation_id = $1 AND key = $2",
      [actor.organisationId, key, icon, teamId, priority],
    );
    await audit(sql, actor, {
      action: "category.created",
      subjectType: "category",
      data: { key, name: given.name, icon, teamId, priority },
      address: by.address,
    });
    return await readCategory(actor.organisationId, key, prisma);
  });
}

/** Adds it under the first free one of these keys, at the end of the list; returns the key, null when all are taken. */
async function insertCategory(
  tx: Transaction,
  actor: Actor,
  given: { name: string; position?: number | undefined },
  keys: readonly string[],
): Promise<string | null> {
  for (const key of keys) {
    const { rowCount } = await tx.query(
      `INSERT INTO categories (organisation_id, key, name, position)
       VALUES ($1, $2, $3, coalesce($4, (SELECT coalesce(max(position), 0) + 1 FROM categories WHERE organisation_id = $1)))
       ON CONFLICT (organisation_id, key) DO NOTHING`,
      [actor.organisationId, key, given.name, given.position ?? null],
    );
    if (rowCount) {
      return key;
    }
  }
  return null;
}

/** Changes a category's name, icon, defaults, its place in the list, or whether it is archived. Throws `conflict` for what is not any more as the caller saw it. */
export async function changeCategory(
  actor: Actor,
  change: { key: string; patch: CategoryPatch },
  by: By,
): Promise<AdminCategoryDto> {
  const {
    key,
    patch: { was, ...patch },
  } = change;
  return await prismaTransactionOnce(by.key, async ({ prisma, sql }) => {
    const { organisationId } = actor;
    await lockCategories(sql, actor);
    const before = await readCategory(organisationId, key, prisma);
    refuseStale({ patch, was, now: { ...before }, current: before });
    const { archived = before.archived, name, position, icon, teamId, priority } = patch;
    await refuseNoTeam(sql, actor, teamId);
    if (name !== undefined && name !== before.name) {
      await refuseTakenName(sql, actor, name, key);
    }
    await prisma.category.update({
      where: { organisationId_key: { organisationId, key } },
      data: {
        ...(name === undefined ? {} : { name }),
        ...(position === undefined ? {} : { position }),
        ...(icon === undefined ? {} : { icon }),
        ...(teamId === undefined ? {} : { teamId }),
        ...(priority === undefined ? {} : { priority }),
        ...(archived === before.archived ? {} : { archivedAt: archived ? new Date() : null }),
      },
    });
    await refuseNone(prisma, actor);
    await audit(sql, actor, {
      action: "category.changed",
      subjectType: "category",
      data: { key, ...patch, ...changedFrom(patch, { ...before }) },
      address: by.address,
    });
    return await readCategory(organisationId, key, prisma);
  });
}

/** Puts all categories into a new order. Throws `conflict` when another admin ordered, made or took one since. */
export async function orderCategories(
  actor: Actor,
  { keys, was }: CategoryOrder,
  by: By,
): Promise<AdminCategoryDto[]> {
  return await prismaTransactionOnce(by.key, async ({ prisma, sql }) => {
    await lockCategories(sql, actor);
    const before = await listAllCategories(actor, prisma);
    const now = before.map((category) => category.key);
    const isComplete = keys.length === now.length && keys.every((key) => now.includes(key));
    if (!isComplete || was.join(" ") !== now.join(" ")) {
      throw new AppError("conflict", say("refusals.api.changedMeanwhile"), { members: { current: before } });
    }
    await sql.query(
      `UPDATE categories c SET position = o.position::int FROM unnest($2::text[]) WITH ORDINALITY AS o(key, position)
       WHERE c.organisation_id = $1 AND c.key = o.key`,
      [actor.organisationId, keys],
    );
    await audit(sql, actor, {
      action: "category.ordered",
      subjectType: "category",
      data: { keys, before: { keys: now } },
      address: by.address,
    });
    return await listAllCategories(actor, prisma);
  });
}

/** Two admins may archive the last two categories at once: the second has to see what the first did. */
async function lockCategories(sql: Transaction, actor: Actor): Promise<void> {
  await sql.query("SELECT 1 FROM categories WHERE organisation_id = $1 ORDER BY key FOR NO KEY UPDATE", [
    actor.organisationId,
  ]);
}

/** Two categories of one name could not be distinguished; names are compared without regard to case and form. */
async function refuseTakenName(
  tx: Transaction,
  actor: Actor,
  name: string,
  ownKey: string | null,
): Promise<void> {
  await tx.query("SELECT 1 FROM organisations WHERE id = $1 FOR NO KEY UPDATE", [actor.organisationId]);
  const { rows } = await tx.query(
    "SELECT 1 FROM categories WHERE organisation_id = $1 AND lower(normalize(name)) = lower($2) AND key IS DISTINCT FROM $3",
    [actor.organisationId, name, ownKey],
  );
  if (rows.length > 0) {
    throw refusedField("name", say("refusals.organisations.categoryTaken"), "name_taken");
  }
}

/** The default team is one of the organisation that is not archived. */
async function refuseNoTeam(tx: Transaction, actor: Actor, teamId: string | null | undefined): Promise<void> {
  if (!teamId) {
    return;
  }
  const { rows } = await tx.query(
    "SELECT 1 FROM teams WHERE id = $1 AND organisation_id = $2 AND archived_at IS NULL",
    [teamId, actor.organisationId],
  );
  if (rows.length === 0) {
    throw refusedField("teamId", say("refusals.tickets.noTeam"));
  }
}

/** A ticket needs a category: the last one cannot be archived. */
async function refuseNone(rows: Rows, actor: Actor): Promise<void> {
  const left = await rows.category.findFirst({
    where: { organisationId: actor.organisationId, archivedAt: null },
    select: { key: true },
  });
  if (!left) {
    throw refusedField("archived", say("refusals.organisations.lastCategory"));
  }
}

/** Keys for a category of this name, the best first: of its Latin letters and digits, or of a hash where it has none. */
function keysOf(name: string): string[] {
  const slug = slugOf(name);
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 8);
  return slug === "" ? [`c-${hash}`] : [slug, `${slug.slice(0, 31)}-${hash}`];
}
