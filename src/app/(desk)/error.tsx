"use client";

import { useEffect, useState } from "react";
import { isMissingChunk } from "@/client/release/release";
import { useRelease } from "@/client/release/provider";
import { useWhenBack } from "@/client/connection/socket-provider";
import { ErrorState } from "@/ui/states/error";
import { useTranslate } from "@/messages/translate-provider";

/**
 * A page that broke: the shell around it stays, with its navigation. When a chunk of the program could not be
 * loaded, because a deployment removed it or the network was down, the page is reloaded, once.
 */
export default function DeskError({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslate();
  const { reloadForMissingChunk } = useRelease();
  const isMissing = isMissingChunk(error);
  const [isReloading, setReloading] = useState(isMissing);

  useEffect(() => {
    console.error(error);
    if (isMissing) {
      void reloadForMissingChunk().then(setReloading);
    }
  }, [error, isMissing, reloadForMissingChunk]);
  useWhenBack(() => {
    if (isMissing) {
      void reloadForMissingChunk().then(setReloading);
    }
  });

  return (
    <div className="flex flex-1 items-center justify-center">
      {isReloading ? (
        <p role="status" className="text-ink-muted">
          {t("shell.broke.loadingVersion")}
        </p>
      ) : (
        <ErrorState
          level={1}
          title={isMissing ? t("shell.broke.part") : t("shell.broke.page")}
          reason={isMissing ? t("shell.broke.partReason") : t("shell.broke.reason")}
          reference={digestOf(error)}
          onRetry={isMissing ? () => window.location.reload() : retry}
        />
      )}
    </div>
  );
}

function digestOf(error: unknown): string | undefined {
  const digest: unknown =
    typeof error === "object" && error !== null ? Reflect.get(error, "digest") : undefined;
  return typeof digest === "string" ? digest : undefined;
}
