import { cache } from "react";
import { listAttachments } from "@/features/attachments/server/read";
import { listComments } from "@/features/comments/server/read";
import { findTicket, presentSeen, type SeenTicket } from "@/features/tickets/server/read";
import { readWindow, type WindowSources } from "@/features/open-ticket/ui/state/window";
import type { InitialTicket } from "@/features/open-ticket/ui/state/room-state";
import { listHistory } from "@/realtime/connection/replay";
import { isAppError } from "@/shared/errors";
import { LIMITS } from "@/shared/limits";
import type { Actor } from "@/shared/roles";

/**
 * A ticket for its first paint, with the latest of its conversation, however long that is; null where this person may
 * not see it. Read once for a request.
 */
export const loadTicket = cache(async (actor: Actor, ticket: string): Promise<InitialTicket | null> => {
  try {
    // Found once: what each of the others reads is at least as new as this version of it.
    const seen = await findTicket(actor, ticket);
    const [row, { comments, files, history, earlier }] = await Promise.all([
      presentSeen(actor, seen),
      readWindow(readPages(actor, seen), {}),
    ]);
    return { ticket: row, comments, attachments: files, history, earlier };
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") {
      return null;
    }
    throw error;
  }
});

function readPages(actor: Actor, ticket: SeenTicket): WindowSources {
  const limit = LIMITS.pageMax;
  const order = "newest";
  const from = (cursor: string | null): { cursor?: string } => (cursor === null ? {} : { cursor });
  return {
    comments: (cursor, most) => listComments(actor, ticket, { limit: most, order, ...from(cursor) }),
    history: (cursor) => listHistory(actor, ticket, { after: 0, limit, order, ...from(cursor) }),
    files: (cursor) => listAttachments(actor, ticket, { loose: true, limit, order, ...from(cursor) }),
    firstFiles: async () => (await listAttachments(actor, ticket, { loose: true, limit: 50 })).items,
  };
}
