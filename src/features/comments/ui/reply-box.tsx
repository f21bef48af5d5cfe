"use client";

import { DraftMark } from "@/features/drafts/ui/draft-mark";
import { TicketWaiting } from "@/features/tickets/ui/ticket-waiting";
import { Button } from "@/ui/button";
import { FileButton } from "@/ui/file-drop";
import { ComposerField } from "./composer-field";
import type { Composer } from "./use-composer";

/** The one box in which a requester answers. `placeholder` says what an answer does. */
export function ReplyBox({ composer, placeholder }: { composer: Composer; placeholder: string }) {
  return (
    <section
      aria-label="Write a reply"
      className="rounded-2xl border border-line bg-surface shadow-float transition-shadow focus-within:ring-2 focus-within:ring-ring"
    >
      <TicketWaiting />
      <ComposerField composer={composer} label="Your reply" placeholder={placeholder} minRows={1} />
      <div className="flex items-center gap-2 px-2 pb-2">
        <FileButton onFiles={composer.addFiles} label="Add files or pictures" />
        <span className="flex-1" />
        <DraftMark draft={composer.draft} />
        <Button
          variant="primary"
          disabled={!composer.canSend}
          onClick={() => composer.submit(null)}
          aria-keyshortcuts="Control+Enter Meta+Enter"
        >
          Send
        </Button>
      </div>
    </section>
  );
}
