"use client";

import { useDeferredValue, useState, type FormEvent } from "react";
import { ApiError } from "@/client/api/api";
import type { AdminTagDto, TagChangeInput } from "@/features/tags/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Field } from "@/ui/fields/field";
import { Input } from "@/ui/fields/input";
import { Dialog } from "@/ui/overlays/dialog";
import { Callout } from "@/ui/states/callout";
import { useTagPreview } from "./use-admin-tags";

const FORM = "change-tag";
const SECONDS_PER_MINUTE = 60;

/** What is to be done to a tag. */
export type TagWish = { kind: TagChangeInput["kind"]; tag: AdminTagDto };

/** Asks for the new name of a tag, or the tag to merge it into, and says how many tickets change. */
export function TagDialog({
  wish: { kind, tag },
  onBegin,
  onClose,
}: {
  wish: TagWish;
  onBegin: (input: TagChangeInput) => Promise<void>;
  onClose: () => void;
}) {
  const t = useTranslate();
  const [into, setInto] = useState("");
  const [problem, setProblem] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const wanted = into.trim().toLowerCase();
  const preview = useTagPreview(tag.name, useDeferredValue(wanted));
  // A name that another tag has: the two become one.
  const isMerge =
    kind === "merge" || (kind === "rename" && preview?.intoExists === true && wanted !== tag.name);

  async function begin(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const { name } = tag;
      await onBegin(
        kind === "delete" ? { kind, name } : { kind: isMerge ? "merge" : "rename", name, into: wanted },
      );
      onClose();
    } catch (error) {
      setProblem(error instanceof ApiError ? error : null);
      setBusy(false);
    }
  }
  const refused = problem?.errors.find(({ path }) => path === "into")?.message ?? null;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="sm"
      title={t.rich(`adminTags.dialog.${kind}Title`, { name: () => <bdi>{tag.name}</bdi> })}
      actions={
        <>
          <Button onClick={onClose}>{t("adminTags.cancel")}</Button>
          <Button
            type="submit"
            form={FORM}
            variant={kind === "delete" ? "danger" : "primary"}
            loading={isBusy}
          >
            {t(`adminTags.dialog.${isMerge ? "merge" : kind}`)}
          </Button>
        </>
      }
    >
      <form id={FORM} noValidate onSubmit={(event) => void begin(event)} className="flex flex-col gap-4">
        {problem && refused === null && (
          <Callout tone="danger" live="alert">
            {problem.message}
          </Callout>
        )}
        {kind !== "delete" && (
          <Field
            label={t(kind === "rename" ? "adminTags.dialog.newName" : "adminTags.dialog.into")}
            error={refused}
            hint={kind === "rename" && isMerge ? t("adminTags.dialog.taken") : undefined}
          >
            <Input
              value={into}
              autoComplete="off"
              dir="auto"
              onChange={(event) => setInto(event.target.value)}
            />
          </Field>
        )}
        <div role="status" className="flex flex-col gap-1.5 text-ink-muted">
          {preview === null ? (
            <p>{t("adminTags.dialog.counting")}</p>
          ) : (
            <>
              <p className="font-medium text-ink">
                {t("adminTags.dialog.would", { count: preview.tickets })}
              </p>
              {preview.tickets > preview.perSecond * 2 && (
                <p>
                  {t("adminTags.dialog.duration", {
                    perSecond: preview.perSecond,
                    minutes: Math.ceil(preview.tickets / preview.perSecond / SECONDS_PER_MINUTE),
                  })}
                </p>
              )}
              {preview.tickets > 0 && <p>{t("adminTags.dialog.quietly")}</p>}
              {preview.tickets > 0 && <p>{t("adminTags.dialog.undo")}</p>}
            </>
          )}
        </div>
      </form>
    </Dialog>
  );
}
