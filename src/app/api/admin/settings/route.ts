import { settingsPatchSchema } from "@/features/organisations/schema";
import { readOrganisation } from "@/features/organisations/server/read";
import { changeSettings, presentSettings } from "@/features/organisations/server/write";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** The organisation's settings. */
export const GET = signedInRoute({ may: canAdminister }, async ({ actor }) =>
  presentSettings(await readOrganisation(actor.organisationId)),
);

/** Changes the organisation's settings. */
export const PATCH = signedInRoute(
  {
    may: canAdminister,
    body: settingsPatchSchema,
    needsProof: ({ body }) =>
      body.sessionDays !== undefined ||
      body.sessionIdleDays !== undefined ||
      body.secondFactorRoles !== undefined ||
      body.auditDays !== undefined ||
      body.webhookAllowedHosts !== undefined ||
      body.anonymiseDays !== undefined,
  },
  ({ actor, body, key, address }) => changeSettings(actor, body, { key, address }),
);
