import { USUAL_PORT } from "@/features/mail-server/fields";
import type { MailServerFields, MailServerPatch, MailServerSettings } from "@/features/mail-server/schema";
import { say } from "@/messages/server/say";
import { refusedField } from "@/shared/errors";

const USUAL: Pick<MailServerFields, "port" | "security" | "user" | "fromName"> = {
  port: USUAL_PORT,
  security: "starttls",
  user: null,
  fromName: null,
};

/**
 * The settings that a change leads to. A password that is not given again stays what it was only where it goes to the same place under the
 * same name, no less encrypted: nobody who may change the host gets to read it elsewhere. Throws `invalid` with the field.
 */
export function completeMailServer(
  { password: given, was: _was, ...patch }: MailServerPatch,
  stored: MailServerSettings | null,
): MailServerSettings {
  const { host, fromAddress, ...rest } = { ...USUAL, ...stored, ...patch };
  if (host === undefined) {
    throw refusedField("host", say("fields.missing"));
  }
  if (fromAddress === undefined) {
    throw refusedField("fromAddress", say("fields.missing"));
  }
  const { port, security, user, fromName } = rest;
  const isSame =
    stored !== null &&
    stored.host === host &&
    stored.port === port &&
    stored.security === security &&
    stored.user === user;
  const password = given ?? (isSame ? stored.password : null);
  if (user !== null && password === null) {
    throw refusedField("password", say("refusals.directories.secretAgain"));
  }
  if (user === null && given !== undefined) {
    throw refusedField("user", say("refusals.directories.nameMissing"));
  }
  return { host, port, security, user, password: user === null ? null : password, fromName, fromAddress };
}
