import { say } from "@/messages/server/say";
import type { By } from "@/server/api/by";
import { prismaTransactionOnce } from "@/server/api/idempotency";
import { changedFrom, refuseStale } from "@/server/api/stale-changes";
import { refusedField } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import type { OrganisationSettings, SettingsDto, SettingsPatch } from "@/features/organisations/schema";
import { applySessionDays } from "./write-session-days";
import { readOrganisation, type Organisation } from "./read";
import { logoUrlOf } from "./read-look";
import { audit } from "@/server/audit/audit";
import { emit } from "@/server/event-log/emit";
import { env } from "@/server/process/env";
import { checkAccent } from "@/shared/colour/accent";

const MEGABYTE = 1024 * 1024;

/** Changes settings of an organisation; absent ones stay. Throws `conflict` for one that is not any more as the caller saw it. */
export async function changeSettings(actor: Actor, change: SettingsPatch, by: By): Promise<SettingsDto> {
  const { was, ...patch } = change;
  const { organisationId, id: actorId } = actor;
  return await prismaTransactionOnce(by.key, async ({ prisma, sql }) => {
    await sql.query("SELECT 1 FROM organisations WHERE id = $1 FOR NO KEY UPDATE", [organisationId]);
    const before = await readOrganisation(organisationId, prisma);
    const now = { ...presentSettings(before) };
    refuseStale({ patch, was, now, current: now });
    refuseUnfit(now, patch);
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
    if (settings.accent !== before.settings.accent || (name ?? before.name) !== before.name) {
      await emit(sql, { type: "organisation:changed", organisationId, actorId, data: {} });
    }
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

/** Refuses what fits by itself and not to the rest, as all would stand then. */
function refuseUnfit(now: SettingsDto, patch: SettingsPatch): void {
  const { accent, uploadMaxMb } = patch;
  const check = accent ? checkAccent(accent) : null;
  if (check && !check.passes) {
    throw refusedField(
      "accent",
      say("refusals.organisations.accent", { ratio: check.ratio, nearest: check.nearest }),
    );
  }
  const language = patch.language === undefined ? now.language : patch.language;
  if (language !== null && !(patch.languages ?? now.languages).includes(language)) {
    const field = patch.languages === undefined ? "language" : "languages";
    throw refusedField(field, say("refusals.organisations.language"));
  }
  const timeZone = patch.timeZone === undefined ? now.timeZone : patch.timeZone;
  const week = patch.workingHours ?? now.workingHours;
  if (
    (patch.dueInWorkingHours ?? now.dueInWorkingHours) &&
    (timeZone === null || week.every((spans) => spans.length === 0))
  ) {
    const changed = (["dueInWorkingHours", "timeZone", "workingHours"] as const).find(
      (field) => patch[field] !== undefined,
    );
    // A setting of before is no reason to refuse another change.
    if (changed) {
      throw refusedField(changed, say("refusals.organisations.workingHours"));
    }
  }
  if (uploadMaxMb && uploadMaxMb > now.uploadMostMb) {
    throw refusedField("uploadMaxMb", say("refusals.organisations.uploadMax", { most: now.uploadMostMb }));
  }
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
  const { name, host, isDemo, settings, allowsRegistration, logoKey } = organisation;
  return {
    ...settings,
    name,
    host,
    isDemo,
    registration: allowsRegistration,
    logoUrl: logoUrlOf(logoKey),
    uploadMostMb: env().maxUploadBytes / MEGABYTE,
  };
}
