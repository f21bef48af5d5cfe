"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import type { OutboxItem } from "@/client/outbox/outbox";
import { useOutbox } from "@/client/outbox/provider";
import { ticketKey } from "@/features/tickets/ui/queries";
import { toast } from "@/ui/toast";

/** Says on whatever page that something was not sent and needs a decision; the ticket's own page shows it by itself. */
export function OutboxNotice() {
  const { items } = useOutbox();
  const queries = useQueryClient();
  const router = useRouter();
  const told = useRef(new Set<string>());

  useEffect(() => {
    for (const item of items.filter((one) => needsSomebody(one) && !told.current.has(one.id))) {
      told.current.add(item.id);
      const isOpen =
        queries
          .getQueryCache()
          .find({ queryKey: ticketKey(item.lane) })
          ?.isActive() ?? false;
      if (!isOpen) {
        const failed = item.files.find((file) => file.state === "failed");
        toast.error(failed ? `${failed.name} was not sent` : "Something that you wrote was not sent", {
          id: `stopped-${item.id}`,
          description: failed?.error ?? item.problem?.detail,
          action: {
            label: "Look at it",
            onClick: () => router.push(`/tickets/${encodeURIComponent(item.lane)}`),
          },
        });
      }
    }
  }, [items, queries, router]);
  return null;
}

function needsSomebody(item: OutboxItem): boolean {
  return item.state === "stopped" || item.files.some((file) => file.state === "failed");
}
