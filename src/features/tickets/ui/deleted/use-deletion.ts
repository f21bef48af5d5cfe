"use client";

import { useQueryClient } from "@tanstack/react-query";
import { callApi, newIdempotencyKey } from "@/client/api/api";
import { fetchAgain } from "@/client/cache/fetch-again";
import type { ListedTicket, TicketDto } from "@/features/tickets/schema";
import { useTranslate } from "@/messages/translate-provider";
import { toast } from "@/ui/overlays/toast";
import { useTicketStore } from "@/features/tickets/ui/store/store-provider";
import { DELETED_TICKETS_KEY, ticketKey } from "@/features/tickets/ui/queries";

/** The fields that name a ticket. */
export type NamedTicket = Pick<ListedTicket, "id" | "number">;

/** Deleting and restoring tickets. */
export interface Deletion {
  /** Deletes it for everybody, and offers to undo that. Throws ApiError. */
  remove(ticket: NamedTicket): Promise<void>;
  /** Restores it for everybody; says so, or why it failed. */
  restore(ticket: NamedTicket): Promise<void>;
}

/** For admins: the change reaches every page by its event, this one at once. */
export function useDeletion(): Deletion {
  const t = useTranslate();
  const queries = useQueryClient();
  const tickets = useTicketStore();

  async function restore(ticket: NamedTicket): Promise<void> {
    try {
      const asOf = tickets.now();
      const restored = await callApi<TicketDto>(`/api/tickets/${ticket.id}/restore`, {
        method: "POST",
        idempotencyKey: newIdempotencyKey(),
      });
      tickets.put([restored], asOf);
      toast.success(t("tickets.deleted.restored", { number: String(ticket.number) }));
    } catch (error) {
      toast.error(t("tickets.deleted.notRestored", { number: String(ticket.number) }), {
        description: error instanceof Error ? error.message : undefined,
      });
    }
    await Promise.all([
      fetchAgain(queries, ticketKey(ticket.id)),
      fetchAgain(queries, DELETED_TICKETS_KEY),
      queries.invalidateQueries({ queryKey: ["tickets"] }),
    ]);
  }

  return {
    restore,
    remove: async (ticket) => {
      await callApi(`/api/tickets/${ticket.id}`, {
        method: "DELETE",
        idempotencyKey: newIdempotencyKey(),
      });
      tickets.removeFromView(ticket.id, "deleted");
      toast.success(t("tickets.deleted.done", { number: String(ticket.number) }), {
        action: { label: t("tickets.deleted.undo"), onClick: () => void restore(ticket) },
      });
    },
  };
}
