import { say } from "@/messages/server/say";
import { prisma, type Rows } from "@/server/database/database";
import type { Category } from "@/server/prisma/client";
import type { Actor, OrganisationId } from "@/shared/roles";
import { CATEGORY_ICONS, type CategoryIconName } from "@/features/categories/fields";
import { AppError } from "@/shared/errors";
import type { AdminCategoryDto, CategoryDto } from "@/features/categories/schema";

/** The categories that tickets can be given, in the order that the admins chose. */
export async function listCategories(actor: Actor): Promise<CategoryDto[]> {
  const rows = await prisma().category.findMany({
    where: { organisationId: actor.organisationId, archivedAt: null },
    select: { key: true, name: true, icon: true, priority: true },
    orderBy: [{ position: "asc" }, { key: "asc" }],
  });
  return rows.map(({ icon, ...row }) => ({ ...row, icon: iconOf(icon) }));
}

/** Every category of the organisation, archived ones too, for its admins. */
export async function listAllCategories(actor: Actor, sql: Rows = prisma()): Promise<AdminCategoryDto[]> {
  const rows = await sql.category.findMany({
    where: { organisationId: actor.organisationId },
    orderBy: [{ position: "asc" }, { key: "asc" }],
  });
  return rows.map(presentCategory);
}

/** One category, for its admins. Throws `not_found`. */
export async function readCategory(
  organisationId: OrganisationId,
  key: string,
  rows: Rows,
): Promise<AdminCategoryDto> {
  const row = await rows.category.findUnique({ where: { organisationId_key: { organisationId, key } } });
  if (!row) {
    throw new AppError("not_found", say("refusals.organisations.noCategory"));
  }
  return presentCategory(row);
}

function presentCategory(row: Category): AdminCategoryDto {
  const { key, name, position, archivedAt, teamId, priority } = row;
  return { key, name, icon: iconOf(row.icon), position, archived: archivedAt !== null, teamId, priority };
}

/** An icon of another release is none. */
function iconOf(icon: string | null): CategoryIconName | null {
  return CATEGORY_ICONS.find((one) => one === icon) ?? null;
}
