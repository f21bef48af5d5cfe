import type { MailText } from "@/features/mail/schema";
import { say } from "@/messages/server/say";
import { log } from "@/server/process/log";
import { AppError } from "@/shared/errors";
import { isUuid } from "@/shared/ids";
import type { Actor } from "@/shared/roles";
import type { Composers } from "./present-composed";
import { composeMail } from "./present-due";
import { presentMailLook } from "./present-look";
import { readDueMail } from "./write-settle";

/**
 * What a mail says or would say now, as plain text in its receiver's language, for the admins of its organisation. Its link is left out, as it lets
 * its holder in. Throws `not_found`.
 */
export async function readMailText(
  { organisationId }: Actor,
  id: string,
  composers: Composers,
): Promise<MailText> {
  const mail = isUuid(id) ? await readDueMail(organisationId, id) : null;
  if (!mail) {
    throw new AppError("not_found", say("refusals.mail.unknown"));
  }
  if (mail.state === "sent" && mail.content === null) {
    return { subject: "", text: null, missing: "sent" };
  }
  const composed = await composeMail(
    { ...mail, sealedLink: null },
    composers,
    presentMailLook(mail.look, false),
  ).catch((error: unknown) => {
    log().warn({ err: error, mail: id }, "a mail could not be composed");
    return null;
  });
  if (composed === null || composed === "nothing to say") {
    return { subject: "", text: null, missing: composed === null ? "unreadable" : "nothing" };
  }
  return { subject: composed.subject, text: composed.text, missing: null };
}
