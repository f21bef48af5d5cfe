"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslate } from "@/messages/translate-provider";
import { ButtonLink } from "@/ui/buttons/button-link";
import { buttonClasses } from "@/ui/buttons/button-styles";

/** The props of Pagination: addresses by cursor, absent where there is nothing further. */
export interface PaginationProps {
  newerHref?: string | null;
  olderHref?: string | null;
  newerLabel?: string;
  olderLabel?: string;
  /** "26 to 50 of 812". */
  summary?: string;
  /** What is being paged, for screen readers. */
  label?: string;
}

/** Newer and older, by cursor: pages never shift when a new row arrives. */
export function Pagination({
  newerHref,
  olderHref,
  newerLabel,
  olderLabel,
  summary,
  label,
}: PaginationProps) {
  const t = useTranslate();
  if (!newerHref && !olderHref && !summary) {
    return null;
  }
  return (
    <nav aria-label={label ?? t("ui.pages")} className="flex flex-wrap items-center justify-between gap-2">
      <p className="text-xs tabular-nums text-ink-muted">{summary}</p>
      <div className="flex gap-1">
        <Step href={newerHref} rel="prev">
          <ChevronLeft aria-hidden />
          {newerLabel ?? t("ui.newer")}
        </Step>
        <Step href={olderHref} rel="next">
          {olderLabel ?? t("ui.older")}
          <ChevronRight aria-hidden />
        </Step>
      </div>
    </nav>
  );
}

function Step({ href, rel, children }: { href?: string | null; rel: "prev" | "next"; children: ReactNode }) {
  if (!href) {
    return (
      <span aria-hidden className={buttonClasses("ghost", "sm", "invisible")}>
        {children}
      </span>
    );
  }
  return (
    <ButtonLink href={href} rel={rel} variant="ghost" size="sm">
      {children}
    </ButtonLink>
  );
}
