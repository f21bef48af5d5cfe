"use client";

import { memo, useState } from "react";
import { RelativeTime } from "@/ui/relative-time";

const SHOWN = 3;
const LIST = new Intl.ListFormat("en", { type: "conjunction" });

/** What happened, on one quiet line; many changes at once fold into "and 4 more". */
export const TicketEventLine = memo(function TicketEventLine({
  actor,
  sentences,
  at,
}: {
  actor: string | null;
  sentences: readonly string[];
  at: string;
}) {
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen || sentences.length <= SHOWN + 1 ? sentences : sentences.slice(0, SHOWN);
  const rest = sentences.length - shown.length;
  return (
    <p className="px-1 text-note text-ink-muted sm:pl-11">
      <bdi className="font-medium">{actor ?? "Helpejo"}</bdi>{" "}
      {rest > 0 ? shown.join(", ") : LIST.format(shown)}
      {rest > 0 && (
        <>
          {" "}
          <button
            type="button"
            onClick={() => setOpen(true)}
            className="min-h-6 rounded-sm underline underline-offset-2 focus-ring"
          >
            and {rest} more
          </button>
        </>
      )}
      {" · "}
      <RelativeTime at={at} />
    </p>
  );
});
