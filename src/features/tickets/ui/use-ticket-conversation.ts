"use client";

import type { Outgoing } from "@/features/comments/ui/outgoing";
import { useCommentSend, type CommentSend } from "@/features/comments/ui/use-comment-send";
import { useComposer, type Composer } from "@/features/comments/ui/use-composer";
import { useWriters, type Writer } from "@/features/comments/ui/use-typing";
import { useTicket } from "./ticket-context";
import { useTicketReading, type Reading } from "./use-ticket-reading";

/** Reading and writing on an open ticket, put together. */
export interface Conversation {
  reading: Reading;
  sender: CommentSend;
  composer: Composer;
  writers: readonly Writer[];
  editOutgoing(message: Outgoing): void;
}

/** The conversation of the open ticket: staff and requesters have the same one, drawn differently. */
export function useConversation(): Conversation {
  const { state, viewer, change } = useTicket();
  const reading = useTicketReading(state, viewer.id);
  const posting = useCommentSend(viewer.id, state.ticket.id, ({ then: status }) => {
    if (status) {
      void change({ input: { status }, shown: { status } });
    }
  });
  const sender: CommentSend = {
    ...posting,
    send: (message) => {
      posting.send(message);
      reading.goToEnd();
    },
  };
  const composer = useComposer(sender, reading.seen);
  const writers = useWriters(state.ticket.id);
  return {
    reading,
    sender,
    composer,
    writers,
    editOutgoing: (message) =>
      composer.putBack(
        message.body,
        message.files.filter((file) => file.state !== "done").map((file) => file.file),
        message.internal ? "note" : "reply",
      ),
  };
}
