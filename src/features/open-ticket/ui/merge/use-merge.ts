"use client";

import { useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useDeferredValue } from "react";
import { callApi, newIdempotencyKey } from "@/client/api/api";
import type { ListedTicket, Page, TicketDto } from "@/features/tickets/schema";
import { ticketKey } from "@/features/tickets/ui/queries";
import { useTranslate } from "@/messages/translate-provider";
import { toast } from "@/ui/overlays/toast";

const MOST = 6;

/** The fields that name a ticket. */
type Named = Pick<ListedTicket, "id" | "number">;

/** Tickets into which another one can be merged: those that are found, or the latest active ones; never itself. */
export function useMergeTargets(
  ticketId: string,
  typed: string,
): { items: readonly ListedTicket[] | null; error: Error | null } {
  const q = useDeferredValue(typed.trim().replace(/^#/, ""));
  const { data, error } = useQuery({
    queryKey: ["merge targets", ticketId, q],
    queryFn: ({ signal }) =>
      callApi<Page<ListedTicket>>(
        `/api/tickets?limit=${MOST + 1}${q === "" ? "&status=open,in_progress,waiting" : `&q=${encodeURIComponent(q)}`}`,
        { signal },
      ),
    placeholderData: (before) => before,
  });
  const items = data?.items.filter(({ id, mergedAt }) => id !== ticketId && mergedAt === null);
  return { items: items?.slice(0, MOST) ?? null, error };
}

/** Merging, and undoing it: each says what it did, and offers to go back. */
export function useMerge(): {
  merge(ticket: Named, into: Named, key: string): Promise<void>;
  undo(merged: Named): Promise<void>;
} {
  const t = useTranslate();
  const router = useRouter();
  const queries = useQueryClient();

  async function undo(merged: Named): Promise<void> {
    try {
      await callApi<TicketDto>(`/api/tickets/${merged.id}/unmerge`, {
        method: "POST",
        idempotencyKey: newIdempotencyKey(),
      });
      toast.success(t("merging.undone", { number: String(merged.number) }));
    } catch (error) {
      toast.error(t("merging.notUndone", { number: String(merged.number) }), {
        description: error instanceof Error ? error.message : undefined,
      });
    }
    refresh(queries, merged.id);
  }

  return {
    undo,
    merge: async (ticket, into, key) => {
      const target = await callApi<TicketDto>(`/api/tickets/${ticket.id}/merge`, {
        method: "POST",
        body: { into: into.id },
        idempotencyKey: key,
      });
      refresh(queries, target.id);
      router.push(`/tickets/${target.number}`);
      toast.success(t("merging.done", { number: String(ticket.number), into: String(target.number) }), {
        action: { label: t("merging.undo"), onClick: () => void undo(ticket) },
      });
    },
  };
}

function refresh(queries: QueryClient, ticketId: string): void {
  void queries.invalidateQueries({ queryKey: ticketKey(ticketId) });
  void queries.invalidateQueries({ queryKey: ["tickets"] });
  void queries.invalidateQueries({ queryKey: ["stats"] });
}
