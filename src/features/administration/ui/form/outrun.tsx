"use client";

import type { Edits } from "@/client/api/use-edits";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";

/** Says at a field that somebody else has changed it since it was seen, and asks which of the two counts; nothing otherwise. */
export function Outrun<T extends object>({
  edits,
  field,
  theirs,
}: {
  edits: Edits<T>;
  field: keyof T;
  /** What it stands at now, in words. */
  theirs: string;
}) {
  const t = useTranslate();
  return (
    <div role="status" className="empty:hidden">
      {edits.isOutrun(field) && (
        <p className="flex flex-wrap items-center gap-2 rounded-lg bg-warning-soft px-3 py-2 text-note text-warning-ink">
          <span className="min-w-0 flex-1 basis-48">
            {t.rich("people.person.outrun", { value: () => <bdi className="font-medium">{theirs}</bdi> })}
          </span>
          <Button size="sm" onClick={() => edits.takeTheirs(field)}>
            {t("people.person.takeTheirs")}
          </Button>
          <Button size="sm" onClick={() => edits.keepMine(field)}>
            {t("people.person.keepMine")}
          </Button>
        </p>
      )}
    </div>
  );
}
