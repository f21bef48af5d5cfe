"use client";

import "./globals.css";
import { ErrorState } from "@/ui/error-state";

/** What is shown when even the document around the pages broke; it brings its own, in the system's colours. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en" className="system">
      <body>
        <title>Something broke · Helpejo</title>
        <main className="flex min-h-dvh items-center justify-center">
          <ErrorState
            level={1}
            title="Something broke"
            reason="The fault is ours. Try again; if it stays, tell your administrator."
            onRetry={retry}
          />
        </main>
      </body>
    </html>
  );
}
