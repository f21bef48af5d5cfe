"use client";

import { CircleCheck, RotateCcw } from "lucide-react";
import { ReplyBox } from "@/features/open-ticket/ui/compose/reply-box";
import { TypingLine } from "@/features/comments/ui/typing-line";
import { useMe } from "@/client/browser/me";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { classNames } from "@/ui/class-names";
import { FileDropZone } from "@/ui/files/drop";
import { PageHeader } from "@/ui/shell/page-header";
import { toast } from "@/ui/overlays/toast";
import { isRequester, opensAgain } from "@/features/tickets/policy";
import { useTicket } from "@/features/open-ticket/ui/state/context";
import { Followers } from "./followers";
import { RequesterNotices } from "./requester-notices";
import { ArrivalPill, TicketThread } from "@/features/open-ticket/ui/thread/thread";
import { TicketTimeline } from "@/features/open-ticket/ui/thread/timeline";
import { TicketTitle } from "./title";
import { useNow } from "@/features/tickets/ui/use-now";
import { useConversation } from "@/features/open-ticket/ui/thread/use-ticket-conversation";

/** A ticket as its requester sees it: its state, the conversation, and one reply box. */
export function TicketRequesterView() {
  const t = useTranslate();
  const { ticket, state, rights, viewer, reopenDays } = useTicket();
  const { isStaff, role } = useMe();
  const isGuest = role === "guest";
  const now = useNow();
  const isMine = isRequester(viewer, { id: ticket.id, requesterId: ticket.requester.id });
  const closedAt = ticket.closedAt === null ? null : Date.parse(ticket.closedAt);
  // A merged ticket is as open as the one that staff go on in.
  const isMerged = ticket.mergedAt !== null;
  const isTooOld =
    !isMerged && isMine && closedAt !== null && now !== null && !opensAgain(closedAt, reopenDays, now);
  const { reading, sender, composer, writers, editOutgoing, followUpOutgoing, followUp } = useConversation();
  const isSolved = !isMerged && (ticket.status === "resolved" || ticket.status === "closed");
  return (
    <FileDropZone
      onFiles={composer.addFiles}
      disabled={!rights.mayReply}
      className={isStaff ? "roomy mx-auto w-full max-w-3xl px-4 py-8 sm:px-6" : ""}
    >
      {!isGuest && (
        <PageHeader
          back={{ href: "/tickets", label: t(`openTicket.request.${isStaff ? "backToList" : "myRequests"}`) }}
        />
      )}
      <div className={classNames("flex flex-col gap-6", CLEAR_OF_BARS)}>
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 sm:flex-nowrap">
          <div className="min-w-0">
            <TicketTitle className="text-title font-semibold tracking-[-0.015em] text-ink" />
            <p className="text-note text-ink-muted tabular-nums">
              {t("openTicket.request.number", { number: String(ticket.number) })}
            </p>
          </div>
          {!isTooOld && <CloseButton />}
        </div>
        <div className="rounded-2xl bg-surface p-5 ring-1 ring-line">
          <TicketTimeline state={state} />
        </div>
        {ticket.requester.id === viewer.id && <Followers />}
        <RequesterNotices isGuest={isGuest} isTooOld={isTooOld} />
        <TicketThread
          reading={reading}
          sender={sender}
          onEditOutgoing={editOutgoing}
          onFollowUp={followUpOutgoing}
          onSentAgain={composer.focus}
        />
      </div>
      <div
        ref={noteDockHeight}
        className="sticky bottom-0 z-10 -mx-4 mt-2 bg-linear-to-t from-canvas from-85% to-transparent px-4 pt-4 pb-4 sm:-mx-6 sm:px-6"
      >
        <div className="relative">
          <ArrivalPill reading={reading} />
          <TypingLine writers={writers} />
          {rights.mayReply && !(isGuest && isTooOld) ? (
            <ReplyBox
              composer={composer}
              placeholder={t(`openTicket.request.${isSolved ? "answerSolved" : "answer"}`)}
              onFollowUp={isTooOld ? followUp : undefined}
            />
          ) : (
            !isGuest && <p className="py-2 text-center text-ink-muted">{t("openTicket.request.readOnly")}</p>
          )}
        </div>
      </div>
    </FileDropZone>
  );
}

/** Where the keyboard goes, the page scrolls until it stands clear of the bar at the top and of the reply box. */
const CLEAR_OF_BARS =
  "[&_:is(a,button,summary,[tabindex])]:scroll-mt-20 [&_:is(a,button,summary,[tabindex])]:scroll-mb-(--dock-height)";

/** Keeps `--dock-height` as high as the reply box, which grows with what is written. */
function noteDockHeight(dock: HTMLElement | null): (() => void) | undefined {
  const page = dock?.parentElement;
  if (!dock || !page) {
    return undefined;
  }
  const observer = new ResizeObserver(() =>
    page.style.setProperty("--dock-height", `${dock.offsetHeight}px`),
  );
  observer.observe(dock);
  return () => observer.disconnect();
}

/** Closes or reopens a request. Closing can be undone at once. */
function CloseButton() {
  const t = useTranslate();
  const { ticket, rights, change } = useTicket();
  const isOver = ticket.status === "resolved" || ticket.status === "closed";
  const set = (status: "open" | "closed"): Promise<boolean> =>
    change({ input: { status }, shown: { status } });
  if (isOver) {
    return rights.mayChange("status", "open") ? (
      <Button icon={<RotateCcw aria-hidden />} onClick={() => void set("open")}>
        {t("openTicket.request.reopen")}
      </Button>
    ) : null;
  }
  async function close(): Promise<void> {
    if (await set("closed")) {
      toast.success(t("openTicket.request.isClosed"), {
        action: { label: t("openTicket.request.undo"), onClick: () => void set("open") },
      });
    }
  }
  return rights.mayChange("status", "closed") ? (
    <Button icon={<CircleCheck aria-hidden />} onClick={() => void close()}>
      {t("openTicket.request.close")}
    </Button>
  ) : null;
}
