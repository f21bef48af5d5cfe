"use client";

import { useMe } from "@/client/browser/me";
import type { AssignmentRequestDto } from "@/features/assignment-requests/schema";
import { useTranslate } from "@/messages/translate-provider";
import { RequestItem } from "./request-item";
import { useTicketRequests } from "./use-requests";

/** The pending requests of a ticket, and this person's own latest one where it was declined; nothing where there are none. */
export function TicketRequests({ ticketId, mayDecide }: { ticketId: string; mayDecide: boolean }) {
  const t = useTranslate();
  const me = useMe();
  const shown = worthShowing(useTicketRequests(ticketId, true), me.id);
  if (shown.length === 0) {
    return null;
  }
  return (
    <section aria-label={t("assignmentRequests.title")} className="bg-accent-soft/40 p-4">
      <ul className="flex flex-col gap-4">
        {shown.map((request) => (
          <li key={request.id} className="flex">
            <RequestItem request={request} mayDecide={mayDecide} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function worthShowing(requests: readonly AssignmentRequestDto[], myId: string): AssignmentRequestDto[] {
  const mine = requests.find((request) => request.requestedBy.id === myId);
  return requests.filter(
    (request) => request.state === "pending" || (request === mine && request.state === "declined"),
  );
}
