"use client";

import { ApiError } from "@/client/api/api";
import { readProblem } from "@/client/api/post-json";
import { useProblemForm } from "@/client/api/use-problem-form";
import type { AdminCategoryDto } from "@/features/organisations/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Field } from "@/ui/fields/field";
import { Input } from "@/ui/fields/input";
import { Dialog } from "@/ui/overlays/dialog";
import { Callout } from "@/ui/states/callout";

const FORM = "name-category";

/** Asks for the name of a new category, or another one of `category`. */
export function NameDialog({
  category,
  onName,
  onClose,
}: {
  category: AdminCategoryDto | null;
  onName: (name: string) => Promise<void>;
  onClose: () => void;
}) {
  const t = useTranslate();
  const { formRef, errors, message, busy, onSubmit, clear } = useProblemForm(async ({ name = "" }) => {
    try {
      await onName(name);
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
          ? t.rich("categories.renameTitle", { name: () => <bdi>{category.name}</bdi> })
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
      </form>
    </Dialog>
  );
}
