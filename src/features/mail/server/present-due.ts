import { MAIL_KINDS } from "@/features/mail/fields";
import { LANGUAGES } from "@/messages/locale";
import { log } from "@/server/process/log";
import { openSecret } from "@/server/secrets/seal";
import { originOfHost } from "@/server/tenant/links";
import type { Composed, Composers } from "./present-composed";
import type { PresentedLook } from "./present-layout";
import { presentMessage } from "./present-message";
import { linkPurpose } from "./write-queue";
import type { DueMail } from "./write-settle";

/** The words of a mail as they are now, in its organisation's look; null for one that this process cannot write. */
export async function composeMail(
  mail: DueMail,
  composers: Composers,
  look: PresentedLook,
): Promise<Composed | "nothing to say" | null> {
  const origin = originOfHost(mail.host);
  const language = mail.language ?? LANGUAGES[0];
  const kind = MAIL_KINDS.find((one) => one === mail.kind);
  const compose = kind && composers[kind];
  if (compose) {
    return (await compose({ mail, language, origin, look })) ?? "nothing to say";
  }
  const path = openLink(mail);
  if (mail.content === null || path === undefined) {
    return null;
  }
  return presentMessage({
    content: mail.content,
    language,
    organisationName: mail.organisationName,
    look,
    toName: mail.to.name,
    link: path === null ? null : `${origin}${path}`,
  });
}

/** The path of its link, null without one, undefined where it cannot be opened here. */
function openLink({ id, sealedLink }: DueMail): string | null | undefined {
  try {
    return sealedLink === null ? null : openSecret(sealedLink, linkPurpose(id));
  } catch (error) {
    log().warn({ err: error, mail: id }, "the link of a mail cannot be opened with the keys here");
    return undefined;
  }
}
