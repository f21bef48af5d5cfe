"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import type { OutboxItem } from "@/client/outbox/outbox";
import { readFile } from "@/client/outbox/files";
import { useOutbox, useOutboxSent } from "@/client/outbox/provider";
import type { CommentDto } from "@/features/comments/schema";
import type { Status } from "@/features/tickets/schema";
import type { OpenConversation } from "@/features/open-ticket/ui/state/room-state";
import { ticketKey } from "@/features/tickets/ui/queries";
import { aboutChange } from "@/features/tickets/ui/store/overlays";
import { useTranslate } from "@/messages/translate-provider";
import { toast } from "@/ui/overlays/toast";
import { isComment, MESSAGE, outgoingOf, withComment, type Outgoing } from "@/features/comments/ui/outgoing";

/** A message to send. */
export interface Message {
  body: string;
  files: readonly File[];
  internal: boolean;
  /** The version up to which its author had seen the ticket. */
  version: number;
  then: Status | null;
}

/** Sending messages without ever losing a text. */
export interface CommentSend {
  /** Messages that are being sent, or could not be sent. */
  outgoing: readonly Outgoing[];
  /** Sends it as soon as the server can be reached, and its status after it. Returns its key. */
  send(message: Message): string;
  /** Retries with the same keys: a message that arrived after all is not added twice. */
  retry(key: string): void;
  /** Sends a stale reply although another person answered meanwhile. */
  sendAnyway(key: string): void;
  /** Its files that have not arrived; those that this browser did not store are missing. */
  filesOf(key: string): Promise<readonly File[]>;
  /** Removes it, with what depends on it, so that the author can go on editing. */
  takeBack(key: string): Promise<readonly File[]>;
  /** Discards it; that can be undone for a while. */
  discard(key: string): void;
  dropFile(key: string, fileKey: string): void;
}

/**
 * Sends comments of one ticket through the outbox: they survive a reload, are sent in their order, and wait
 * without a connection. `statusVersion` gives the version with which a status that follows is sent; undefined
 * sends it in any case.
 */
export function useCommentSend(ticketId: string, statusVersion: () => number | undefined): CommentSend {
  const t = useTranslate();
  const queries = useQueryClient();
  const outbox = useOutbox();
  const queue = useMemo(() => outbox.items.filter((item) => item.lane === ticketId), [outbox, ticketId]);
  const outgoing = useMemo(() => outgoingOf(queue, outbox.shareOf), [queue, outbox]);

  function show(change: (comments: readonly CommentDto[]) => CommentDto[]): void {
    queries.setQueryData<OpenConversation>(
      ticketKey(ticketId),
      (state) => state && { ...state, comments: change(state.comments) },
    );
  }

  useOutboxSent((item, answer) => {
    if (item.lane === ticketId && isComment(answer)) {
      show((comments) =>
        item.about["what"] === MESSAGE
          ? take(comments, answer)
          : comments.map((one) => (one.id === answer.id ? answer : one)),
      );
    }
  });

  // The answers in a stale reply's error are shown, also before their events come.
  const newer = JSON.stringify(outgoing.flatMap((one) => one.newer));
  useEffect(() => {
    const parsed: unknown = JSON.parse(newer);
    const comments = Array.isArray(parsed) ? parsed.filter(isComment) : [];
    if (comments.length > 0) {
      queries.setQueryData<OpenConversation>(
        ticketKey(ticketId),
        (state) => state && { ...state, comments: comments.reduce<CommentDto[]>(take, [...state.comments]) },
      );
    }
  }, [newer, queries, ticketId]);

  const find = (key: string) => queue.find((item) => item.id === key);

  return {
    outgoing,
    send: ({ body, files, internal, version, then }) => {
      const path = `/api/tickets/${ticketId}`;
      const isEmpty = body.trim() === "";
      const known =
        queries.getQueryData<OpenConversation>(ticketKey(ticketId))?.comments.at(-1)?.createdAt ?? "";
      const key = outbox.add({
        lane: ticketId,
        kind: "message",
        method: "POST",
        path: `${path}/comments`,
        body: isEmpty ? null : { body, ...(internal ? { internal } : { version }) },
        about: { what: MESSAGE, internal, knownUntil: known },
        files: {
          path: `${path}/attachments`,
          fields: internal && isEmpty ? { internal: "true" } : {},
          all: files,
        },
      });
      if (then) {
        const since = statusVersion();
        outbox.add({
          lane: ticketId,
          kind: "change",
          method: "PATCH",
          path,
          body: { status: then, ...(since === undefined ? {} : { version: since }) },
          about: aboutChange({ status: then }),
          after: key,
        });
      }
      return key;
    },
    retry: (key) => outbox.retry(key),
    sendAnyway: (key) => {
      const item = find(key);
      // An author who has seen the new answers has seen them for their later messages as well.
      const seen = item?.problem?.members["version"];
      for (const later of item ? queue.filter((one) => isAfter(one, item)) : []) {
        outbox.retry(later.id, { ...later.body, version: seen });
      }
      const body = Object.entries(item?.body ?? {});
      outbox.retry(key, Object.fromEntries(body.filter(([name]) => name !== "version")));
    },
    filesOf: async (key) => {
      const waiting = (find(key)?.files ?? []).filter((one) => one.state !== "done");
      return (await Promise.all(waiting.map((one) => readFile(one.key)))).filter((file) => file !== null);
    },
    takeBack: async (key) => (await outbox.discard(key)).files.map((one) => one.file),
    discard: (key) => {
      void outbox.discard(key).then((discarded) => {
        toast.info(t("openTicket.outgoing.discarded"), {
          action: { label: t("openTicket.outgoing.undo"), onClick: () => outbox.restore(discarded) },
        });
      });
    },
    dropFile: (key, fileKey) => outbox.dropFile(key, fileKey),
  };
}

/** The event may have come first, with more in it (an added file): then its comment stays. */
function take(comments: readonly CommentDto[], comment: CommentDto): CommentDto[] {
  return comments.some((one) => one.id === comment.id) ? [...comments] : withComment(comments, comment);
}

/** A public message that was written later, and that was not tried yet. */
function isAfter(one: OutboxItem, item: OutboxItem): boolean {
  return (
    one.order > item.order &&
    one.triedAt === null &&
    typeof one.body?.["version"] === "number" &&
    one.kind === "message"
  );
}
