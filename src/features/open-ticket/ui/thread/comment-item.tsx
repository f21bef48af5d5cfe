"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Clock } from "lucide-react";
import { memo, useState } from "react";
import { callApi, newIdempotencyKey } from "@/client/api/api";
import { AttachmentList } from "@/features/attachments/ui/attachment-list";
import type { AttachmentDto } from "@/features/attachments/schema";
import type { CommentDto } from "@/features/comments/schema";
import { useTicket } from "@/features/open-ticket/ui/state/context";
import type { OpenConversation } from "@/features/open-ticket/ui/state/room-state";
import { ticketKey } from "@/features/tickets/ui/queries";
import { useTranslate } from "@/messages/translate-provider";
import { LIMITS } from "@/shared/limits";
import { AlertDialog } from "@/ui/overlays/alert-dialog";
import { Button } from "@/ui/buttons/button";
import { Callout } from "@/ui/states/callout";
import { CommentCard, MessageText } from "@/features/comments/ui/comment-card";
import { TextEditor, type TextEditorProps } from "@/features/comments/ui/text-editor";
import { editKind, useCommentEdit, type CommentEdit } from "@/features/comments/ui/use-comment-edit";

/** The props of CommentItem. */
export interface CommentItemProps {
  comment: CommentDto;
  authorHint: string | undefined;
  isMine: boolean;
  /** Whether this person may edit and delete it. */
  mayChange: boolean;
  /** A change of it was begun and not saved, in an earlier page or on another device. */
  hasDraft: boolean;
  /** A change of it is in the outbox. */
  hasChange: boolean;
  onRemoveFile: (attachment: AttachmentDto) => void;
}

/**
 * A comment of the thread, with editing and deleting where this person may. A long thread has hundreds, so it
 * subscribes to nothing that changes with the ticket: only its editor and a pending change do.
 */
export const CommentItem = memo(function CommentItem({
  comment,
  authorHint,
  isMine,
  mayChange,
  hasDraft,
  hasChange,
  onRemoveFile,
}: CommentItemProps) {
  const t = useTranslate();
  const queries = useQueryClient();
  const [wantsEdit, setWantsEdit] = useState<boolean | null>(null);
  const [isDeleting, setDeleting] = useState(false);
  // An edit that was begun and not saved continues.
  const isEditing = mayChange && (wantsEdit ?? hasDraft);

  async function remove(): Promise<void> {
    await callApi(`/api/comments/${comment.id}`, { method: "DELETE", idempotencyKey: newIdempotencyKey() });
    queries.setQueryData<OpenConversation>(
      ticketKey(comment.ticketId),
      (state) => state && { ...state, comments: state.comments.filter((one) => one.id !== comment.id) },
    );
  }

  return (
    <CommentCard
      author={comment.author}
      {...(authorHint ? { authorHint } : {})}
      at={comment.createdAt}
      editedAt={comment.editedAt}
      internal={comment.internal}
      isMine={isMine}
      onEdit={mayChange ? () => setWantsEdit(true) : undefined}
      onDelete={mayChange ? () => setDeleting(true) : undefined}
    >
      {isEditing ? (
        <CommentEditor
          comment={comment}
          isRestored={wantsEdit === null}
          onLeave={() => setWantsEdit(false)}
          onReturn={() => setWantsEdit(true)}
        />
      ) : hasChange ? (
        <ChangedComment comment={comment} />
      ) : (
        <MessageText>{comment.body}</MessageText>
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
        title={t(`openTicket.thread.${comment.internal ? "deleteNote" : "deleteMessage"}`)}
        description={t(
          `openTicket.thread.${comment.attachments.length > 0 ? "deleteTextAndFiles" : "deleteText"}`,
        )}
        confirmLabel={t("openTicket.thread.delete")}
        onConfirm={remove}
      />
    </CommentCard>
  );
});

function CommentEditor({
  comment,
  isRestored,
  onLeave,
  onReturn,
}: Pick<TextEditorProps, "isRestored" | "onLeave" | "onReturn"> & { comment: CommentDto }) {
  const t = useTranslate();
  const { version } = useTicket();
  const edit = useCommentEdit(comment);
  return (
    <TextEditor
      label={t("openTicket.thread.message")}
      text={edit.shown}
      place={comment.ticketId}
      kind={editKind(comment.id)}
      since={version}
      isRestored={isRestored}
      max={LIMITS.commentMax}
      onSave={edit.save}
      onLeave={onLeave}
      onReturn={onReturn}
    />
  );
}

function ChangedComment({ comment }: { comment: CommentDto }) {
  const edit = useCommentEdit(comment);
  return (
    <>
      <MessageText>{edit.shown}</MessageText>
      <EditState edit={edit} />
    </>
  );
}

/** Whether a change of this message is being sent, waits, or was refused; its text is kept in any case. */
function EditState({ edit }: { edit: CommentEdit }) {
  const t = useTranslate();
  if (edit.state === "waiting") {
    return (
      <p role="status" className="mt-2 flex items-center gap-1.5 text-xs text-ink-muted">
        <Clock aria-hidden className="size-3.5 shrink-0" />
        {t("openTicket.thread.changeWaits")}
      </p>
    );
  }
  if (edit.state !== "failed") {
    return null;
  }
  return (
    <Callout
      tone="danger"
      live="alert"
      className="mt-2"
      title={t("openTicket.thread.changeFailed", { reason: edit.error ?? "" })}
      actions={
        <>
          <Button size="sm" variant="primary" onClick={edit.retry}>
            {t("openTicket.thread.tryAgain")}
          </Button>
          <Button size="sm" onClick={edit.discard}>
            {t("openTicket.thread.discard")}
          </Button>
        </>
      }
    >
      <p dir="auto" className="max-h-40 overflow-y-auto wrap-anywhere whitespace-pre-wrap">
        {edit.body}
      </p>
    </Callout>
  );
}
