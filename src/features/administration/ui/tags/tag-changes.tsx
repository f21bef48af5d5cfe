"use client";

import type { TagChangeDto } from "@/features/tags/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { RelativeTime } from "@/ui/time/relative";

/** What was done to tags lately, how far what runs is, and a button that takes it back. */
export function TagChanges({
  changes,
  onUndo,
}: {
  changes: readonly TagChangeDto[];
  onUndo: (id: string) => void;
}) {
  const t = useTranslate();
  if (changes.length === 0) {
    return null;
  }
  return (
    <section aria-label={t("adminTags.changes.title")} className="flex max-w-3xl flex-col gap-2">
      <h2 className="text-ui font-semibold">{t("adminTags.changes.title")}</h2>
      <p className="text-note text-ink-muted">{t("adminTags.changes.reason")}</p>
      <ul className="divide-y divide-line rounded-xl bg-surface ring-1 ring-line">
        {changes.map((change) => (
          <li key={change.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
            <span className="min-w-0 flex-1 basis-60">
              <span className="block wrap-anywhere">{whatOf(change, t)}</span>
              <span className="block text-xs text-ink-muted">
                <Outcome change={change} /> · {t("adminTags.changes.by", { name: change.by.name })} ·{" "}
                <RelativeTime at={change.endedAt ?? change.createdAt} />
              </span>
              {change.state === "running" && (
                <progress
                  className="mt-1 h-1.5 w-full max-w-60"
                  aria-label={t("adminTags.changes.progress", { done: change.done, total: change.total })}
                  value={change.done}
                  max={Math.max(1, change.total)}
                />
              )}
            </span>
            {change.mayUndo && (
              <Button
                size="sm"
                aria-label={t("adminTags.changes.undoOf", { name: change.name })}
                onClick={() => onUndo(change.id)}
              >
                {t("adminTags.changes.undo")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Outcome({ change: { state, done, total } }: { change: TagChangeDto }) {
  const t = useTranslate();
  switch (state) {
    case "running":
      return t("adminTags.changes.progress", { done, total });
    case "cancelled":
      return t("adminTags.changes.cancelled");
    case "done":
      return t("adminTags.changes.done", { count: done });
  }
}

function whatOf({ kind, name, into }: TagChangeDto, t: ReturnType<typeof useTranslate>) {
  const names = { name: () => <bdi>{name}</bdi>, into: () => <bdi>{into}</bdi> };
  switch (kind) {
    case "rename":
      return t.rich("adminTags.changes.rename", names);
    case "merge":
      return t.rich("adminTags.changes.merge", names);
    case "delete":
      return t.rich("adminTags.changes.delete", { name: names.name });
    case "undo":
      return into === null
        ? t.rich("adminTags.changes.undoDelete", { name: names.name })
        : t.rich("adminTags.changes.undoRename", names);
  }
}
