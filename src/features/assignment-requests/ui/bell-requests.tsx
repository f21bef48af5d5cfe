"use client";

import { useTranslate } from "@/messages/translate-provider";
import { TextLink } from "@/ui/text/link";
import { RequestItem } from "./request-item";
import { useWaitingRequests } from "./use-requests";

const SHOWN = 3;

/** The requests that wait for this person, above the notifications; nothing where none does. */
export function BellRequests({ onOpenTicket }: { onOpenTicket: () => void }) {
  const t = useTranslate();
  const { items, count } = useWaitingRequests();
  if (items.length === 0) {
    return null;
  }
  return (
    <section aria-label={t("assignmentRequests.title")} className="border-b border-line px-4 py-3">
      <h3 className="mb-2 flex flex-wrap items-baseline justify-between gap-x-3 text-note text-ink-muted">
        {t("assignmentRequests.waitingCount", { count })}
        <TextLink href="/assignment-requests">{t("assignmentRequests.title")}</TextLink>
      </h3>
      <ul className="flex flex-col gap-4">
        {items.slice(0, SHOWN).map((request) => (
          <li key={request.id} className="flex">
            <RequestItem request={request} mayDecide withTicket onOpen={onOpenTicket} />
          </li>
        ))}
      </ul>
    </section>
  );
}
