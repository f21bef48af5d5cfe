"use client";

import type { Outgoing } from "@/features/comments/ui/outgoing";
import { useCommentSend, type CommentSend } from "@/features/open-ticket/ui/compose/use-comment-send";
import { useComposer, type Composer } from "@/features/open-ticket/ui/compose/use-composer";
import { useTypingPeople, type Writer } from "@/features/comments/ui/use-typing";
import { useTicket } from "@/features/open-ticket/ui/state/context";
import { isRequester } from "@/features/tickets/policy";
import { useFollowUp } from "@/features/tickets/ui/new/use-follow-up";
import { useTicketReading, type Reading } from "./use-ticket-reading";

/** Reading and writing on an open ticket, put together. */
export interface Conversation {
  reading: Reading;
  sender: CommentSend;
  composer: Composer;
  writers: readonly Writer[];
  editOutgoing(message: Outgoing): void;
  /** Moves an unsent message of a ticket that takes no answers any more into a new ticket. */
  followUpOutgoing(message: Outgoing): void;
  /** Moves the typed text into a new ticket. */
  followUp(): void;
}

/** The conversation of the open ticket: staff and requesters have the same one, rendered differently. */
export function useConversation(): Conversation {
  const { state, viewer, version } = useTicket();
  const reading = useTicketReading(state, viewer.id);
  // A requester's own answer may reopen their ticket: the status that follows it must not conflict with that.
  const posting = useCommentSend(state.ticket.id, () =>
    isRequester(viewer, { id: state.ticket.id, requesterId: state.ticket.requester.id })
      ? undefined
      : version,
  );
  const sender: CommentSend = {
    ...posting,
    send: (message) => {
      const key = posting.send(message);
      reading.goToEnd();
      return key;
    },
  };
  const composer = useComposer(sender, reading.seen);
  const followUp = useFollowUp(state.ticket);
  const writers = useTypingPeople(state.ticket.id);
  return {
    reading,
    sender,
    composer,
    writers,
    followUp: () => void composer.handOver(followUp),
    followUpOutgoing: ({ key, body }) => {
      // First into the form, then out of the outbox: at every moment it is stored somewhere.
      void sender.filesOf(key).then(async (files) => {
        await followUp({ text: body, files });
        await sender.takeBack(key);
      });
    },
    editOutgoing: ({ key, body, internal }) => {
      const kind = internal ? "note" : "reply";
      // First into the field, then out of the outbox: at every moment it is stored somewhere.
      composer.putBack(body, [], kind);
      void posting.takeBack(key).then((files) => composer.putBack("", files, kind));
    },
  };
}
