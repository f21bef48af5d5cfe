import { noTicketToCheck, type By } from "@/server/by";
import { transactionOnce } from "@/server/idempotency";
import type { Actor } from "@/shared/roles";
import type { SettingsDto, SettingsPatch } from "@/features/organisations/schema";
import { readOrganisation, type Organisation } from "./read";
import { writeAudit } from "./write-audit";

/** Changes what an organisation's admins can set; what is not mentioned stays. */
export async function changeSettings(actor: Actor, patch: SettingsPatch, by: By): Promise<SettingsDto> {
  return await transactionOnce(by.key, noTicketToCheck, async (tx) => {
    const before = await readOrganisation(actor.organisationId, tx, true);
    const { name, dueHours, ...rest } = patch;
    const settings = { ...before.settings, ...rest, dueHours: { ...before.settings.dueHours, ...dueHours } };
    await tx.query("UPDATE organisations SET name = $2, settings = $3 WHERE id = $1", [
      actor.organisationId,
      name ?? before.name,
      JSON.stringify(settings),
    ]);
    const { organisationId, id: actorId } = actor;
    await writeAudit(tx, {
      organisationId,
      actorId,
      action: "settings.changed",
      subjectType: "organisation",
      subjectId: organisationId,
      data: patch,
      address: by.address,
    });
    return { body: presentSettings(await readOrganisation(actor.organisationId, tx)), ticketId: null };
  });
}

/** An organisation's settings for its admins, with what they come to where nothing is set. */
export function presentSettings(organisation: Organisation): SettingsDto {
  const { name, host, isDemo, settings, allowsRegistration } = organisation;
  return { ...settings, name, host, isDemo, registration: allowsRegistration };
}
