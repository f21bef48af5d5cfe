"use client";

import { createContext, memo, useContext, useMemo, type ReactNode } from "react";
import { useTranslate } from "@/messages/translate-provider";
import type { Translate } from "@/messages/translation";
import { classNames } from "@/ui/class-names";
import type { MarkdownWords } from "@/ui/markdown/format";
import { formatOnce } from "@/ui/markdown/formatted-cache";

const OwnOrigins = createContext<readonly string[]>([]);

/** Provides this installation's own origins, as the server knows them: browser and server have to make the same links of a text. */
export function OwnOriginsProvider({
  origins,
  children,
}: {
  origins: readonly string[];
  children: ReactNode;
}) {
  return <OwnOrigins value={origins}>{children}</OwnOrigins>;
}

/**
 * A formatted text; one with too many elements is shown as it was typed, with a remark. Its HTML is made by
 * `formatText`, which writes a closed list of tags and escapes everything else: raw HTML is text, never run.
 */
export const Markdown = memo(function Markdown({
  children,
  className,
}: {
  children: string;
  className?: string;
}) {
  const ownOrigins = useContext(OwnOrigins);
  const { html, isPlain } = formatOnce(children, ownOrigins, wordsOf(useTranslate()));
  // React compares by identity, and would lay out anew what is the same.
  const content = useMemo(() => ({ __html: html }), [html]);
  if (isPlain) {
    return <PlainText className={className}>{children}</PlainText>;
  }
  return (
    <div
      dir="auto"
      className={classNames("prose-quiet text-ui", className)}
      dangerouslySetInnerHTML={content}
    />
  );
});

function wordsOf(t: Translate): MarkdownWords {
  return {
    columns: t("ui.markdown.columns"),
    code: t("ui.markdown.code"),
    table: t("ui.markdown.table"),
    done: t("ui.markdown.done"),
    toDo: t("ui.markdown.toDo"),
  };
}

/** A text exactly as it was typed, for one that cannot be formatted. */
export function PlainText({ children, className }: { children: string; className?: string | undefined }) {
  const t = useTranslate();
  return (
    <div className={classNames("prose-quiet text-ui", className)}>
      <p dir="auto" className="prose-plain">
        {children}
      </p>
      <p className="text-note text-ink-muted">{t("ui.plainText")}</p>
    </div>
  );
}
