"use client";

import { CheckCheck } from "lucide-react";
import { memo, useState } from "react";
import type { TicketReader } from "@/features/tickets/schema";
import { useSpeech, useTranslate } from "@/messages/translate-provider";
import { listFormat } from "@/messages/list-format";
import { RelativeTime } from "@/ui/time/relative";

const SHOWN = 3;

/** A history entry on one subdued line; many changes at once fold into "and 4 more". */
export const TicketEventLine = memo(function TicketEventLine({
  actor,
  sentences,
  at,
}: {
  actor: string | null;
  sentences: readonly string[];
  at: string;
}) {
  const t = useTranslate();
  const list = listFormat(useSpeech().locale);
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen || sentences.length <= SHOWN + 1 ? sentences : sentences.slice(0, SHOWN);
  const rest = sentences.length - shown.length;
  return (
    <p className="px-1 text-note text-ink-muted sm:ps-11">
      <bdi className="font-medium">{actor ?? t("openTicket.history.itself")}</bdi>{" "}
      {rest > 0 ? shown.join(", ") : list.format(shown)}
      {rest > 0 && (
        <>
          {" "}
          <button
            type="button"
            onClick={() => setOpen(true)}
            className="min-h-6 rounded-sm underline underline-offset-2 focus-ring"
          >
            {t("openTicket.thread.more", { count: rest })}
          </button>
        </>
      )}
      {" · "}
      <RelativeTime at={at} />
    </p>
  );
});

/** Who has read up to this message, on one subdued line, with the time of the latest reader. */
export function SeenLine({ readers }: { readers: readonly TicketReader[] | undefined }) {
  const t = useTranslate();
  const list = listFormat(useSpeech().locale);
  const [latest] = readers ?? [];
  if (!readers || !latest) {
    return null;
  }
  const names = readers.map(({ person }) => person.name);
  const shown = names.length > SHOWN + 1 ? names.slice(0, SHOWN) : names;
  const rest = names.length - shown.length;
  return (
    <p className="mt-1 flex items-start justify-end gap-1.5 px-1 text-xs text-ink-muted">
      <CheckCheck aria-hidden className="mt-0.5 size-3 shrink-0" />
      <span title={rest > 0 ? list.format(names) : undefined}>
        {t.rich("openTicket.thread.seenBy", {
          names: () =>
            list
              .formatToParts(rest > 0 ? [...shown, t("openTicket.thread.others", { count: rest })] : shown)
              .map(({ type, value }, place) => (type === "element" ? <bdi key={place}>{value}</bdi> : value)),
          time: () => <RelativeTime at={latest.at} />,
        })}
      </span>
    </p>
  );
}
