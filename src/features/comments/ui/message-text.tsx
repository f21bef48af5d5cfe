"use client";

import { ErrorBoundary } from "@/ui/error-boundary";
import { Markdown, PlainText } from "@/ui/markdown";

/** What somebody wrote, formatted; as it was typed where that cannot be done. Its neighbours are shown in any case. */
export function MessageText({ children }: { children: string }) {
  return (
    <ErrorBoundary fallback={<PlainText>{children}</PlainText>}>
      <Markdown>{children}</Markdown>
    </ErrorBoundary>
  );
}
