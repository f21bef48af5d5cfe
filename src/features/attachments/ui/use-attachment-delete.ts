"use client";

import { useState } from "react";
import { callApi, newIdempotencyKey } from "@/client/api/api";
import type { AttachmentDto } from "@/features/attachments/schema";

/** Asks before a file is deleted. */
export interface AttachmentDelete {
  /** The file in question. */
  asked: AttachmentDto | null;
  ask(attachment: AttachmentDto): void;
  leave(): void;
  /** Deletes it; the event takes it off every screen. Throws ApiError. */
  confirm(): Promise<void>;
}

/** Deleting a file, with the question before it. */
export function useAttachmentDelete(): AttachmentDelete {
  const [asked, setAsked] = useState<AttachmentDto | null>(null);
  return {
    asked,
    ask: setAsked,
    leave: () => setAsked(null),
    confirm: async () => {
      if (asked) {
        await callApi(`/api/attachments/${asked.id}`, {
          method: "DELETE",
          idempotencyKey: newIdempotencyKey(),
        });
        setAsked(null);
      }
    },
  };
}
