"use client";

import { Merge } from "lucide-react";
import { useState } from "react";
import type { TicketDto } from "@/features/tickets/schema";
import { MessageText } from "@/features/comments/ui/comment-card";
import { useTicket } from "@/features/open-ticket/ui/state/context";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { RelativeTime } from "@/ui/time/relative";
import { useMerge } from "./use-merge";

type MergedTicket = NonNullable<TicketDto["mergedTickets"]>[number];

/** The tickets that were merged into this one: what each of them began with, who merged it when, and the way back. */
export function MergedTickets() {
  const t = useTranslate();
  const { ticket } = useTicket();
  const merged = ticket.mergedTickets ?? [];
  return merged.length === 0 ? null : (
    <ul aria-label={t("merging.merged")} className="mb-4 flex flex-col gap-2">
      {merged.map((one) => (
        <MergedTicketItem key={one.id} merged={one} />
      ))}
    </ul>
  );
}

function MergedTicketItem({ merged }: { merged: MergedTicket }) {
  const t = useTranslate();
  const { rights } = useTicket();
  const { undo } = useMerge();
  const [isBusy, setBusy] = useState(false);
  async function takeBack(): Promise<void> {
    setBusy(true);
    await undo(merged);
    setBusy(false);
  }
  return (
    <li className="rounded-xl bg-canvas px-4 py-2.5 ring-1 ring-inset ring-line">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
        <Merge aria-hidden className="mt-1 size-4 shrink-0 text-ink-faint" />
        <p className="min-w-0 flex-1 basis-48 wrap-anywhere">
          {t.rich(merged.mergedBy ? "merging.mergedBy" : "merging.mergedByNobody", {
            number: String(merged.number),
            title: merged.title,
            requester: merged.requester.name,
            name: merged.mergedBy?.name ?? "",
            bdi: (words) => <bdi>{words}</bdi>,
          })}{" "}
          <span className="text-note text-ink-muted">
            <RelativeTime at={merged.mergedAt} />
          </span>
        </p>
        {rights.canWork && (
          <Button
            size="sm"
            loading={isBusy}
            aria-label={t("merging.undoOf", { number: String(merged.number) })}
            onClick={() => void takeBack()}
          >
            {t("merging.undo")}
          </Button>
        )}
      </div>
      <details className="mt-1 ps-7">
        <summary className="w-fit cursor-pointer rounded-sm text-note text-ink-muted focus-ring hover:text-ink">
          {t("merging.beganWith")}
        </summary>
        <div className="pt-2">
          <MessageText>{merged.description}</MessageText>
        </div>
      </details>
    </li>
  );
}
