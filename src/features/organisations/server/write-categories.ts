import { noTicketToCheck, type By } from "@/server/by";
import type { Transaction } from "@/server/database";
import { transactionOnce } from "@/server/idempotency";
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
  return await transactionOnce(by.key, noTicketToCheck, async (tx) => {
    const { rowCount } = await tx.query(
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
    await audit(tx, actor, "category.created", { key, name: given.name }, by);
    return { body: await readCategory(actor.organisationId, key, tx), ticketId: null };
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
  return await transactionOnce(by.key, noTicketToCheck, async (tx) => {
    const before = await readCategory(actor.organisationId, key, tx);
    await tx.query(
      `UPDATE categories SET name = $3, position = $4, archived_at = CASE WHEN $5 THEN coalesce(archived_at, now()) END
       WHERE organisation_id = $1 AND key = $2`,
      [
        actor.organisationId,
        key,
        patch.name ?? before.name,
        patch.position ?? before.position,
        patch.archived ?? before.archived,
      ],
    );
    await refuseNone(tx, actor);
    await audit(tx, actor, "category.changed", { key, ...patch }, by);
    return { body: await readCategory(actor.organisationId, key, tx), ticketId: null };
  });
}

/** A ticket needs a category: the last one cannot be put away. */
async function refuseNone(tx: Transaction, actor: Actor): Promise<void> {
  const { rows } = await tx.query(
    "SELECT 1 FROM categories WHERE organisation_id = $1 AND archived_at IS NULL LIMIT 1",
    [actor.organisationId],
  );
  if (rows.length === 0) {
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
