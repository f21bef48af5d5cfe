"use client";

import { CircleAlert, CircleCheck } from "lucide-react";
import { useTranslate } from "@/messages/translate-provider";
import { CopyButton } from "@/ui/buttons/copy-button";
import { Spinner } from "@/ui/marks/spinner";
import type { InvitedRow } from "./use-invitations";

/** What came of each invitation. */
export function InvitedRows({ rows }: { rows: readonly InvitedRow[] }) {
  const t = useTranslate();
  const done = rows.filter(({ state }) => state === "sent").length;
  return (
    <div className="flex flex-col gap-3">
      <p role="status" className="text-note text-ink-muted">
        {t("people.inviting.progress", { done, all: rows.length })}
      </p>
      <ul
        aria-label={t("people.inviting.results")}
        className="max-h-[50dvh] divide-y divide-line overflow-y-auto rounded-xl bg-surface ring-1 ring-line"
        tabIndex={0}
      >
        {rows.map((row) => (
          <li key={row.email} className="flex items-center gap-3 px-3 py-2">
            <StateMark state={row.state} />
            <span className="min-w-0 flex-1">
              <bdi className="block wrap-anywhere">{row.email}</bdi>
              <span className="block text-note text-ink-muted">
                {row.state === "failed"
                  ? row.reason
                  : t(row.state === "sent" ? "people.inviting.sent" : "people.inviting.waiting")}
              </span>
            </span>
            {row.url !== null && (
              <CopyButton text={row.url} label={t("people.inviting.copyLink", { address: row.email })} />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function StateMark({ state }: { state: InvitedRow["state"] }) {
  switch (state) {
    case "waiting":
      return <Spinner className="size-4 shrink-0" />;
    case "sent":
      return <CircleCheck aria-hidden className="size-4 shrink-0 text-success" />;
    case "failed":
      return <CircleAlert aria-hidden className="size-4 shrink-0 text-danger" />;
  }
}
