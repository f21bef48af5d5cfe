"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import type { OutboxItem } from "@/client/outbox/outbox";
import { useOutbox } from "@/client/outbox/provider";
import { ticketKey } from "@/features/tickets/ui/queries";
import { useTranslate } from "@/messages/translate-provider";
import { toast } from "@/ui/overlays/toast";

/** Shows on every page that something was not sent and needs a decision; the ticket's own page shows it by itself. */
export function OutboxNotice() {
  const t = useTranslate();
  const { items } = useOutbox();
  const queries = useQueryClient();
  const router = useRouter();
  const announced = useRef(new Set<string>());

  useEffect(() => {
    for (const item of items.filter((one) => needsSomebody(one) && !announced.current.has(one.id))) {
      announced.current.add(item.id);
      const isOpen =
        queries
          .getQueryCache()
          .find({ queryKey: ticketKey(item.lane) })
          ?.isActive() ?? false;
      if (!isOpen) {
        const failed = item.files.find((file) => file.state === "failed");
        const title = failed
          ? t("openTicket.outgoing.fileNotSentElsewhere", { name: failed.name })
          : t("openTicket.outgoing.notSentElsewhere");
        toast.error(title, {
          id: `stopped-${item.id}`,
          description: failed?.error ?? item.problem?.detail,
          action: {
            label: t("openTicket.outgoing.lookAtIt"),
            onClick: () => router.push(`/tickets/${encodeURIComponent(item.lane)}`),
          },
        });
      }
    }
  }, [t, items, queries, router]);
  return null;
}

function needsSomebody(item: OutboxItem): boolean {
  return item.state === "stopped" || item.files.some((file) => file.state === "failed");
}
