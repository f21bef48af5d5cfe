import { say } from "@/messages/server/say";
import { env } from "@/server/process/env";
import { pool, prisma, type Rows, type Sql } from "@/server/database/database";
import { AppError } from "@/shared/errors";
import type { OrganisationId } from "@/shared/roles";
import { organisationSettingsSchema, type OrganisationSettings } from "@/features/organisations/schema";

/** An organisation with its settings, complete. */
export interface Organisation {
  id: OrganisationId;
  name: string;
  host: string | null;
  isDemo: boolean;
  settings: OrganisationSettings;
  logoKey: string | null;
  /** Whether its mail is sent at all. */
  sendsMail: boolean;
  /** Whether people may register: by the setting, and without one only in a running demo. */
  allowsRegistration: boolean;
}

/** Reads an organisation; `rows` is the transaction in which it is changed. Throws `not_found`. */
export async function readOrganisation(id: OrganisationId, rows: Rows = prisma()): Promise<Organisation> {
  const row = await rows.organisation.findUnique({
    where: { id },
    include: { _count: { select: { sealedSettings: { where: { name: "smtp" } } } } },
  });
  if (!row) {
    throw gone();
  }
  const settings = organisationSettingsSchema.parse(row.settings ?? {});
  const facts = {
    settings,
    isDemo: row.isDemo,
    sendsMail: env().mail !== null || row._count.sealedSettings > 0,
  };
  return {
    id,
    name: row.name,
    host: row.host,
    ...facts,
    logoKey: row.logoKey,
    allowsRegistration: allowsRegistration(facts, env().demo),
  };
}

/** Whether people may register: by the setting, and without one only in a demo that is open to them; with domains only where mail is sent. */
export function allowsRegistration(
  { settings, isDemo, sendsMail }: Pick<Organisation, "settings" | "isDemo" | "sendsMail">,
  isDemoOpen: boolean,
): boolean {
  // Without a mail nobody proves that an address is theirs, so its domain says nothing.
  const isProvable = settings.registrationDomains.length === 0 || sendsMail;
  return isProvable && (settings.registration ?? (isDemo && isDemoOpen));
}

/** The settings of an organisation, complete. SQL, as every new ticket asks for them. */
export async function readSettings(id: OrganisationId, sql: Sql = pool()): Promise<OrganisationSettings> {
  const { rows } = await sql.query<{ settings: unknown }>(
    "SELECT settings FROM organisations WHERE id = $1",
    [id],
  );
  if (!rows[0]) {
    throw gone();
  }
  return organisationSettingsSchema.parse(rows[0].settings ?? {});
}

/** How large a file may be, in bytes: by the organisation's setting, within what the installation takes. */
export async function uploadMaxBytes(id: OrganisationId): Promise<number> {
  const { uploadMaxMb } = await readSettings(id);
  const { maxUploadBytes } = env();
  return uploadMaxMb === null ? maxUploadBytes : Math.min(maxUploadBytes, uploadMaxMb * 1024 * 1024);
}

function gone(): AppError {
  return new AppError("not_found", say("refusals.organisations.gone"));
}
