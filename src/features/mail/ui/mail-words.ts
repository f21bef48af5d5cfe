import { MAIL_KINDS } from "@/features/mail/fields";
import type { OutgoingMailDto } from "@/features/mail/schema";
import type { Translate } from "@/messages/translation";

/** What a mail is about; another release may queue kinds that this one does not know. */
export function kindWord(t: Translate, kind: string): string {
  const known = MAIL_KINDS.find((one) => one === kind);
  return known ? t(`mail.kind.${known}`) : t("mail.kind.other");
}

/** A mail's state; `canSend` tells whether mail is sent at all. */
export function stateWord(t: Translate, { state }: Pick<OutgoingMailDto, "state">, canSend: boolean): string {
  return state === "queued" && !canSend ? t("mail.state.off") : t(`mail.state.${state}`);
}
