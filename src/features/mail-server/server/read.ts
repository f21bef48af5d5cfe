import type { MailServerDto, MailServerSettings } from "@/features/mail-server/schema";
import { mailServerSettingsSchema } from "@/features/mail-server/schema";
import { pool, type Sql } from "@/server/database/database";
import { env } from "@/server/process/env";
import type { MailServer } from "@/server/process/env-mail";
import { log } from "@/server/process/log";
import { readSealedSettings } from "@/server/secrets/sealed-settings";
import type { OrganisationId } from "@/shared/roles";

/** Whether an organisation's mail is sent at all: by the variables, or by what its admins set. */
export async function hasMailServer(organisationId: string, sql: Sql = pool()): Promise<boolean> {
  if (env().mail !== null) {
    return true;
  }
  const { rows } = await sql.query(
    "SELECT 1 FROM sealed_settings WHERE organisation_id = $1 AND name = 'smtp'",
    [organisationId],
  );
  return rows.length > 0;
}

/** What an organisation's admins set on the page; null for nothing. Throws where it cannot be opened. */
export async function readMailSettings(
  organisationId: string,
  sql: Sql = pool(),
): Promise<MailServerSettings | null> {
  return mailServerSettingsSchema.nullable().parse(await readSealedSettings(organisationId, "smtp", sql));
}

/** By which server an organisation's mail leaves: the variables' wins; null for none, and where it cannot be opened. */
export async function readMailServer(organisationId: string): Promise<MailServer | null> {
  if (env().mail !== null) {
    return env().mail;
  }
  try {
    const settings = await readMailSettings(organisationId);
    return settings && toMailServer(settings);
  } catch (error) {
    log().error({ err: error, organisationId }, "the settings of the mail server cannot be opened");
    return null;
  }
}

/** The organisations that have a mail server of their own. */
export async function listMailServers(): Promise<string[]> {
  const { rows } = await pool().query<{ id: string }>(
    "SELECT organisation_id AS id FROM sealed_settings WHERE name = 'smtp' ORDER BY 1",
  );
  return rows.map(({ id }) => id);
}

/** The settings as a connection needs them. */
export function toMailServer(settings: MailServerSettings): MailServer {
  const { host, port, security, user, password, fromName, fromAddress } = settings;
  return {
    host,
    port,
    isSecure: security === "tls",
    isTlsRequired: security === "starttls",
    auth: user === null ? null : { user, password: password ?? "" },
    from: { name: fromName, address: fromAddress },
  };
}

/** The mail server as admins see it, without its password. */
export async function readMailServerPage({
  organisationId,
}: {
  organisationId: OrganisationId;
}): Promise<MailServerDto> {
  const { mail, variables } = env();
  if (mail !== null) {
    return {
      source: "environment",
      variables: ["SMTP_URL", "MAIL_FROM"].filter((name) => variables.some((one) => one === name)),
      isReadable: true,
      settings: {
        host: mail.host,
        port: mail.port,
        security: mail.isSecure ? "tls" : "offered",
        user: mail.auth?.user ?? null,
        hasPassword: mail.auth !== null,
        fromName: mail.from.name,
        fromAddress: mail.from.address,
      },
    };
  }
  try {
    return presentSettings(await readMailSettings(organisationId));
  } catch (error) {
    log().error({ err: error, organisationId }, "the settings of the mail server cannot be opened");
    return { source: "none", variables: [], isReadable: false, settings: null };
  }
}

/** What is set on the page, as admins see it. */
export function presentSettings(settings: MailServerSettings | null): MailServerDto {
  if (settings === null) {
    return { source: "none", variables: [], isReadable: true, settings: null };
  }
  const { password, ...shown } = settings;
  return {
    source: "page",
    variables: [],
    isReadable: true,
    settings: { ...shown, hasPassword: password !== null },
  };
}
