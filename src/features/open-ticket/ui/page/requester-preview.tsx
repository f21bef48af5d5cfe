"use client";

import { Eye, X } from "lucide-react";
import { useEffect, useEffectEvent, useRef } from "react";
import { useKeys } from "@/client/browser/use-keys";
import { opensAgain } from "@/features/tickets/policy";
import { useNow } from "@/features/tickets/ui/use-now";
import { useTranslate } from "@/messages/translate-provider";
import { isStaffRole, type Actor } from "@/shared/roles";
import { Button } from "@/ui/buttons/button";
import { Kbd } from "@/ui/marks/kbd";
import { ErrorState } from "@/ui/states/error";
import { TicketPreviewProvider, useTicket } from "@/features/open-ticket/ui/state/context";
import { useRequesterPreview } from "@/features/open-ticket/ui/state/use-requester-preview";
import { ThreadRows } from "@/features/open-ticket/ui/thread/rows";
import { TicketTimeline } from "@/features/open-ticket/ui/thread/timeline";
import { PreviewFollowers } from "./preview-followers";
import { RequesterNotices } from "./requester-notices";
import { TicketSkeleton } from "./states";

const nothing = (): void => undefined;

/** A ticket as its requester sees it, for staff: read only, and clearly said. Escape leaves it. */
export function TicketRequesterPreview({
  viewer,
  ticketId,
  reopenDays,
  onLeave,
}: {
  /** The staff member who looks. */
  viewer: Actor;
  ticketId: string;
  reopenDays: number;
  onLeave: () => void;
}) {
  const { state, error, refetch, loadEarlier } = useRequesterPreview(ticketId);
  useKeys({ v: onLeave });
  useEscape(onLeave);
  if (!state) {
    return (
      <>
        <Banner name={null} isStaff={false} onLeave={onLeave} />
        {error ? <ErrorState reason={error.message} onRetry={refetch} /> : <TicketSkeleton />}
      </>
    );
  }
  const { requester } = state.ticket;
  const isGuest = requester.role === "guest";
  return (
    <TicketPreviewProvider
      viewer={{
        ...viewer,
        id: requester.id,
        name: requester.name,
        role: isGuest ? "guest" : "user",
        teamIds: [],
        guestTicketId: isGuest ? ticketId : null,
      }}
      state={state}
      reopenDays={reopenDays}
      loadEarlier={loadEarlier}
    >
      <Banner name={requester.name} isStaff={isStaffRole(requester.role)} onLeave={onLeave} />
      <Content isGuest={isGuest} />
    </TicketPreviewProvider>
  );
}

/** Escape leaves, also for people who switched single keys off; not where it closes something else. */
function useEscape(onLeave: () => void): void {
  const leave = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.defaultPrevented && !event.isComposing) {
      onLeave();
    }
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => leave(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}

function Banner({ name, isStaff, onLeave }: { name: string | null; isStaff: boolean; onLeave: () => void }) {
  const t = useTranslate();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <div
      role="region"
      aria-label={t("requesterView.label")}
      className="sticky top-0 z-20 flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-warning-soft px-4 py-2 text-ui text-warning-ink sm:px-6"
    >
      <Eye aria-hidden className="size-4 shrink-0" />
      <p className="min-w-0 flex-1 basis-60 text-pretty">
        {name === null
          ? t("requesterView.loading")
          : t.rich(isStaff ? "requesterView.ofStaff" : "requesterView.of", {
              name: () => <bdi className="font-medium">{name}</bdi>,
            })}
      </p>
      <Button ref={button} size="sm" icon={<X aria-hidden />} onClick={onLeave}>
        {t("requesterView.leave")}
        <span className="ms-1.5 max-sm:hidden">
          <Kbd>{t("shell.keys.esc")}</Kbd>
        </span>
      </Button>
    </div>
  );
}

function Content({ isGuest }: { isGuest: boolean }) {
  const t = useTranslate();
  const { ticket, state, reopenDays } = useTicket();
  const now = useNow();
  const closedAt = ticket.closedAt === null ? null : Date.parse(ticket.closedAt);
  const isTooOld = closedAt !== null && now !== null && !opensAgain(closedAt, reopenDays, now);
  return (
    <div className="min-h-0 flex-1 overflow-y-auto" tabIndex={-1}>
      <div className="roomy mx-auto flex w-full max-w-3xl flex-col gap-6 px-4 py-8 sm:px-6">
        <div className="min-w-0">
          <h1 dir="auto" className="text-title font-semibold tracking-[-0.015em] wrap-anywhere text-ink">
            {ticket.title}
          </h1>
          <p className="text-note text-ink-muted tabular-nums">
            {t("openTicket.request.number", { number: String(ticket.number) })}
          </p>
        </div>
        <div className="rounded-2xl bg-surface p-5 ring-1 ring-line">
          <TicketTimeline state={state} />
        </div>
        {!isGuest && <PreviewFollowers ticketId={ticket.id} />}
        <RequesterNotices isGuest={isGuest} isTooOld={isTooOld} />
        <ol aria-label={t("openTicket.thread.label")} className="flex flex-col gap-4">
          <ThreadRows onRemoveFile={nothing} />
        </ol>
        <p className="py-2 text-center text-ink-muted">{t("requesterView.readOnly")}</p>
      </div>
    </div>
  );
}
