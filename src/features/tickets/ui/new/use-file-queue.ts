"use client";

import { useEffect, useRef, useState } from "react";
import { ApiError, newIdempotencyKey } from "@/client/api/api";
import { useMe } from "@/client/browser/me";
import { filesOf, forgetFiles, keepFile } from "@/client/outbox/files";
import { useHoldPage } from "@/client/release/use-hold-page";
import { uploadFile } from "@/client/api/upload";
import { useTranslate } from "@/messages/translate-provider";
import type { Translate } from "@/messages/translation";

const BYTES_PER_MB = 1024 * 1024;

/** A file that waits for its ticket, is being uploaded, is uploaded, or failed. */
export interface QueuedFile {
  key: string;
  file: File;
  state: "waiting" | "sending" | "sent" | "failed";
  /** 0..1. */
  progress: number;
  error: string | null;
}

/** The files of a ticket that does not exist yet. */
export interface FileQueue {
  files: readonly QueuedFile[];
  /** They would survive a reload. */
  areKept: boolean;
  add(files: readonly File[]): void;
  remove(key: string): void;
  /** Uploads the missing files (that are not too large) to a ticket, one after the other; resolves with whether all arrived. */
  send(ticketId: string): Promise<boolean>;
  /** Retries one file. */
  retry(ticketId: string, key: string): Promise<void>;
}

/** The owner key of the files in the form of a new ticket. */
export function newTicketFilesOwner(personId: string): string {
  return `draft ${personId} new ticket`;
}

/** Holds files until their ticket is filed, then uploads them; each keeps its key, so that no attempt makes a second copy. */
export function useFileQueue(maxFileBytes: number): FileQueue {
  const t = useTranslate();
  const [files, setFiles] = useState<readonly QueuedFile[]>([]);
  const latest = useRef<readonly QueuedFile[]>(files);
  const [areKept, setKept] = useState(true);
  const { id: personId } = useMe();
  const owner = newTicketFilesOwner(personId);
  useHoldPage(files.length > 0 && !areKept);

  useEffect(() => {
    let isHere = true;
    void filesOf(owner).then((found) => {
      if (isHere && latest.current.length === 0 && found.length > 0) {
        latest.current = found.map(({ key, file }) => waiting(t, key, file, maxFileBytes));
        setFiles(latest.current);
      }
    });
    return () => {
      isHere = false;
    };
  }, [t, owner, maxFileBytes]);

  function change(update: (files: readonly QueuedFile[]) => readonly QueuedFile[]): void {
    latest.current = update(latest.current);
    setFiles(latest.current);
  }

  function patch(key: string, values: Partial<QueuedFile>): void {
    change((all) => all.map((one) => (one.key === key ? { ...one, ...values } : one)));
  }

  async function sendOne(ticketId: string, one: QueuedFile): Promise<boolean> {
    patch(one.key, { state: "sending", progress: 0, error: null });
    try {
      await uploadFile(`/api/tickets/${ticketId}/attachments`, {
        file: one.file,
        idempotencyKey: one.key,
        onProgress: (progress) => patch(one.key, { progress }),
      });
      patch(one.key, { state: "sent", progress: 1 });
      void forgetFiles([one.key]);
      return true;
    } catch (error) {
      patch(one.key, {
        state: "failed",
        error: error instanceof ApiError ? error.message : t("tickets.new.fileNotSent"),
      });
      return false;
    }
  }

  return {
    files,
    areKept,
    add: (added) => {
      const fresh = added.map((file) => waiting(t, newIdempotencyKey(), file, maxFileBytes));
      change((all) => [...all, ...fresh]);
      void Promise.all(fresh.map(({ key, file }) => keepFile(owner, key, file))).then((kept) =>
        setKept((before) => before && kept.every(Boolean)),
      );
    },
    remove: (key) => {
      change((all) => all.filter((one) => one.key !== key));
      void forgetFiles([key]);
    },
    send: async (ticketId) => {
      let isComplete = true;
      for (const one of latest.current.filter(
        (queued) => queued.state !== "sent" && queued.file.size <= maxFileBytes,
      )) {
        isComplete = (await sendOne(ticketId, one)) && isComplete;
      }
      return isComplete;
    },
    retry: async (ticketId, key) => {
      const one = latest.current.find((file) => file.key === key);
      if (one) {
        await sendOne(ticketId, one);
      }
    },
  };
}

function waiting(t: Translate, key: string, file: File, maxFileBytes: number): QueuedFile {
  const isTooLarge = file.size > maxFileBytes;
  return {
    key,
    file,
    state: isTooLarge ? "failed" : "waiting",
    progress: 0,
    error: isTooLarge
      ? t("tickets.new.fileTooLarge", { megabytes: Math.floor(maxFileBytes / BYTES_PER_MB) })
      : null,
  };
}
