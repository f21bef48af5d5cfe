"use client";

import { useEffect } from "react";
import { ErrorState } from "@/ui/states/error";
import { useTranslate } from "@/messages/translate-provider";

/** What a page shows when it broke: a way to try again, and the reference that the server's log carries too. */
export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslate();
  useEffect(() => {
    console.error(error);
  }, [error]);
  return (
    <main id="main" className="flex min-h-dvh items-center justify-center">
      <ErrorState
        level={1}
        title={t("shell.broke.page")}
        reason={t("shell.broke.reason")}
        reference={digestOf(error)}
        onRetry={retry}
      />
    </main>
  );
}

function digestOf(error: unknown): string | undefined {
  if (typeof error === "object" && error !== null && "digest" in error && typeof error.digest === "string") {
    return error.digest;
  }
  return undefined;
}
