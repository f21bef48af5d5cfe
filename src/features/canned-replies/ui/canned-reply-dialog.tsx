"use client";

import { useState, type FormEvent } from "react";
import { ApiError } from "@/client/api/api";
import { useEdits, type Edits } from "@/client/api/use-edits";
import { useHoldPage } from "@/client/release/use-hold-page";
import type { CannedReplyDto } from "@/features/canned-replies/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Dialog } from "@/ui/overlays/dialog";
import { toast } from "@/ui/overlays/toast";
import { Callout } from "@/ui/states/callout";
import { CannedReplyFields } from "./canned-reply-fields";
import { fieldsOf, inputOf, NO_FIELDS, patchOf, type CannedReplyForm } from "./canned-reply-form";
import { changeCannedReply, makeCannedReply, useCannedReply } from "./use-canned-replies";

const FORM = "canned-reply";

/** Makes a canned reply. */
export function NewCannedReply({ onClose, onMade }: { onClose: () => void; onMade: () => void }) {
  const t = useTranslate();
  const edits = useEdits<CannedReplyForm>(NO_FIELDS);
  async function save(): Promise<void> {
    await makeCannedReply(inputOf(edits.values));
    toast.success(t("cannedReplies.form.created"));
    onMade();
  }
  return (
    <FormDialog
      title={t("cannedReplies.form.newTitle")}
      saveLabel={t("cannedReplies.form.create")}
      edits={edits}
      current={null}
      onClose={onClose}
      onSave={save}
    />
  );
}

/** Changes a canned reply; what another changes meanwhile is shown at its field. */
export function EditCannedReply({
  known,
  onClose,
  onSaved,
}: {
  known: CannedReplyDto;
  onClose: () => void;
  onSaved: () => void;
}) {
  const t = useTranslate();
  const current = useCannedReply(known);
  const edits = useEdits(fieldsOf(current));
  async function save(): Promise<void> {
    try {
      if (edits.body !== null) {
        await changeCannedReply(current.id, patchOf(edits.body));
        toast.success(t("cannedReplies.form.saved"));
      }
      onClose();
    } finally {
      onSaved();
    }
  }
  return (
    <FormDialog
      title={t("cannedReplies.form.editTitle")}
      saveLabel={t("cannedReplies.form.save")}
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
  edits: Edits<CannedReplyForm>;
  /** As it stands; null for a new one. */
  current: CannedReplyDto | null;
  onClose: () => void;
  onSave: () => Promise<void>;
}

function FormDialog({ title, saveLabel, edits, current, onClose, onSave }: FormDialogProps) {
  const t = useTranslate();
  const [problem, setProblem] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);
  useHoldPage(edits.isChanged);
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
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
      size="lg"
      actions={
        <>
          <Button onClick={onClose}>{t("cannedReplies.form.cancel")}</Button>
          <Button type="submit" form={FORM} variant="primary" loading={isBusy}>
            {saveLabel}
          </Button>
        </>
      }
    >
      <form id={FORM} noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        {problem && !isShownAtField && (
          <Callout tone={isConflict ? "warning" : "danger"} live="alert">
            {problem.message}
          </Callout>
        )}
        <CannedReplyFields edits={edits} current={current} errorOf={errorOf} />
      </form>
    </Dialog>
  );
}
