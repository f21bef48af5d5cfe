"use client";

import { DraftMark } from "@/features/drafts/ui/draft-mark";
import { TicketWaiting } from "@/features/open-ticket/ui/state/waiting";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { FileButton } from "@/ui/files/drop";
import { ComposerField } from "./composer-field";
import type { Composer } from "./use-composer";

/**
 * The reply box of a requester. `placeholder` says what an answer does. With `onFollowUp` the text cannot be
 * an answer any more: it moves into a new request.
 */
export function ReplyBox({
  composer,
  placeholder,
  onFollowUp,
}: {
  composer: Composer;
  placeholder: string;
  onFollowUp?: (() => void) | undefined;
}) {
  const t = useTranslate();
  const send = onFollowUp ?? (() => composer.submit(null));
  return (
    <section
      aria-label={t("openTicket.compose.writeReply")}
      className="rounded-2xl border border-line bg-surface shadow-float transition-shadow focus-within:ring-2 focus-within:ring-ring"
    >
      <TicketWaiting />
      <ComposerField
        composer={{ ...composer, submit: send }}
        label={t(`openTicket.compose.${onFollowUp ? "whatIsWrong" : "yourReply"}`)}
        placeholder={placeholder}
        minRows={1}
      />
      <div className="flex items-center gap-2 px-2 pb-2">
        <FileButton onFiles={composer.addFiles} label={t("openTicket.compose.addFiles")} />
        <span className="flex-1" />
        <DraftMark draft={composer.draft} />
        <Button
          variant="primary"
          disabled={!composer.canSend && !onFollowUp}
          onClick={send}
          aria-keyshortcuts="Control+Enter Meta+Enter"
        >
          {t(`openTicket.compose.${onFollowUp ? "goOnInNew" : "sendRequest"}`)}
        </Button>
      </div>
    </section>
  );
}
