"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { ApiError, callApi, newIdempotencyKey } from "@/client/api";
import { saveDraft } from "@/client/drafts";
import { uploadFile } from "@/client/upload";
import { useEvent } from "@/client/use-event";
import type { CommentDto } from "@/features/comments/schema";
import type { Status } from "@/features/tickets/schema";
import { ticketKey, type OpenTicket } from "@/features/tickets/ui/use-ticket-room";
import { isDone, newerComments, withComment, type Outgoing, type OutgoingFile } from "./outgoing";

/** What somebody sends. */
export interface Message {
  body: string;
  files: readonly File[];
  internal: boolean;
  version: number | undefined;
  then: Status | null;
}

/** Sending, without ever losing what was written. */
export interface CommentSend {
  /** What is on its way, or could not be sent. */
  outgoing: readonly Outgoing[];
  send(message: Message): void;
  /** Tries again, with the same keys: what arrived after all does not arrive twice. */
  retry(key: string): void;
  /** Sends a stale reply although somebody answered meanwhile. */
  sendAnyway(key: string): void;
  /** Forgets it; returns it, for whoever wants to go on editing. */
  discard(key: string): Outgoing | null;
  dropFile(key: string, fileKey: string): void;
}

/** Sends comments of one ticket: shown at once, text first, then its files; `onPosted` once the text is there. */
export function useCommentSend(
  personId: string,
  ticketId: string,
  onPosted: (message: Outgoing) => void,
): CommentSend {
  const queries = useQueryClient();
  const [outgoing, setOutgoing] = useState<readonly Outgoing[]>([]);
  const current = useRef<readonly Outgoing[]>([]);
  const uploads = useRef(new Map<string, AbortController>());

  function update(next: readonly Outgoing[]): void {
    current.current = next;
    setOutgoing(next);
    for (const internal of [false, true]) {
      const texts = next
        .filter((one) => one.internal === internal && one.state !== "files")
        .map((one) => one.body);
      saveDraft({ personId, ticketId, kind: internal ? "note:unsent" : "reply:unsent" }, texts.join("\n\n"));
    }
  }

  function patch(key: string, change: Partial<Outgoing>): void {
    update(
      current.current
        .map((one) => (one.key === key ? { ...one, ...change } : one))
        .filter((one) => !isDone(one)),
    );
  }

  function patchFile(key: string, fileKey: string, change: Partial<OutgoingFile>): void {
    const mine = find(key);
    if (mine) {
      patch(key, { files: mine.files.map((file) => (file.key === fileKey ? { ...file, ...change } : file)) });
    }
  }

  function find(key: string): Outgoing | undefined {
    return current.current.find((one) => one.key === key);
  }

  async function run(key: string): Promise<void> {
    const message = find(key);
    if (message && message.body !== "" && message.commentId === null) {
      const posted = await post(message);
      if (!posted) {
        return;
      }
      patch(key, { commentId: posted.id, state: "files" });
      onPosted(message);
    }
    for (const file of find(key)?.files ?? []) {
      if (file.state !== "done" && find(key)) {
        await upload(key, file);
      }
    }
  }

  async function post(message: Outgoing): Promise<CommentDto | null> {
    const { key, body, internal, version } = message;
    try {
      const comment = await callApi<CommentDto>(`/api/tickets/${ticketId}/comments`, {
        method: "POST",
        body: {
          body,
          ...(internal ? { internal } : {}),
          ...(version === undefined || internal ? {} : { version }),
        },
        idempotencyKey: key,
      });
      queries.setQueryData<OpenTicket>(
        ticketKey(ticketId),
        (state) => state && { ...state, comments: take(state.comments, comment) },
      );
      return comment;
    } catch (error) {
      const isStale = error instanceof ApiError && error.code === "stale_reply";
      const newer = isStale ? newerComments(error.problem["comments"]) : [];
      if (isStale) {
        queries.setQueryData<OpenTicket>(
          ticketKey(ticketId),
          (state) => state && { ...state, comments: newer.reduce(take, state.comments) },
        );
      }
      patch(key, {
        state: isStale ? "stale" : "failed",
        error: wordsOf(error),
        isOffline: error instanceof ApiError && error.status === 0,
        newer,
      });
      return null;
    }
  }

  async function upload(key: string, file: OutgoingFile): Promise<void> {
    const message = find(key);
    const controller = new AbortController();
    uploads.current.set(file.key, controller);
    patchFile(key, file.key, { state: "sending", error: null });
    try {
      await uploadFile(`/api/tickets/${ticketId}/attachments`, {
        file: file.file,
        fields: message?.commentId
          ? { commentId: message.commentId }
          : message?.internal
            ? { internal: "true" }
            : {},
        idempotencyKey: file.key,
        onProgress: (progress) => patchFile(key, file.key, { progress }),
        signal: controller.signal,
      });
      patchFile(key, file.key, { state: "done" });
    } catch (error) {
      patchFile(key, file.key, { state: "failed", error: wordsOf(error) });
    } finally {
      uploads.current.delete(file.key);
    }
  }

  // What failed only because nothing answered goes again when the line is back.
  useEvent<object>(["session:ready"], () => {
    current.current
      .filter((one) => one.state === "failed" && one.isOffline)
      .forEach((one) => again(one.key, {}));
  });

  useEffect(() => {
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    if (outgoing.length > 0) {
      window.addEventListener("beforeunload", ask);
    }
    return () => window.removeEventListener("beforeunload", ask);
  }, [outgoing.length]);

  function again(key: string, change: Partial<Outgoing>): void {
    const message = find(key);
    if (message) {
      patch(key, {
        state: message.commentId === null && message.body !== "" ? "sending" : "files",
        error: null,
        isOffline: false,
        ...change,
      });
      void run(key);
    }
  }

  return {
    outgoing,
    send: ({ body, files, internal, version, then }) => {
      const key = newIdempotencyKey();
      const knownIds = new Set(
        queries.getQueryData<OpenTicket>(ticketKey(ticketId))?.comments.map((comment) => comment.id),
      );
      const waiting = files.map((file): OutgoingFile => ({
        key: newIdempotencyKey(),
        file,
        progress: 0,
        state: "waiting",
        error: null,
      }));
      const message: Outgoing = {
        key,
        body: body.trim(),
        internal,
        at: new Date().toISOString(),
        state: body.trim() === "" ? "files" : "sending",
        error: null,
        isOffline: false,
        version,
        commentId: null,
        files: waiting,
        then,
        knownIds,
        newer: [],
      };
      update([...current.current, message]);
      void run(key);
    },
    retry: (key) => again(key, {}),
    // A new key: without its version it is another request.
    sendAnyway: (key) => {
      const fresh = newIdempotencyKey();
      update(current.current.map((one) => (one.key === key ? { ...one, key: fresh } : one)));
      again(fresh, { version: undefined, newer: [] });
    },
    discard: (key) => {
      const message = find(key) ?? null;
      message?.files.forEach((file) => uploads.current.get(file.key)?.abort());
      update(current.current.filter((one) => one.key !== key));
      return message;
    },
    dropFile: (key, fileKey) => {
      uploads.current.get(fileKey)?.abort();
      const message = find(key);
      if (message) {
        patch(key, { files: message.files.filter((file) => file.key !== fileKey) });
      }
    },
  };
}

/** The event may have been here first, and know more (a file that came along): then its comment stays. */
function take(comments: CommentDto[], comment: CommentDto): CommentDto[] {
  return comments.some((one) => one.id === comment.id) ? comments : withComment(comments, comment);
}

function wordsOf(error: unknown): string {
  return error instanceof ApiError
    ? (error.errors[0]?.message ?? error.message)
    : "Something went wrong on the way.";
}
