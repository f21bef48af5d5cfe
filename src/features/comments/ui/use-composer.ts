"use client";

import { useRef, useState, type RefObject } from "react";
import { useTicket } from "@/features/tickets/ui/ticket-context";
import type { Status } from "@/features/tickets/schema";
import { LIMITS } from "@/shared/limits";
import { toast } from "@/ui/toast";
import type { CommentSend } from "./use-comment-send";
import { useDraft, type WrittenText } from "./use-draft";
import { useTypingSignal } from "./use-typing";

/** What one writes: for everybody on the ticket, or among staff. */
export type ComposerKind = "reply" | "note";

/** A file that was chosen and not sent. */
export interface PickedFile {
  key: string;
  file: File;
}

/** Writing on a ticket. */
export interface Composer {
  kind: ComposerKind;
  setKind(kind: ComposerKind): void;
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  savedAt: number | null;
  write(text: string): void;
  /** Text goes back into the field, in front of what is there. */
  putBack(text: string, files: readonly File[], kind: ComposerKind): void;
  files: readonly PickedFile[];
  addFiles(files: readonly File[]): void;
  removeFile(key: string): void;
  canSend: boolean;
  submit(then: Status | null): void;
  /** The keyboard goes to the field, of this kind or of the one that is open. */
  focus(kind?: ComposerKind): void;
  blurred(): void;
}

/** One field for replies and one for notes, each with its own text, files and draft. `seen`: up to where this person has read. */
export function useComposer(sender: CommentSend, seen: number): Composer {
  const { viewer, state, rights } = useTicket();
  const ticketId = state.ticket.id;
  const [kind, setKind] = useState<ComposerKind>(rights.mayReply ? "reply" : "note");
  const isPosted = (text: string): boolean =>
    state.comments.some((comment) => comment.author.id === viewer.id && comment.body.trim() === text.trim());
  const texts: Record<ComposerKind, WrittenText> = {
    reply: useDraft(viewer.id, ticketId, "reply", isPosted),
    note: useDraft(viewer.id, ticketId, "note", isPosted),
  };
  const [picked, setPicked] = useState<Record<ComposerKind, readonly PickedFile[]>>({ reply: [], note: [] });
  const typing = useTypingSignal(ticketId, kind === "note");
  const field = useRef<HTMLTextAreaElement>(null);
  const counter = useRef(0);
  const { text, savedAt, setText } = texts[kind];
  const files = picked[kind];
  const canSend = (text.trim() !== "" || files.length > 0) && text.length <= LIMITS.commentMax;

  function pick(into: ComposerKind, added: readonly File[]): void {
    const fresh = added.map((file) => ({ key: `${(counter.current += 1)}`, file }));
    setPicked((all) => ({ ...all, [into]: [...all[into], ...fresh].slice(0, LIMITS.filesPerRequest) }));
    if (files.length + added.length > LIMITS.filesPerRequest) {
      toast.info(`One message takes ${LIMITS.filesPerRequest} files. Send the others with the next one.`);
    }
  }

  function focus(next: ComposerKind = kind): void {
    setKind(next);
    // After the other tab's text is in the field.
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
    text,
    savedAt,
    write: (next) => {
      setText(next);
      typing.wrote(next);
    },
    putBack: (back, backFiles, into) => {
      texts[into].setText([back, texts[into].text].filter(Boolean).join("\n\n"));
      pick(into, backFiles);
      focus(into);
    },
    files,
    addFiles: (added) => pick(kind, added),
    removeFile: (key) => setPicked((all) => ({ ...all, [kind]: all[kind].filter((one) => one.key !== key) })),
    canSend,
    submit: (then) => {
      if (!canSend) {
        return;
      }
      typing.stopped();
      sender.send({
        body: text,
        files: files.map((one) => one.file),
        internal: kind === "note",
        version: seen,
        then,
      });
      setText("");
      setPicked((all) => ({ ...all, [kind]: [] }));
      field.current?.focus();
    },
    focus,
    blurred: () => typing.stopped(),
  };
}
