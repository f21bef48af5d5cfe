"use client";

import { useTranslate } from "@/messages/translate-provider";
import { Callout } from "@/ui/states/callout";
import { TextLink } from "@/ui/text/link";
import { isRequester } from "@/features/tickets/policy";
import { useNow } from "@/features/tickets/ui/use-now";
import { useTicket } from "@/features/open-ticket/ui/state/context";
import { FollowsLine } from "./follows";

const MILLISECONDS_PER_DAY = 86_400_000;

/** What a requester is to know about their ticket above its conversation: that it waits for them, is solved, or is closed. */
export function RequesterNotices({ isGuest, isTooOld }: { isGuest: boolean; isTooOld: boolean }) {
  const t = useTranslate();
  const { ticket, viewer, reopenDays } = useTicket();
  const now = useNow();
  const isMine = isRequester(viewer, { id: ticket.id, requesterId: ticket.requester.id });
  const closedAt = ticket.closedAt === null ? null : Date.parse(ticket.closedAt);
  if (ticket.mergedAt !== null && !isTooOld) {
    return <Callout tone="neutral">{t("merging.requesterNotice")}</Callout>;
  }
  const until = closedAt !== null && now !== null ? lastDay(closedAt, reopenDays) : null;
  return (
    <>
      {ticket.status === "waiting" && (
        <Callout tone="warning" title={t("openTicket.request.waiting")}>
          {t("openTicket.request.waitingHint")}
        </Callout>
      )}
      {ticket.followUpOf && <FollowsLine followed={ticket.followUpOf} />}
      {isTooOld && (
        <Callout tone="neutral" title={t("openTicket.request.closed")}>
          {isGuest
            ? t.rich("openTicket.request.closedTooOldGuest", {
                link: (words) => <TextLink href="/guest">{words}</TextLink>,
              })
            : t("openTicket.request.closedTooOld")}
        </Callout>
      )}
      {ticket.status === "closed" && !isTooOld && isMine && reopenDays > 0 && (
        <Callout tone="neutral" title={t("openTicket.request.closed")}>
          {until === null
            ? t("openTicket.request.closedReopens")
            : t("openTicket.request.closedReopensUntil", { until })}
        </Callout>
      )}
      {ticket.status === "resolved" && (
        <Callout tone="success" title={t("openTicket.request.solved")}>
          {t("openTicket.request.solvedHint")}
        </Callout>
      )}
    </>
  );
}

/** The day up to which an answer reopens it. */
function lastDay(closedAt: number, reopenDays: number): Date {
  return new Date(closedAt + reopenDays * MILLISECONDS_PER_DAY);
}
