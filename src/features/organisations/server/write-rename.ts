import { onConsole } from "@/messages/server/say";
import { audit } from "@/server/audit/audit";
import { transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import { AppError } from "@/shared/errors";
import { findOrganisation, readOrganisations } from "./read-console";
import type { ConsoleOrganisation, WhichOrganisation } from "./read-console";
import { lockOrganisations } from "./write-ensure";

/** Calls an organisation something else; what is null stays. Throws `not_found`, and `name_taken` for another's slug. */
export async function renameOrganisation(
  which: WhichOrganisation,
  given: { name: string | null; slug: string | null },
): Promise<{ organisation: ConsoleOrganisation; before: ConsoleOrganisation; hasChanged: boolean }> {
  return await transaction(async (tx) => {
    await lockOrganisations(tx);
    const before = await findOrganisation(which, tx);
    const organisation = { ...before, name: given.name ?? before.name, slug: given.slug ?? before.slug };
    if (organisation.name === before.name && organisation.slug === before.slug) {
      return { organisation, before, hasChanged: false };
    }
    const other = (await readOrganisations(tx)).find((one) => one.slug === organisation.slug);
    if (other && other.id !== before.id) {
      throw new AppError("name_taken", onConsole(`${other.name} is called ${other.slug} already.`));
    }
    await tx.query("UPDATE organisations SET name = $2, slug = $3 WHERE id = $1", [
      before.id,
      organisation.name,
      organisation.slug,
    ]);
    if (organisation.name !== before.name) {
      await emit(tx, { type: "organisation:changed", organisationId: before.id, actorId: null, data: {} });
    }
    await audit(
      tx,
      { organisationId: before.id, id: null },
      {
        action: "organisation.renamed",
        subjectType: "organisation",
        subjectId: before.id,
        data: {
          by: "console",
          before: { name: before.name, slug: before.slug },
          name: organisation.name,
          slug: organisation.slug,
        },
      },
    );
    return { organisation, before, hasChanged: true };
  });
}
