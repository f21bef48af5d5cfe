"use client";

import { useEffect, useRef, useState } from "react";
import { newIdempotencyKey } from "@/client/api/api";
import { useMe } from "@/client/browser/me";
import { filesOf, forgetFiles, keepFile, type KeptFile } from "@/client/outbox/files";
import { useHoldPage } from "@/client/release/use-hold-page";

/** Files that were chosen for a message and not sent. */
export interface PickedFiles {
  files: readonly KeptFile[];
  /** They would survive a reload. */
  areKept: boolean;
  add(files: readonly File[], most: number): void;
  remove(key: string): void;
  clear(): void;
}

/** Keeps the files that were chosen in one field of a ticket, over reloads where the browser can. */
export function usePickedFiles(place: string, kind: string): PickedFiles {
  const { id: personId } = useMe();
  const owner = `draft ${personId} ${place} ${kind}`;
  const [files, setFiles] = useState<readonly KeptFile[]>([]);
  const [areKept, setKept] = useState(true);
  const isTouched = useRef(false);
  useHoldPage(files.length > 0 && !areKept);

  useEffect(() => {
    let isHere = true;
    void filesOf(owner).then((found) => {
      if (isHere && !isTouched.current) {
        setFiles(found);
      }
    });
    return () => {
      isHere = false;
    };
  }, [owner]);

  return {
    files,
    areKept,
    add: (added, most) => {
      isTouched.current = true;
      const fresh = added
        .slice(0, Math.max(0, most - files.length))
        .map((file) => ({ key: newIdempotencyKey(), file }));
      setFiles((all) => [...all, ...fresh]);
      void Promise.all(fresh.map(({ key, file }) => keepFile(owner, key, file))).then((kept) =>
        setKept((before) => before && kept.every(Boolean)),
      );
    },
    remove: (key) => {
      setFiles((all) => all.filter((one) => one.key !== key));
      void forgetFiles([key]);
    },
    clear: () => {
      void forgetFiles(files.map((one) => one.key));
      setFiles([]);
      setKept(true);
    },
  };
}
