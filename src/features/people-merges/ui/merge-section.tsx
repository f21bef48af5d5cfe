"use client";

import Link from "next/link";
import { useState } from "react";
import { useMe } from "@/client/browser/me";
import { COUNTED } from "@/features/people-merges/fields";
import type { MergeDto } from "@/features/people-merges/schema";
import type { AdminUserDto } from "@/features/users/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { ProgressBar } from "@/ui/marks/progress-bar";
import { toast } from "@/ui/overlays/toast";
import { Callout } from "@/ui/states/callout";
import { MergeDialog } from "./merge-dialog";
import { mergeInto, useMerge } from "./use-merge";

/** Merging a person's account into another one of theirs, or how that stands; for admins. */
export function MergeSection({ person, onChanged }: { person: AdminUserDto; onChanged: () => void }) {
  const t = useTranslate();
  const me = useMe();
  const { data, refetch } = useMerge(person.id);
  const [isOpen, setOpen] = useState(false);
  const changed = (): void => {
    refetch();
    onChanged();
  };
  if (data?.merge) {
    return <MergeState merge={data.merge} onChanged={changed} />;
  }
  if (person.id === me.id) {
    return <p className="text-ink-muted">{t("merges.own")}</p>;
  }
  return (
    <>
      <Button className="self-start" onClick={() => setOpen(true)}>
        {t("merges.begin")}
      </Button>
      {isOpen && <MergeDialog person={person} onClose={() => setOpen(false)} onMerged={changed} />}
    </>
  );
}

/** Where an account is now that was merged, and how far that is. */
function MergeState({ merge, onChanged }: { merge: MergeDto; onChanged: () => void }) {
  const t = useTranslate();
  const { into, from, state, done, total } = merge;
  const isMore = total >= COUNTED;
  async function goOn(): Promise<void> {
    try {
      await mergeInto(from.id, { into: into.id, name: from.name });
    } catch (error) {
      toast.error(t("merges.failed"), { description: error instanceof Error ? error.message : undefined });
    } finally {
      onChanged();
    }
  }
  return (
    <Callout
      tone={state === "stopped" ? "warning" : "info"}
      live="status"
      actions={
        state === "stopped" ? (
          <Button size="sm" onClick={() => void goOn()}>
            {t("merges.goOn")}
          </Button>
        ) : undefined
      }
    >
      <p>
        {t.rich(`merges.state.${state}`, {
          link: () => (
            <Link href={`/admin/people/${into.id}`} className="rounded-sm font-medium underline focus-ring">
              <bdi>{into.name}</bdi>
            </Link>
          ),
        })}
      </p>
      {state === "running" && (
        <div className="mt-2 flex flex-col gap-1">
          <ProgressBar
            value={isMore ? null : total === 0 ? 1 : Math.min(done / total, 1)}
            label={t("merges.started", { name: from.name })}
          />
          <p className="text-note tabular-nums">
            {t(isMore ? "merges.progressMore" : "merges.progress", { done, total })}
          </p>
        </div>
      )}
    </Callout>
  );
}
