"use client";

import { useState, type FormEvent } from "react";
import { ApiError } from "@/client/api/api";
import { useEdits, type Edits } from "@/client/api/use-edits";
import { useHoldPage } from "@/client/release/use-hold-page";
import { ALL_TYPES } from "@/features/webhooks/fields";
import type { WebhookDto, WebhookWithSecretDto } from "@/features/webhooks/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Dialog } from "@/ui/overlays/dialog";
import { toast } from "@/ui/overlays/toast";
import { Callout } from "@/ui/states/callout";
import { changeWebhook, makeWebhook, useKnownWebhook } from "./use-webhooks";
import { WebhookFields, type WebhookForm } from "./webhook-fields";

const FORM = "webhook";
const NO_FIELDS: WebhookForm = { url: "", description: "", side: "public", types: [ALL_TYPES] };

/** Makes a webhook. */
export function NewWebhookDialog({
  onClose,
  onMade,
}: {
  onClose: () => void;
  onMade: (webhook: WebhookWithSecretDto) => void;
}) {
  const t = useTranslate();
  const edits = useEdits<WebhookForm>(NO_FIELDS);
  return (
    <FormDialog
      title={t("webhooks.form.newTitle")}
      saveLabel={t("webhooks.form.make")}
      edits={edits}
      current={null}
      onClose={onClose}
      onSave={async () => onMade(await makeWebhook(edits.values))}
    />
  );
}

/** Changes a webhook; what another admin changes meanwhile is shown at its field. */
export function EditWebhook({
  known,
  onClose,
  onSaved,
}: {
  known: WebhookDto;
  onClose: () => void;
  onSaved: () => void;
}) {
  const t = useTranslate();
  const current = useKnownWebhook(known);
  const { url, description, side, types } = current;
  const edits = useEdits<WebhookForm>({ url, description, side, types });
  async function save(): Promise<void> {
    try {
      if (edits.body !== null) {
        await changeWebhook(current.id, edits.body);
        toast.success(t("webhooks.form.saved"));
      }
      onClose();
    } finally {
      onSaved();
    }
  }
  return (
    <FormDialog
      title={t("webhooks.form.editTitle")}
      saveLabel={t("webhooks.form.save")}
      edits={edits}
      current={current}
      onClose={onClose}
      onSave={save}
    />
  );
}

interface FormDialogProps {
  title: string;
  saveLabel: string;
  edits: Edits<WebhookForm>;
  /** As it stands; null for a new one. */
  current: WebhookDto | null;
  onClose: () => void;
  onSave: () => Promise<void>;
}

function FormDialog({ title, saveLabel, edits, current, onClose, onSave }: FormDialogProps) {
  const t = useTranslate();
  const [problem, setProblem] = useState<ApiError | null>(null);
  const [isEmpty, setEmpty] = useState(false);
  const [isBusy, setBusy] = useState(false);
  useHoldPage(edits.isChanged);
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    // None would be all of them.
    const hasNone = edits.values.types.length === 0;
    setEmpty(hasNone);
    setProblem(null);
    if (hasNone) {
      return;
    }
    setBusy(true);
    try {
      await onSave();
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      setProblem(error);
    } finally {
      setBusy(false);
    }
  }
  const isConflict = problem?.code === "conflict";
  const errorOf = (path: string): string | null =>
    isConflict ? null : (problem?.errors.find((one) => one.path === path)?.message ?? null);
  const isShownAtField = problem !== null && !isConflict && problem.errors.length > 0;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      actions={
        <>
          <Button onClick={onClose}>{t("webhooks.form.cancel")}</Button>
          <Button type="submit" form={FORM} variant="primary" loading={isBusy}>
            {saveLabel}
          </Button>
        </>
      }
    >
      <form id={FORM} noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        {problem && !isShownAtField && (
          <Callout tone={isConflict ? "warning" : "danger"} live="alert">
            {problem.message}
          </Callout>
        )}
        {isEmpty && (
          <Callout tone="danger" live="alert">
            {t("webhooks.form.chooseSome")}
          </Callout>
        )}
        <WebhookFields edits={edits} current={current} errorOf={errorOf} />
      </form>
    </Dialog>
  );
}
