"use client";

import { useState, type FormEvent } from "react";
import { ApiError } from "@/client/api/api";
import { serverNow } from "@/client/browser/clock";
import { useEdits, type Edits } from "@/client/api/use-edits";
import { useHoldPage } from "@/client/release/use-hold-page";
import type { AdminAnnouncementDto } from "@/features/announcements/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Dialog } from "@/ui/overlays/dialog";
import { toast } from "@/ui/overlays/toast";
import { Callout } from "@/ui/states/callout";
import { AnnouncementFields } from "./announcement-fields";
import { bodyOf, NO_FIELDS, fieldsOf, patchOf, type AnnouncementForm } from "./announcement-form";
import { changeAnnouncement, makeAnnouncement, useAnnouncement } from "./use-admin-announcements";

const FORM = "announcement";

/** Makes an announcement: at once, or for later. */
export function NewAnnouncement({
  onClose,
  onMade,
}: {
  onClose: () => void;
  onMade: (announcement: AdminAnnouncementDto) => void;
}) {
  const t = useTranslate();
  const edits = useEdits<AnnouncementForm>(NO_FIELDS);
  const [now] = useState(() => serverNow());
  const { startsAt } = edits.values;
  const isLater = startsAt !== null && Date.parse(startsAt) > now;
  async function save(): Promise<void> {
    const made = await makeAnnouncement(bodyOf(edits.values));
    toast.success(
      t(made.state === "planned" ? "announcements.form.planned" : "announcements.form.published"),
    );
    onMade(made);
  }
  return (
    <FormDialog
      title={t("announcements.form.newTitle")}
      saveLabel={t(isLater ? "announcements.form.plan" : "announcements.form.publish")}
      edits={edits}
      current={null}
      onClose={onClose}
      onSave={save}
    />
  );
}

/** Changes an announcement; what another admin changes meanwhile is shown at its field. */
export function EditAnnouncement({
  known,
  onClose,
  onSaved,
}: {
  known: AdminAnnouncementDto;
  onClose: () => void;
  onSaved: () => void;
}) {
  const t = useTranslate();
  const current = useAnnouncement(known);
  const edits = useEdits(fieldsOf(current));
  async function save(): Promise<void> {
    try {
      if (edits.body !== null) {
        await changeAnnouncement(current.id, patchOf(edits.body));
        toast.success(t("announcements.form.saved"));
      }
      onClose();
    } finally {
      onSaved();
    }
  }
  return (
    <FormDialog
      title={t("announcements.form.editTitle")}
      description={t("announcements.form.again")}
      saveLabel={t("announcements.form.save")}
      edits={edits}
      current={current}
      onClose={onClose}
      onSave={save}
    />
  );
}

interface FormDialogProps {
  title: string;
  description?: string;
  saveLabel: string;
  edits: Edits<AnnouncementForm>;
  /** As it stands; null for a new one. */
  current: AdminAnnouncementDto | null;
  onClose: () => void;
  onSave: () => Promise<void>;
}

function FormDialog({ title, description, saveLabel, edits, current, onClose, onSave }: FormDialogProps) {
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
      {...(description === undefined ? {} : { description })}
      actions={
        <>
          <Button onClick={onClose}>{t("announcements.form.cancel")}</Button>
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
        <AnnouncementFields edits={edits} current={current} errorOf={errorOf} />
      </form>
    </Dialog>
  );
}
