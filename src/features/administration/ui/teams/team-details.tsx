"use client";

import { useState, type FormEvent } from "react";
import { ApiError } from "@/client/api/api";
import { useEdits } from "@/client/api/use-edits";
import { useHoldPage } from "@/client/release/use-hold-page";
import type { AdminTeamDto } from "@/features/teams/schema";
import { Outrun } from "@/features/administration/ui/form/outrun";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Field } from "@/ui/fields/field";
import { Input } from "@/ui/fields/input";
import { Switch } from "@/ui/fields/switch";
import { Textarea } from "@/ui/fields/textarea";
import { AlertDialog } from "@/ui/overlays/alert-dialog";
import { toast } from "@/ui/overlays/toast";
import { Callout } from "@/ui/states/callout";
import { TeamAssigneeField } from "./team-assignee";
import { changeTeam } from "./use-admin-teams";

/** Name, description, default assignee and address of a team, and who sees its tickets: that is asked about before it is saved. */
export function TeamDetails({ team, onSaved }: { team: AdminTeamDto; onSaved: () => void }) {
  const t = useTranslate();
  const { name, description, isPrivate } = team;
  const edits = useEdits({
    name,
    description,
    isPrivate,
    assigneeId: team.assignee?.id ?? null,
    email: team.email,
  });
  const [problem, setProblem] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [isAsking, setAsking] = useState(false);
  useHoldPage(edits.isChanged);

  async function save(): Promise<void> {
    if (edits.body === null) {
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      await changeTeam(team.id, edits.body);
      edits.reset();
      toast.success(t("teams.team.saved"));
    } catch (error) {
      setProblem(error instanceof ApiError ? error : null);
    } finally {
      setBusy(false);
      onSaved();
    }
  }
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (edits.values.isPrivate !== isPrivate) {
      setAsking(true);
      return;
    }
    void save();
  }
  const isConflict = problem?.code === "conflict";
  const errorOf = (path: string): string | null =>
    isConflict ? null : (problem?.errors.find((one) => one.path === path)?.message ?? null);
  const isShownAtField = problem !== null && !isConflict && problem.errors.length > 0;
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5">
      {problem && !isShownAtField && (
        <Callout tone={isConflict ? "warning" : "danger"} live="alert">
          {problem.message}
        </Callout>
      )}
      <Field label={t("teams.making.name")} error={errorOf("name")}>
        <Input
          value={edits.values.name}
          onChange={(event) => edits.set("name", event.target.value)}
          autoComplete="off"
        />
        <Outrun edits={edits} field="name" theirs={name} />
      </Field>
      <Field label={t("teams.making.descriptionField")} optional error={errorOf("description")}>
        <Textarea
          minRows={2}
          value={edits.values.description}
          onChange={(event) => edits.set("description", event.target.value)}
        />
        <Outrun edits={edits} field="description" theirs={description} />
      </Field>
      <TeamAssigneeField edits={edits} assignee={team.assignee} error={errorOf("assigneeId")} />
      <Field
        label={t("teams.making.email")}
        hint={t("teams.making.emailHint")}
        optional
        error={errorOf("email")}
      >
        <Input
          type="email"
          inputMode="email"
          autoComplete="off"
          value={edits.values.email ?? ""}
          onChange={(event) =>
            edits.set("email", event.target.value.trim() === "" ? null : event.target.value)
          }
        />
        <Outrun edits={edits} field="email" theirs={team.email ?? t("teams.team.nothing")} />
      </Field>
      <div className="flex flex-col gap-1.5">
        <Switch
          checked={edits.values.isPrivate}
          onCheckedChange={(next) => edits.set("isPrivate", next)}
          label={t("teams.making.isPrivate")}
          hint={t("teams.making.privateHint")}
        />
        <Outrun edits={edits} field="isPrivate" theirs={t(isPrivate ? "teams.team.on" : "teams.team.off")} />
      </div>
      {edits.isChanged && (
        <div className="flex flex-wrap gap-2">
          <Button type="submit" variant="primary" loading={isBusy}>
            {t("teams.team.save")}
          </Button>
          <Button
            onClick={() => {
              edits.reset();
              setProblem(null);
            }}
          >
            {t("teams.team.discard")}
          </Button>
        </div>
      )}
      <AlertDialog
        open={isAsking}
        onOpenChange={setAsking}
        danger
        title={t(isPrivate ? "teams.team.makeOpenTitle" : "teams.team.makePrivateTitle", { name })}
        description={t(isPrivate ? "teams.team.makeOpenReason" : "teams.team.makePrivateReason")}
        confirmLabel={t(isPrivate ? "teams.team.makeOpen" : "teams.team.makePrivate")}
        onConfirm={save}
      />
    </form>
  );
}
