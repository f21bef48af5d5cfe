"use client";

import { useState, type FormEvent } from "react";
import { ApiError } from "@/client/api/api";
import { ownerChoiceOf, ownerOf, useOwners, type OwnerChoice } from "@/features/library/ui/use-owners";
import type { ViewDto } from "@/features/views/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Field } from "@/ui/fields/field";
import { Input } from "@/ui/fields/input";
import { Select } from "@/ui/fields/select";
import { Dialog } from "@/ui/overlays/dialog";
import { Callout } from "@/ui/states/callout";
import { toast } from "@/ui/overlays/toast";
import { changeView, saveView } from "./use-saved-views";
import { viewOf } from "./view-search";

const FORM = "view";

/** Saves a list as a view, or gives a view another name or owner. */
export function ViewDialog({
  view,
  search,
  onClose,
}: {
  /** The view that is changed; null for a new one, of the list that `search` asks for. */
  view: ViewDto | null;
  search: string;
  onClose: () => void;
}) {
  const t = useTranslate();
  const [name, setName] = useState(view?.name ?? "");
  const [owner, setOwner] = useState<OwnerChoice>(view ? ownerChoiceOf(view) : "mine");
  const [problem, setProblem] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const owners = useOwners(view?.team ?? null);
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await (view
        ? changeView(view.id, {
            name,
            ...ownerOf(owner),
            was: { name: view.name, ...ownerOf(ownerChoiceOf(view)) },
          })
        : saveView({ name, ...ownerOf(owner), ...viewOf(search) }));
      toast.success(t("views.saved"));
      onClose();
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      setProblem(error);
    } finally {
      setBusy(false);
    }
  }
  const errorOf = (path: string): string | null =>
    problem?.errors.find((one) => one.path === path)?.message ?? null;
  const isShownAtField = errorOf("name") !== null || errorOf("teamId") !== null;
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={(open) => !open && onClose()}
      title={t(view ? "views.editTitle" : "views.newTitle")}
      {...(view ? {} : { description: t("views.newDescription") })}
      actions={
        <>
          <Button onClick={onClose}>{t("views.cancel")}</Button>
          <Button type="submit" form={FORM} variant="primary" loading={isBusy}>
            {t("views.save")}
          </Button>
        </>
      }
    >
      <form id={FORM} noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        {problem && !isShownAtField && (
          <Callout tone="danger" live="alert">
            {problem.message}
          </Callout>
        )}
        <Field label={t("views.name")} error={errorOf("name")}>
          <Input autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label={t("views.owner")} control="button" error={errorOf("teamId")}>
          <Select value={owner} onValueChange={setOwner} options={owners} className="w-full" />
        </Field>
      </form>
    </Dialog>
  );
}
