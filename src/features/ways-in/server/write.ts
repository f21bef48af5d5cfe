import { say } from "@/messages/server/say";
import { audit } from "@/server/audit/audit";
import type { By } from "@/server/api/by";
import { prismaTransactionOnce } from "@/server/api/idempotency";
import { writeSealedSettings, type SealedSettingsName } from "@/server/secrets/sealed-settings";
import { AppError } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { directorySettingsSchema } from "@/features/directories/schema";
import { readDirectory } from "@/features/directories/server/read-settings";
import { forgetAwayDirectories } from "@/features/directories/server/write-sign-in";
import {
  forgetProviderSettings,
  readProvider,
  type ProviderSettings,
} from "@/features/providers/server/read-settings";
import { countPasswordAdmins, lockOrganisation } from "@/features/users/server/write-admins";
import type { DirectoryForm, ProviderForm, WaysInDto } from "@/features/ways-in/schema";
import { readWaysIn } from "./read";
import { completeDirectory, completeProvider } from "./read-form";

/** Sets the directory by which people come in, or none. Throws `conflict` where variables set it, `last_admin` where no admin could come in without it, `invalid`. */
export async function setDirectory(actor: Actor, form: DirectoryForm | null, by: By): Promise<WaysInDto> {
  const stored = await readDirectory(actor.organisationId).catch(() => null);
  refuseEnvironment(stored, "LDAP_URL");
  const settings = form && directorySettingsSchema.parse(completeDirectory(form, stored?.settings ?? null));
  const shown = settings && { ...settings, bindPassword: undefined };
  return await keep(actor, "ldap", settings, { way: "directory", ...shown, isOn: settings !== null }, by);
}

/** Sets the identity provider by which people come in, or none. Throws as setDirectory does. */
export async function setProvider(actor: Actor, form: ProviderForm | null, by: By): Promise<WaysInDto> {
  const stored = await readProvider(actor.organisationId).catch(() => null);
  refuseEnvironment(stored, "OIDC_ISSUER");
  const settings: ProviderSettings | null = form && completeProvider(form, stored?.settings ?? null);
  const shown = settings && { ...settings, clientSecret: undefined };
  return await keep(actor, "oidc", settings, { way: "provider", ...shown, isOn: settings !== null }, by);
}

function refuseEnvironment(stored: { source: "environment" | "page" } | null, variable: string): void {
  if (stored?.source === "environment") {
    throw new AppError("conflict", say("refusals.directories.environment", { variable }));
  }
}

/** Whatever is set, somebody can come in by a password of ours and set it right. `data` is for the audit. */
async function keep(
  actor: Actor,
  name: SealedSettingsName,
  settings: object | null,
  data: Record<string, unknown>,
  by: By,
): Promise<WaysInDto> {
  const { organisationId } = actor;
  await prismaTransactionOnce(by.key, async ({ sql }) => {
    await lockOrganisation(sql, organisationId);
    if ((await countPasswordAdmins(sql, organisationId)) === 0) {
      throw new AppError("last_admin", say("refusals.directories.lockout"));
    }
    await writeSealedSettings(sql, organisationId, name, settings);
    await audit(sql, actor, {
      action: "settings.sign_in_changed",
      subjectType: "organisation",
      subjectId: organisationId,
      data,
      address: by.address,
    });
    return null;
  });
  forgetProviderSettings(organisationId);
  forgetAwayDirectories();
  return await readWaysIn(actor);
}
