"use client";

import { useState } from "react";
import { AttachmentList } from "@/features/attachments/ui/attachment-list";
import type { AttachmentDto } from "@/features/attachments/schema";
import { CommentCard } from "@/features/comments/ui/comment-card";
import { TextEditor } from "@/features/comments/ui/text-editor";
import { LIMITS } from "@/shared/limits";
import { MarkdownLazy } from "@/ui/markdown-lazy";
import { useTicket } from "./ticket-context";
import { filesOfDescription } from "./ticket-thread-items";

/** What was asked at first, as the first message of the thread. */
export function TicketDescription({ onRemoveFile }: { onRemoveFile: (attachment: AttachmentDto) => void }) {
  const { ticket, state, viewer, rights, version, change } = useTicket();
  /** The version at which the editing began. */
  const [since, setSince] = useState<number | null>(null);
  return (
    <CommentCard
      author={ticket.requester}
      {...(rights.isStaff ? { authorHint: "Requester" } : {})}
      at={ticket.createdAt}
      isMine={ticket.requester.id === viewer.id}
      onEdit={rights.mayChange("description", "") ? () => setSince(version) : undefined}
    >
      {since !== null ? (
        <TextEditor
          label="Description"
          text={ticket.description}
          min={LIMITS.descriptionMin}
          max={LIMITS.descriptionMax}
          onSave={async (description) => {
            if (!(await change({ input: { description }, shown: { description }, since }))) {
              throw new Error("The description was not changed. What you wrote is still here.");
            }
          }}
          onLeave={() => setSince(null)}
        />
      ) : (
        <MarkdownLazy>{ticket.description}</MarkdownLazy>
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
