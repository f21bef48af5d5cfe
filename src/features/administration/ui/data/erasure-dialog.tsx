"use client";

import { useState, type FormEvent } from "react";
import { ApiError } from "@/client/api/api";
import type { Counted, ErasurePreview } from "@/features/person-data/schema";
import type { AdminUserDto } from "@/features/users/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Checkbox } from "@/ui/fields/checkbox";
import { Field } from "@/ui/fields/field";
import { Input } from "@/ui/fields/input";
import { Dialog } from "@/ui/overlays/dialog";
import { Callout } from "@/ui/states/callout";
import { beginErasure } from "./use-erasure";

/** What an erasure would do: what goes, what goes on request, what stays and why. It begins once the person's name was typed. */
export function ErasureDialog({
  person,
  preview,
  open,
  onOpenChange,
  onChanged,
}: {
  person: AdminUserDto;
  preview: ErasurePreview;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onChanged: () => void;
}) {
  const t = useTranslate();
  const [withTexts, setTexts] = useState(false);
  const [disable, setDisable] = useState(false);
  const [name, setName] = useState("");
  const [problem, setProblem] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);

  function change(next: boolean): void {
    setName("");
    setDisable(false);
    setProblem(null);
    onOpenChange(next);
  }

  async function begin(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await beginErasure(person.id, { name, texts: withTexts, disable, seen: preview.seen });
      change(false);
    } catch (error) {
      setProblem(error instanceof ApiError ? error : null);
    } finally {
      setBusy(false);
      onChanged();
    }
  }

  const atName = problem?.errors.find(({ path }) => path === "name")?.message ?? null;
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title={t("personData.title", { name: person.name })}
      description={t("personData.description")}
    >
      <form noValidate onSubmit={(event) => void begin(event)} className="flex flex-col gap-5">
        <Part title={t("personData.goes")} lines={preview.goes} isGoing />
        <section className="flex flex-col gap-2">
          <h3 className="font-semibold">{t("personData.texts")}</h3>
          <Lines lines={preview.texts} />
          <Checkbox
            checked={withTexts}
            onCheckedChange={setTexts}
            label={t("personData.withTexts")}
            hint={t("personData.withTextsHint")}
          />
        </section>
        <Part title={t("personData.stays")} lines={preview.stays} isGoing={false} />
        {preview.active && (
          <Checkbox
            checked={disable}
            onCheckedChange={setDisable}
            label={t("personData.disable")}
            hint={t("personData.disableHint")}
          />
        )}
        <Field
          label={t("personData.typeName")}
          hint={t.rich("personData.typeNameHint", {
            name: () => <bdi className="font-medium text-ink">{person.name}</bdi>,
          })}
          error={atName}
        >
          <Input value={name} onChange={(event) => setName(event.target.value)} autoComplete="off" />
        </Field>
        {problem && atName === null && (
          <Callout tone={problem.code === "conflict" ? "warning" : "danger"} live="alert">
            {problem.message}
          </Callout>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={() => change(false)} disabled={isBusy}>
            {t("personData.cancel")}
          </Button>
          <Button
            type="submit"
            variant="danger"
            loading={isBusy}
            disabled={name.trim() === "" || (preview.active && !disable)}
          >
            {t("personData.confirm")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type Kind = ErasurePreview["goes" | "texts" | "stays"][number]["kind"];

function Part({ title, lines, isGoing }: { title: string; lines: Counted<Kind>[]; isGoing: boolean }) {
  // Of what goes, that of which there is nothing needs no line; that nothing stays is worth one.
  const shown = lines.filter(({ count }) => !isGoing || count !== 0);
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-semibold">{title}</h3>
      <Lines lines={shown} />
    </section>
  );
}

function Lines({ lines }: { lines: Counted<Kind>[] }) {
  const t = useTranslate();
  return (
    <ul className="flex list-disc flex-col gap-1 ps-5">
      {lines
        .filter(({ kind, count }) => kind !== "sameAddress" || count !== 0)
        .map(({ kind, count, more }) => (
          <li key={kind} className="text-pretty wrap-anywhere">
            {t(`personData.kind.${kind}`)}
            {count !== null && (
              <span className="text-ink-muted tabular-nums">
                {" "}
                {t(more ? "personData.countMore" : "personData.count", { count })}
              </span>
            )}
          </li>
        ))}
    </ul>
  );
}
