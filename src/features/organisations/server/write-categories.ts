import type { By } from "@/server/by";
import type { Rows, Transaction } from "@/server/database";
import { prismaTransactionOnce } from "@/server/idempotency";
import { AppError } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import type { AdminCategoryDto } from "@/features/organisations/schema";
import { readCategory } from "./read-pickers";
import { writeAudit } from "./write-audit";

/** Makes a category; without a key one is made of the name. Throws `name_taken`. */
export async function createCategory(
  actor: Actor,
  given: { key?: string | undefined; name: string; position?: number | undefined },
  by: By,
): Promise<AdminCategoryDto> {
  const key = given.key ?? keyOf(given.name);
  return await prismaTransactionOnce(by.key, async ({ prisma, sql }) => {
    await refuseTakenName(sql, actor, given.name, key);
    // One statement that finds the next place and gives way to a category of this key.
    const { rowCount } = await sql.query(
      `INSERT INTO categories (organisation_id, key, name, position)
       VALUES ($1, $2, $3, coalesce($4, (SELECT coalesce(max(position), 0) + 1 FROM categories WHERE organisation_id = $1)))
       ON CONFLICT (organisation_id, key) DO NOTHING`,
      [actor.organisationId, key, given.name, given.position ?? null],
    );
    if (!rowCount) {
      const message = `There is a category "${key}" already.`;
      throw new AppError("name_taken", message, {
        errors: [{ path: given.key === undefined ? "name" : "key", message }],
      });
    }
    await audit(sql, actor, "category.created", { key, name: given.name }, by);
    return await readCategory(actor.organisationId, key, prisma);
  });
}

/** Changes how a category is called, where it stands, or whether new tickets can have it. */
export async function changeCategory(
  actor: Actor,
  change: {
    key: string;
    patch: { name?: string | undefined; position?: number | undefined; archived?: boolean | undefined };
  },
  by: By,
): Promise<AdminCategoryDto> {
  const { key, patch } = change;
  return await prismaTransactionOnce(by.key, async ({ prisma, sql }) => {
    const { organisationId } = actor;
    // Two that put away the last two categories at once: the second has to see what the first did.
    await sql.query("SELECT 1 FROM categories WHERE organisation_id = $1 ORDER BY key FOR NO KEY UPDATE", [
      organisationId,
    ]);
    const before = await readCategory(organisationId, key, prisma);
    const { archived = before.archived, name, position } = patch;
    if (name !== undefined && name !== before.name) {
      await refuseTakenName(sql, actor, name, key);
    }
    await prisma.category.update({
      where: { organisationId_key: { organisationId, key } },
      data: {
        ...(name === undefined ? {} : { name }),
        ...(position === undefined ? {} : { position }),
        ...(archived === before.archived ? {} : { archivedAt: archived ? new Date() : null }),
      },
    });
    await refuseNone(prisma, actor);
    await audit(sql, actor, "category.changed", { key, ...patch }, by);
    return await readCategory(organisationId, key, prisma);
  });
}

/** Nobody could tell two categories of one name apart; names are compared without regard to case and form. */
async function refuseTakenName(tx: Transaction, actor: Actor, name: string, ownKey: string): Promise<void> {
  await tx.query("SELECT 1 FROM organisations WHERE id = $1 FOR NO KEY UPDATE", [actor.organisationId]);
  const { rows } = await tx.query(
    "SELECT 1 FROM categories WHERE organisation_id = $1 AND lower(normalize(name)) = lower($2) AND key <> $3",
    [actor.organisationId, name, ownKey],
  );
  if (rows.length > 0) {
    const message = "There is a category of this name already.";
    throw new AppError("name_taken", message, { errors: [{ path: "name", message }] });
  }
}

/** A ticket needs a category: the last one cannot be put away. */
async function refuseNone(rows: Rows, actor: Actor): Promise<void> {
  const left = await rows.category.findFirst({
    where: { organisationId: actor.organisationId, archivedAt: null },
    select: { key: true },
  });
  if (!left) {
    throw new AppError("invalid", "At least one category has to stay.", {
      errors: [{ path: "archived", message: "At least one category has to stay." }],
    });
  }
}

function keyOf(name: string): string {
  const key = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40);
  if (key === "") {
    throw new AppError("invalid", "Please give this category a key of letters and digits.", {
      errors: [{ path: "key", message: "Please give this category a key of letters and digits." }],
    });
  }
  return key;
}

async function audit(
  tx: Transaction,
  actor: Actor,
  action: string,
  data: Record<string, unknown>,
  by: By,
): Promise<void> {
  await writeAudit(tx, {
    organisationId: actor.organisationId,
    actorId: actor.id,
    action,
    subjectType: "category",
    data,
    address: by.address,
  });
}
