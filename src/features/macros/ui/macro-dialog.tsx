"use client";

import { useState, type FormEvent } from "react";
import { ApiError } from "@/client/api/api";
import { useHoldPage } from "@/client/release/use-hold-page";
import { useOwners } from "@/features/library/ui/use-owners";
import type { MacroDto } from "@/features/macros/schema";
import { priorityOptions, statusOptions } from "@/features/tickets/ui/ticket-words";
import { useCategories, useTeams } from "@/features/tickets/ui/use-pickers";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Field } from "@/ui/fields/field";
import { Input } from "@/ui/fields/input";
import { Select, type SelectOption } from "@/ui/fields/select";
import { Switch } from "@/ui/fields/switch";
import { Textarea } from "@/ui/fields/textarea";
import { Dialog } from "@/ui/overlays/dialog";
import { toast } from "@/ui/overlays/toast";
import { Callout } from "@/ui/states/callout";
import { fieldsOf, inputOf, KEEP, NO_FIELDS, NONE, type MacroForm } from "./macro-form";
import { changeMacro, makeMacro } from "./use-macros";

const FORM = "macro";

/** Makes a macro, or changes one. */
export function MacroDialog({ macro, onClose }: { macro: MacroDto | null; onClose: () => void }) {
  const t = useTranslate();
  const [before] = useState(() => (macro ? fieldsOf(macro) : NO_FIELDS));
  const [form, setForm] = useState<MacroForm>(before);
  const [problem, setProblem] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);
  useHoldPage(JSON.stringify(form) !== JSON.stringify(before));
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const input = inputOf(form, macro?.actions ?? null);
      const was = macro ? { name: macro.name, scope: macro.scope, teamId: macro.teamId } : {};
      await (macro ? changeMacro(macro.id, { ...input, was }) : makeMacro(input));
      toast.success(t(macro ? "macros.form.saved" : "macros.form.created"));
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
  const elsewhere = problem?.errors.find(({ path }) => !SHOWN.includes(path))?.message;
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={(open) => !open && onClose()}
      title={t(macro ? "macros.form.editTitle" : "macros.form.newTitle")}
      actions={
        <>
          <Button onClick={onClose}>{t("macros.form.cancel")}</Button>
          <Button type="submit" form={FORM} variant="primary" loading={isBusy}>
            {t(macro ? "macros.form.save" : "macros.form.create")}
          </Button>
        </>
      }
    >
      <form id={FORM} noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        {problem && (problem.errors.length === 0 || elsewhere !== undefined) && (
          <Callout tone="danger" live="alert">
            {elsewhere ?? problem.message}
          </Callout>
        )}
        <MacroFields
          form={form}
          current={macro}
          errorOf={errorOf}
          onChange={(some) => setForm({ ...form, ...some })}
        />
      </form>
    </Dialog>
  );
}

const SHOWN = ["name", "teamId", "actions.comment.body"];

function MacroFields({
  form,
  current,
  errorOf,
  onChange,
}: {
  form: MacroForm;
  current: MacroDto | null;
  errorOf: (path: string) => string | null;
  onChange: (some: Partial<MacroForm>) => void;
}) {
  const t = useTranslate();
  const owners = useOwners(current?.team ?? null);
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("macros.form.name")} error={errorOf("name")}>
          <Input
            autoComplete="off"
            value={form.name}
            onChange={(event) => onChange({ name: event.target.value })}
          />
        </Field>
        <Field label={t("macros.form.owner")} control="button" error={errorOf("teamId")}>
          <Select
            value={form.owner}
            onValueChange={(owner) => onChange({ owner })}
            options={owners}
            className="w-full"
          />
        </Field>
      </div>
      <ChangeFields form={form} onChange={onChange} />
      <Field
        label={t("macros.form.message")}
        optional
        hint={t("macros.form.messageHint")}
        error={errorOf("actions.comment.body")}
      >
        <Textarea
          minRows={3}
          value={form.body}
          onChange={(event) => onChange({ body: event.target.value })}
        />
      </Field>
      <Switch
        checked={form.internal}
        onCheckedChange={(internal) => onChange({ internal })}
        label={t("macros.form.internal")}
        hint={t("macros.form.internalHint")}
      />
    </>
  );
}

function ChangeFields({ form, onChange }: { form: MacroForm; onChange: (some: Partial<MacroForm>) => void }) {
  const t = useTranslate();
  const categories = useCategories();
  const teams = useTeams();
  const keep: SelectOption<string> = { value: KEEP, label: t("macros.form.keep") };
  const fields: {
    field: "status" | "priority" | "category" | "teamId" | "assigneeId";
    options: SelectOption<string>[];
  }[] = [
    { field: "status", options: [...statusOptions(t)] },
    { field: "priority", options: [...priorityOptions(t)] },
    { field: "category", options: categories.map(({ key, name }) => ({ value: key, label: name })) },
    {
      field: "teamId",
      options: [
        { value: NONE, label: t("tickets.empty.teamId") },
        ...teams.map(({ id, name }) => ({ value: id, label: name })),
      ],
    },
    {
      field: "assigneeId",
      options: [
        { value: "me", label: t("macros.does.me") },
        { value: NONE, label: t("tickets.empty.assigneeId") },
      ],
    },
  ];
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {fields.map(({ field, options }) => (
        <Field key={field} label={t(`tickets.field.${field}`)} control="button">
          <Select
            value={form[field]}
            onValueChange={(value) => onChange({ [field]: value })}
            options={[
              keep,
              ...options,
              // What this form has no choice for, such as one person, stays chosen.
              ...(form[field] === KEEP || options.some(({ value }) => value === form[field])
                ? []
                : [{ value: form[field], label: t("macros.does.chosen") }]),
            ]}
            className="w-full"
          />
        </Field>
      ))}
      <span className="max-sm:hidden" />
      <Field label={t("macros.form.addTags")} optional hint={t("macros.form.tagsHint")}>
        <Input
          autoComplete="off"
          value={form.addTags}
          onChange={(event) => onChange({ addTags: event.target.value })}
        />
      </Field>
      <Field label={t("macros.form.removeTags")} optional>
        <Input
          autoComplete="off"
          value={form.removeTags}
          onChange={(event) => onChange({ removeTags: event.target.value })}
        />
      </Field>
    </div>
  );
}
