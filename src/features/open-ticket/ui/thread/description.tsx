"use client";

import { useState } from "react";
import { AttachmentList } from "@/features/attachments/ui/attachment-list";
import type { AttachmentDto } from "@/features/attachments/schema";
import { CommentCard, MessageText } from "@/features/comments/ui/comment-card";
import { TextEditor } from "@/features/comments/ui/text-editor";
import { useDraftKinds } from "@/features/drafts/ui/use-draft";
import { useTranslate } from "@/messages/translate-provider";
import { LIMITS } from "@/shared/limits";
import { useTicket } from "@/features/open-ticket/ui/state/context";
import { filesOfDescription } from "./items";

/** The description, as the first message of the thread. */
export function TicketDescription({ onRemoveFile }: { onRemoveFile: (attachment: AttachmentDto) => void }) {
  const t = useTranslate();
  const { ticket, state, viewer, rights, version, change } = useTicket();
  const [wantsEdit, setWantsEdit] = useState<boolean | null>(null);
  const hasDraft = useDraftKinds(ticket.id).has("description");
  const mayChange = rights.mayChange("description", "");
  // An edit was begun and not saved, in an earlier page or on another device: it continues.
  const isEditing = mayChange && (wantsEdit ?? hasDraft);
  return (
    <CommentCard
      author={ticket.requester}
      {...(rights.isStaff ? { authorHint: t("openTicket.thread.requester") } : {})}
      at={ticket.createdAt}
      isMine={ticket.requester.id === viewer.id}
      onEdit={mayChange ? () => setWantsEdit(true) : undefined}
    >
      {isEditing ? (
        <TextEditor
          label={t("openTicket.thread.description")}
          text={ticket.description}
          place={ticket.id}
          kind="description"
          since={version}
          isRestored={wantsEdit === null}
          min={LIMITS.descriptionMin}
          max={LIMITS.descriptionMax}
          onSave={(description, since) =>
            void change({ input: { description }, shown: { description }, since })
          }
          onLeave={() => setWantsEdit(false)}
          onReturn={() => setWantsEdit(true)}
        />
      ) : (
        <MessageText>{ticket.description}</MessageText>
      )}
      <AttachmentList
        attachments={filesOfDescription(state)}
        onRemove={
          rights.mayChangeOwn({ ownerId: ticket.requester.id, internal: false }) ? onRemoveFile : undefined
        }
        className="mt-3"
      />
    </CommentCard>
  );
}
