"use client";

import { CommentComposer } from "@/features/open-ticket/ui/compose/comment-composer";
import { TypingLine } from "@/features/comments/ui/typing-line";
import { useTranslate } from "@/messages/translate-provider";
import { FileDropZone } from "@/ui/files/drop";
import { PanelLayout } from "@/ui/shell/panel-layout";
import { MergedTickets } from "@/features/open-ticket/ui/merge/merged-tickets";
import { useTicket } from "@/features/open-ticket/ui/state/context";
import { TicketHeader } from "./header";
import { TicketPanel } from "./panel";
import { ArrivalPill, TicketThread } from "@/features/open-ticket/ui/thread/thread";
import { useConversation } from "@/features/open-ticket/ui/thread/use-ticket-conversation";

/** A ticket as staff see it: thread in the middle, the composer docked below, everything else at the right. */
export function TicketStaffView({
  onPreview,
  hasLeftPreview,
}: {
  /** Shows the ticket as its requester sees it. */
  onPreview: () => void;
  hasLeftPreview: boolean;
}) {
  const t = useTranslate();
  const { rights } = useTicket();
  const { reading, sender, composer, writers, editOutgoing, followUpOutgoing } = useConversation();
  const mayWrite = rights.mayReply || rights.mayNote;
  return (
    <PanelLayout name="ticket_panel" panelLabel={t("openTicket.page.details")} panel={<TicketPanel />}>
      {(panelButton) => (
        <>
          <TicketHeader
            panelButton={panelButton}
            onWrite={composer.focus}
            onPreview={onPreview}
            hasLeftPreview={hasLeftPreview}
          />
          <FileDropZone
            onFiles={composer.addFiles}
            disabled={!mayWrite}
            className="flex min-h-0 flex-1 flex-col"
          >
            {/* Reversed, so that the first paint is already scrolled to the end, without a script. */}
            <div
              className="flex min-h-0 flex-1 flex-col-reverse overflow-y-auto overscroll-contain px-3 sm:px-5"
              tabIndex={-1}
            >
              <div className="mx-auto mb-auto w-full max-w-3xl py-4">
                <MergedTickets />
                <TicketThread
                  reading={reading}
                  sender={sender}
                  onEditOutgoing={editOutgoing}
                  onFollowUp={followUpOutgoing}
                  onSentAgain={composer.focus}
                />
              </div>
            </div>
            <div className="relative shrink-0 px-3 pb-3 sm:px-5 sm:pb-4">
              <ArrivalPill reading={reading} />
              <div className="mx-auto max-w-3xl">
                <TypingLine writers={writers} />
                {mayWrite ? (
                  <CommentComposer composer={composer} />
                ) : (
                  <p className="rounded-xl bg-canvas px-4 py-3 text-center text-ink-muted">
                    {t("openTicket.page.readOnly")}
                  </p>
                )}
              </div>
            </div>
          </FileDropZone>
        </>
      )}
    </PanelLayout>
  );
}
