"use client";

import { useRef, useState, type RefObject } from "react";
import type { KeptFile } from "@/client/outbox/files";
import { useDraft, type Draft } from "@/features/drafts/ui/use-draft";
import { unfilledIn } from "@/features/canned-replies/ui/variable-words";
import { useTicket } from "@/features/open-ticket/ui/state/context";
import type { Status } from "@/features/tickets/schema";
import { useTranslate } from "@/messages/translate-provider";
import { isLongerThan } from "@/shared/characters";
import { LIMITS } from "@/shared/limits";
import { toast } from "@/ui/overlays/toast";
import type { CommentSend } from "./use-comment-send";
import { usePickedFiles, type PickedFiles } from "@/features/comments/ui/use-picked-files";
import { useTypingSignal } from "@/features/comments/ui/use-typing";

/** The kind of a message: for everybody on the ticket, or among staff. */
export type ComposerKind = "reply" | "note";

/** Writing on a ticket. */
export interface Composer {
  kind: ComposerKind;
  setKind(kind: ComposerKind): void;
  field: RefObject<HTMLTextAreaElement | null>;
  draft: Draft;
  text: string;
  write(text: string): void;
  /** Puts text back into the field, before the present content. */
  putBack(text: string, files: readonly File[], kind: ComposerKind): void;
  files: readonly KeptFile[];
  /** The files would survive a reload. */
  areFilesKept: boolean;
  addFiles(files: readonly File[]): void;
  removeFile(key: string): void;
  canSend: boolean;
  /** Variables of a canned reply that have no value yet: the text is not sent with them. */
  unfilled: readonly string[];
  submit(then: Status | null): void;
  /** Hands text and files over to `take`, which stores them, and then empties the field. */
  handOver(keep: (written: { text: string; files: readonly File[] }) => Promise<void>): Promise<void>;
  /** Focuses the field of this kind, or the one that is open. */
  focus(kind?: ComposerKind): void;
  blurred(): void;
}

/** One field for replies and one for notes, each with its own text, files and draft. `seen`: up to where this person has read. */
export function useComposer(sender: CommentSend, seen: number): Composer {
  const t = useTranslate();
  const { state, rights } = useTicket();
  const ticketId = state.ticket.id;
  const [kind, setKind] = useState<ComposerKind>(rights.mayReply ? "reply" : "note");
  const drafts: Record<ComposerKind, Draft> = {
    reply: useDraft(ticketId, "reply"),
    note: useDraft(ticketId, "note"),
  };
  const picked: Record<ComposerKind, PickedFiles> = {
    reply: usePickedFiles(ticketId, "reply"),
    note: usePickedFiles(ticketId, "note"),
  };
  const typing = useTypingSignal(ticketId, kind === "note");
  const field = useRef<HTMLTextAreaElement>(null);
  const draft = drafts[kind];
  const { text } = draft;
  const { files } = picked[kind];
  const unfilled = rights.canWork ? unfilledIn(text) : [];
  const canSend =
    unfilled.length === 0 &&
    (text.trim() !== "" || files.length > 0) &&
    !isLongerThan(text.trim(), LIMITS.commentMax);

  function pick(into: ComposerKind, added: readonly File[]): void {
    picked[into].add(added, LIMITS.filesPerRequest);
    if (picked[into].files.length + added.length > LIMITS.filesPerRequest) {
      toast.info(t("openTicket.compose.tooManyFiles", { count: LIMITS.filesPerRequest }));
    }
  }

  function focus(next: ComposerKind = kind): void {
    setKind(next);
    // After the field holds the other tab's text.
    requestAnimationFrame(() => {
      const area = field.current;
      area?.focus();
      area?.setSelectionRange(area.value.length, area.value.length);
    });
  }

  return {
    kind,
    setKind: (next) => {
      typing.stopped();
      setKind(next);
    },
    field,
    draft,
    text,
    write: (next) => {
      draft.write(next);
      typing.wrote(next);
    },
    putBack: (back, backFiles, into) => {
      if (back !== "") {
        drafts[into].write([back, drafts[into].text].filter(Boolean).join("\n\n"));
      }
      if (backFiles.length > 0) {
        pick(into, backFiles);
      }
      focus(into);
    },
    files,
    areFilesKept: picked[kind].areKept,
    addFiles: (added) => pick(kind, added),
    removeFile: picked[kind].remove,
    canSend,
    unfilled,
    submit: (then) => {
      if (!canSend) {
        return;
      }
      typing.stopped();
      // First into the outbox, then out of the field: at every moment it is stored somewhere.
      sender.send({
        body: text,
        files: files.map((one) => one.file),
        internal: kind === "note",
        version: seen,
        then,
      });
      draft.write("");
      picked[kind].clear();
      field.current?.focus();
    },
    handOver: async (keep) => {
      typing.stopped();
      await keep({ text, files: files.map((one) => one.file) });
      draft.write("");
      picked[kind].clear();
    },
    focus,
    blurred: () => typing.stopped(),
  };
}
