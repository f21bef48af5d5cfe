import { say } from "@/messages/server/say";
import type { By } from "@/server/api/by";
import { prismaTransactionOnce } from "@/server/api/idempotency";
import { changedFrom, refuseStale } from "@/server/api/stale-changes";
import { refusedField } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import type { OrganisationSettings, SettingsDto, SettingsPatch } from "@/features/organisations/schema";
import { applySessionDays } from "./write-session-days";
import { readOrganisation, type Organisation } from "./read";
import { audit } from "@/server/audit/audit";

/** Changes settings of an organisation; absent ones stay. Throws `conflict` for one that is not any more as the caller saw it. */
export async function changeSettings(actor: Actor, change: SettingsPatch, by: By): Promise<SettingsDto> {
  const { was, ...patch } = change;
  const { organisationId, id: actorId } = actor;
  return await prismaTransactionOnce(by.key, async ({ prisma, sql }) => {
    await sql.query("SELECT 1 FROM organisations WHERE id = $1 FOR NO KEY UPDATE", [organisationId]);
    const before = await readOrganisation(organisationId, prisma);
    const now = { ...presentSettings(before) };
    refuseStale({ patch, was, now, current: now });
    const { name, dueHours, unassignedMinutes, ...rest } = patch;
    const settings = {
      ...before.settings,
      ...rest,
      secondFactorSince: sinceOf(before.settings, rest.secondFactorRoles),
      dueHours: { ...before.settings.dueHours, ...dueHours },
      unassignedMinutes: { ...before.settings.unassignedMinutes, ...unassignedMinutes },
    };
    refuseEarlyAnonymising(settings, patch);
    await prisma.organisation.update({
      where: { id: organisationId },
      data: { name: name ?? before.name, settings },
    });
    if (
      settings.sessionDays !== before.settings.sessionDays ||
      settings.sessionIdleDays !== before.settings.sessionIdleDays
    ) {
      await applySessionDays(sql, { organisationId, actorId });
    }
    await audit(sql, actor, {
      action: "settings.changed",
      subjectType: "organisation",
      subjectId: organisationId,
      data: { ...patch, ...changedFrom(patch, now) },
      address: by.address,
    });
    return presentSettings(await readOrganisation(organisationId, prisma));
  });
}

/** What its requester can still open again is not anonymised. */
function refuseEarlyAnonymising(
  { anonymiseDays, reopenDays }: OrganisationSettings,
  patch: SettingsPatch,
): void {
  if (anonymiseDays !== null && anonymiseDays < reopenDays) {
    const field = patch.anonymiseDays === undefined ? "reopenDays" : "anonymiseDays";
    throw refusedField(field, say("refusals.organisations.anonymiseEarly", { anonymiseDays, reopenDays }));
  }
}

/** For a role that is asked for a second factor from now on, the days of grace begin now; for others they go on. */
function sinceOf(
  before: OrganisationSettings,
  roles: SettingsPatch["secondFactorRoles"],
): OrganisationSettings["secondFactorSince"] {
  const now = new Date().toISOString();
  return Object.fromEntries(
    (roles ?? before.secondFactorRoles).flatMap((role) => {
      const since = before.secondFactorRoles.includes(role) ? before.secondFactorSince[role] : now;
      return since === undefined ? [] : [[role, since] as const];
    }),
  );
}

/** An organisation's settings for its admins, with the effective values where nothing is set. */
export function presentSettings(organisation: Organisation): SettingsDto {
  const { name, host, isDemo, settings, allowsRegistration } = organisation;
  return { ...settings, name, host, isDemo, registration: allowsRegistration };
}
