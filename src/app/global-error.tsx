"use client";

import "./globals.css";
import { useSyncExternalStore } from "react";
import { Translated } from "@/messages/translated";
import { useTranslate } from "@/messages/translate-provider";
import { chooseSpeech, type Speech } from "@/messages/locale";
import { ErrorState } from "@/ui/states/error";

/** Shown when even the document around the pages broke; it brings its own document, in the system's colours and the browser's language. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  const accepted = useSyncExternalStore(
    () => () => undefined,
    () => navigator.languages.join(","),
    () => "",
  );
  const speech: Speech = chooseSpeech(null, accepted);
  return (
    <html lang={speech.language} className="system">
      <body>
        <Translated speech={speech}>
          <Broke onRetry={retry} />
        </Translated>
      </body>
    </html>
  );
}

function Broke({ onRetry }: { onRetry: () => void }) {
  const t = useTranslate();
  return (
    <>
      <title>{t("shell.titles.broke")}</title>
      <main className="flex min-h-dvh items-center justify-center">
        <ErrorState
          level={1}
          title={t("shell.broke.something")}
          reason={t("shell.broke.reason")}
          onRetry={onRetry}
        />
      </main>
    </>
  );
}
