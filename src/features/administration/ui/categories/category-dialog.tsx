"use client";

import { useState } from "react";
import { ApiError } from "@/client/api/api";
import { readProblem } from "@/client/api/post-json";
import { useProblemForm } from "@/client/api/use-problem-form";
import { CATEGORY_ICONS } from "@/features/categories/fields";
import type { AdminCategoryDto } from "@/features/categories/schema";
import { CategoryIcon } from "@/features/categories/ui/category-icon";
import { useTeams } from "@/features/tickets/ui/use-pickers";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Field } from "@/ui/fields/field";
import { Input } from "@/ui/fields/input";
import { Select } from "@/ui/fields/select";
import { Dialog } from "@/ui/overlays/dialog";
import { Callout } from "@/ui/states/callout";

const FORM = "change-category";
const PRIORITIES = ["low", "medium", "high", "urgent"] as const;

/** What the dialog asks for. */
export type CategoryFields = Pick<AdminCategoryDto, "name" | "icon" | "teamId" | "priority">;

const NONE = "none";

/** Asks for name, icon and defaults of a new category, or others of `category`. */
export function CategoryDialog({
  category,
  onSave,
  onClose,
}: {
  category: AdminCategoryDto | null;
  onSave: (fields: CategoryFields) => Promise<void>;
  onClose: () => void;
}) {
  const t = useTranslate();
  const teams = useTeams();
  const [icon, setIcon] = useState(category?.icon ?? null);
  const [teamId, setTeamId] = useState(category?.teamId ?? null);
  const [priority, setPriority] = useState(category?.priority ?? null);
  const { formRef, errors, message, busy, onSubmit, clear } = useProblemForm(async ({ name = "" }) => {
    try {
      await onSave({ name, icon, teamId, priority });
      onClose();
      return null;
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      const problem = readProblem(error.problem, null);
      // That somebody else renamed it is no fault of what was typed.
      return error.code === "conflict" ? { ...problem, fields: {} } : problem;
    }
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="sm"
      title={
        category
          ? t.rich("categories.changeTitle", { name: () => <bdi>{category.name}</bdi> })
          : t("categories.add")
      }
      actions={
        <>
          <Button onClick={onClose}>{t("categories.cancel")}</Button>
          <Button type="submit" form={FORM} variant="primary" loading={busy}>
            {t(category ? "categories.save" : "categories.make")}
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
        <Field label={t("categories.name")} error={errors["name"]}>
          <Input
            name="name"
            defaultValue={category?.name ?? ""}
            autoComplete="off"
            onChange={() => clear("name")}
          />
        </Field>
        <Field label={t("categories.icon")} error={errors["icon"]}>
          <Select
            value={icon ?? NONE}
            onValueChange={(next) => setIcon(CATEGORY_ICONS.find((one) => one === next) ?? null)}
            options={[
              { value: NONE, label: t("categories.noIcon") },
              ...CATEGORY_ICONS.map((one) => ({
                value: one,
                label: t(`categories.icons.${one}`),
                icon: <CategoryIcon icon={one} />,
              })),
            ]}
          />
        </Field>
        <Field label={t("categories.team")} hint={t("categories.teamHint")} error={errors["teamId"]}>
          <Select
            value={teamId ?? NONE}
            onValueChange={(next) => setTeamId(next === NONE ? null : next)}
            options={[
              { value: NONE, label: t("categories.noTeam") },
              ...teams.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </Field>
        <Field
          label={t("categories.priority")}
          hint={t("categories.priorityHint")}
          error={errors["priority"]}
        >
          <Select
            value={priority ?? NONE}
            onValueChange={(next) => setPriority(PRIORITIES.find((one) => one === next) ?? null)}
            options={[
              { value: NONE, label: t("categories.noPriority") },
              ...PRIORITIES.map((one) => ({ value: one, label: t(`tickets.priority.${one}`) })),
            ]}
          />
        </Field>
      </form>
    </Dialog>
  );
}
