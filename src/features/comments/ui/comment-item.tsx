"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { callApi, newIdempotencyKey } from "@/client/api";
import { AttachmentList } from "@/features/attachments/ui/attachment-list";
import type { AttachmentDto } from "@/features/attachments/schema";
import type { CommentDto } from "@/features/comments/schema";
import { useTicket } from "@/features/tickets/ui/ticket-context";
import { ticketKey, type OpenTicket } from "@/features/tickets/ui/use-ticket-room";
import { LIMITS } from "@/shared/limits";
import { AlertDialog } from "@/ui/alert-dialog";
import { MarkdownLazy } from "@/ui/markdown-lazy";
import { CommentCard } from "./comment-card";
import { TextEditor } from "./text-editor";

/** A comment of the thread, with changing and deleting it where that is this person's to do. */
export function CommentItem({
  comment,
  authorHint,
  onRemoveFile,
}: {
  comment: CommentDto;
  authorHint?: string;
  onRemoveFile: (attachment: AttachmentDto) => void;
}) {
  const { viewer, rights } = useTicket();
  const queries = useQueryClient();
  const [isEditing, setEditing] = useState(false);
  const [isDeleting, setDeleting] = useState(false);
  const mayChange = rights.mayChangeOwn({ ownerId: comment.author.id, internal: comment.internal });

  function show(change: (comments: CommentDto[]) => CommentDto[]): void {
    queries.setQueryData<OpenTicket>(
      ticketKey(comment.ticketId),
      (state) => state && { ...state, comments: change(state.comments) },
    );
  }

  async function save(body: string): Promise<void> {
    const saved = await callApi<CommentDto>(`/api/comments/${comment.id}`, {
      method: "PATCH",
      body: { body },
      idempotencyKey: newIdempotencyKey(),
    });
    show((comments) => comments.map((one) => (one.id === saved.id ? saved : one)));
  }

  async function remove(): Promise<void> {
    await callApi(`/api/comments/${comment.id}`, { method: "DELETE", idempotencyKey: newIdempotencyKey() });
    show((comments) => comments.filter((one) => one.id !== comment.id));
  }

  return (
    <CommentCard
      author={comment.author}
      {...(authorHint ? { authorHint } : {})}
      at={comment.createdAt}
      editedAt={comment.editedAt}
      internal={comment.internal}
      isMine={comment.author.id === viewer.id}
      onEdit={mayChange ? () => setEditing(true) : undefined}
      onDelete={mayChange ? () => setDeleting(true) : undefined}
    >
      {isEditing ? (
        <TextEditor
          label="Message"
          text={comment.body}
          max={LIMITS.commentMax}
          onSave={save}
          onLeave={() => setEditing(false)}
        />
      ) : (
        <MarkdownLazy>{comment.body}</MarkdownLazy>
      )}
      <AttachmentList
        attachments={comment.attachments}
        onRemove={mayChange ? onRemoveFile : undefined}
        className="mt-3"
      />
      <AlertDialog
        open={isDeleting}
        onOpenChange={setDeleting}
        danger
        title={comment.internal ? "Delete this note?" : "Delete this message?"}
        description={`${comment.attachments.length > 0 ? "Its text and files go" : "Its text goes"} for good, for everybody. The history keeps that something was deleted.`}
        confirmLabel="Delete"
        onConfirm={remove}
      />
    </CommentCard>
  );
}
