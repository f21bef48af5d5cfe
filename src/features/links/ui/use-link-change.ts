"use client";

import { useQueryClient } from "@tanstack/react-query";
import { ApiError, callApi, newIdempotencyKey } from "@/client/api/api";
import { fetchOnceMore } from "@/client/cache/fetch-again";
import type { LinkDto, LinkKind } from "@/features/links/schema";
import { useTranslate } from "@/messages/translate-provider";
import { toast } from "@/ui/overlays/toast";
import { linksKey } from "./queries";

/** How a ticket's links are changed; says why where it is refused, and offers to take a removal back. */
export function useLinkChange(ticketId: string): {
  add(kind: LinkKind, otherId: string): Promise<boolean>;
  remove(link: LinkDto): Promise<void>;
} {
  const t = useTranslate();
  const queries = useQueryClient();

  async function change(path: string, method: "POST" | "DELETE", body?: object): Promise<boolean> {
    try {
      await callApi(path, { method, ...(body ? { body } : {}), idempotencyKey: newIdempotencyKey() });
      return true;
    } catch (error) {
      toast.error(t("links.failed"), {
        description: error instanceof ApiError ? error.message : t("openTicket.page.somethingWrong"),
      });
      return false;
    } finally {
      await fetchOnceMore(queries, linksKey(ticketId));
    }
  }

  const add = (kind: LinkKind, otherId: string): Promise<boolean> =>
    change(`/api/tickets/${ticketId}/links`, "POST", { kind, ticketId: otherId });

  async function remove(link: LinkDto): Promise<void> {
    if (!(await change(`/api/tickets/${ticketId}/links/${link.id}`, "DELETE"))) {
      return;
    }
    toast.success(t("links.removed", { number: String(link.ticket.number) }), {
      action: { label: t("links.undo"), onClick: () => void putBack(link) },
    });
  }

  /** The same link again, from the side that it was made from. */
  async function putBack({ kind, direction, ticketId: otherId }: LinkDto): Promise<void> {
    const isFromOther = direction === "in" && (kind === "duplicate" || kind === "followUp");
    await (isFromOther
      ? change(`/api/tickets/${otherId}/links`, "POST", { kind, ticketId })
      : add(kind, otherId));
  }

  return { add, remove };
}
