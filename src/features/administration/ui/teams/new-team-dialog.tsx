"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ApiError } from "@/client/api/api";
import { readProblem } from "@/client/api/post-json";
import { useProblemForm } from "@/client/api/use-problem-form";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Field } from "@/ui/fields/field";
import { Input } from "@/ui/fields/input";
import { Switch } from "@/ui/fields/switch";
import { Textarea } from "@/ui/fields/textarea";
import { Dialog } from "@/ui/overlays/dialog";
import { Callout } from "@/ui/states/callout";
import { makeTeam } from "./use-admin-teams";

const FORM = "make-team";

/** Makes a team, and goes to it: its members are chosen there. */
export function NewTeamDialog({ onClose, onMade }: { onClose: () => void; onMade: () => void }) {
  const t = useTranslate();
  const router = useRouter();
  const [isPrivate, setPrivate] = useState(false);
  const { formRef, errors, message, busy, onSubmit, clear } = useProblemForm(
    async ({ name = "", description = "" }) => {
      try {
        const { id } = await makeTeam({ name, description, isPrivate, assigneeId: null, email: null });
        onMade();
        router.push(`/admin/teams/${id}`);
        return null;
      } catch (error) {
        if (!(error instanceof ApiError)) {
          throw error;
        }
        return readProblem(error.problem, null);
      }
    },
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="sm"
      title={t("teams.making.title")}
      actions={
        <>
          <Button onClick={onClose}>{t("teams.making.cancel")}</Button>
          <Button type="submit" form={FORM} variant="primary" loading={busy}>
            {t("teams.making.make")}
          </Button>
        </>
      }
    >
      <form ref={formRef} id={FORM} noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
        {message && (
          <Callout tone="danger" live="alert">
            {message}
          </Callout>
        )}
        <Field label={t("teams.making.name")} error={errors["name"]}>
          <Input name="name" autoComplete="off" onChange={() => clear("name")} />
        </Field>
        <Field label={t("teams.making.descriptionField")} optional error={errors["description"]}>
          <Textarea name="description" minRows={2} onChange={() => clear("description")} />
        </Field>
        <Switch
          checked={isPrivate}
          onCheckedChange={setPrivate}
          label={t("teams.making.isPrivate")}
          hint={t("teams.making.privateHint")}
        />
      </form>
    </Dialog>
  );
}
