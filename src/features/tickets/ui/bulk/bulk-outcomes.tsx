"use client";

import { CircleAlert, CircleCheck } from "lucide-react";
import { useTranslate } from "@/messages/translate-provider";
import { classNames } from "@/ui/class-names";
import { Dialog } from "@/ui/overlays/dialog";
import { isChanged } from "./undo-requests";
import type { BulkOutcome } from "./use-bulk-change";

/** The props of BulkOutcomes; without outcomes it is closed. */
export interface BulkOutcomesProps {
  outcomes: readonly BulkOutcome[] | null;
  onClose: () => void;
}

/** What came of each ticket of a bulk change, those that were refused first, with the reason. */
export function BulkOutcomes({ outcomes, onClose }: BulkOutcomesProps) {
  const t = useTranslate();
  const rows = [...(outcomes ?? [])].sort((a, b) => Number(a.item.ok) - Number(b.item.ok));
  return (
    <Dialog
      open={outcomes !== null}
      onOpenChange={(open) => !open && onClose()}
      title={t("tickets.bulk.outcomes")}
    >
      <ul className="max-h-[60dvh] divide-y divide-line overflow-y-auto focus-ring" tabIndex={0}>
        {rows.map((row) => (
          <OutcomeRow key={row.ticket.id} outcome={row} />
        ))}
      </ul>
    </Dialog>
  );
}

function OutcomeRow({ outcome: { ticket, item } }: { outcome: BulkOutcome }) {
  const t = useTranslate();
  const Icon = item.ok ? CircleCheck : CircleAlert;
  const words = item.ok
    ? t(isChanged(item) ? "tickets.bulk.done" : "tickets.bulk.same")
    : (item.error?.detail ?? t("tickets.bulk.somethingWrong"));
  return (
    <li className="flex gap-2.5 py-2">
      <Icon
        aria-hidden
        className={classNames("mt-0.5 size-4 shrink-0", item.ok ? "text-success" : "text-danger")}
      />
      <div className="min-w-0 flex-1">
        <p className="flex gap-2">
          <span className="shrink-0 text-ink-muted tabular-nums">#{ticket.number}</span>
          <span dir="auto" className="min-w-0 truncate">
            {ticket.title}
          </span>
        </p>
        <p className={item.ok ? "text-ink-muted" : "text-danger-ink"}>{words}</p>
      </div>
    </li>
  );
}
