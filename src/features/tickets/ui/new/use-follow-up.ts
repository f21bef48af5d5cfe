"use client";

import { useRouter } from "next/navigation";
import { newIdempotencyKey } from "@/client/api/api";
import { useMe } from "@/client/browser/me";
import { keepFile } from "@/client/outbox/files";
import { makeSlot } from "@/features/drafts/ui/make-slot";
import type { ListedTicket } from "@/features/tickets/schema";
import { newTicketFilesOwner } from "./use-file-queue";
import { EMPTY_DRAFT, NEW_TICKET_DRAFT, textOfDraft } from "./use-ticket-draft";

/**
 * Moves a text from a ticket that takes no answers any more into the form of a new one, which refers to it,
 * and goes there. The form's earlier content is set aside there. Resolves once all of it is stored: the
 * original may be removed then.
 */
export function useFollowUp(
  ticket: Pick<ListedTicket, "id" | "number" | "title">,
): (written: { text: string; files: readonly File[] }) => Promise<void> {
  const me = useMe();
  const router = useRouter();
  return async ({ text, files }) => {
    const form = makeSlot({ personId: me.id, ...NEW_TICKET_DRAFT });
    form.open();
    if (form.get().text !== "") {
      form.setAside(form.get().text);
    }
    form.write(
      textOfDraft({
        ...EMPTY_DRAFT,
        title: ticket.title,
        description: text,
        followUpOf: { id: ticket.id, label: ticket.title, hint: String(ticket.number) },
      }),
    );
    await form.flush();
    form.leave(false);
    await Promise.all(files.map((file) => keepFile(newTicketFilesOwner(me.id), newIdempotencyKey(), file)));
    router.push("/tickets/new");
  };
}
