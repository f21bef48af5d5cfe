"use client";

import { useState, type FormEvent } from "react";
import { ApiError } from "@/client/api/api";
import { findPeople } from "@/features/tickets/ui/use-pickers";
import type { AdminUserDto } from "@/features/users/schema";
import { PersonAvatar } from "@/features/users/ui/person-avatar";
import { useSpeech } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Combobox } from "@/ui/fields/combobox";
import type { ComboboxItem } from "@/ui/fields/combobox-popup";
import { Field } from "@/ui/fields/field";
import { Input } from "@/ui/fields/input";
import { RadioGroup } from "@/ui/fields/radio-group";
import { Skeleton } from "@/ui/marks/skeleton";
import { Dialog } from "@/ui/overlays/dialog";
import { toast } from "@/ui/overlays/toast";
import { Callout } from "@/ui/states/callout";
import { MergeEffects } from "./merge-effects";
import { mergeInto, useMergePreview } from "./use-merge";

const FORM = "merge-accounts";

/** Chooses the account that stays, says what happens, and asks for the name of the one that goes. */
export function MergeDialog({
  person,
  onClose,
  onMerged,
}: {
  person: AdminUserDto;
  onClose: () => void;
  onMerged: () => void;
}) {
  const { t, locale } = useSpeech();
  const [into, setInto] = useState<ComboboxItem | null>(null);
  const [teams, setTeams] = useState<"keep" | "both">("keep");
  const [name, setName] = useState("");
  const [problem, setProblem] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const { preview, error } = useMergePreview(person.id, into?.id ?? null);
  const shown = problem ?? error;
  const errorAt = (path: string): string | null =>
    shown?.errors.find((one) => one.path === path)?.message ?? null;

  async function merge(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!into || !preview) {
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      const { state } = await mergeInto(person.id, { into: into.id, name, teams });
      toast.success(t(state === "done" ? "merges.done" : "merges.started", { name: person.name }));
      onClose();
    } catch (failure) {
      setProblem(failure instanceof ApiError ? failure : null);
      toast.error(t("merges.failed"));
    } finally {
      setBusy(false);
      onMerged();
    }
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="md"
      title={t("merges.dialog.title", { name: person.name })}
      description={t("merges.dialog.description")}
      actions={
        <>
          <Button onClick={onClose}>{t("merges.dialog.cancel")}</Button>
          <Button
            type="submit"
            form={FORM}
            variant="danger"
            loading={isBusy}
            disabled={!preview || name.trim() !== person.name.trim()}
          >
            {t("merges.dialog.confirm")}
          </Button>
        </>
      }
    >
      <form id={FORM} noValidate onSubmit={(event) => void merge(event)} className="flex flex-col gap-5">
        {shown && shown.errors.length === 0 && (
          <Callout tone="danger" live="alert">
            {shown.message}
          </Callout>
        )}
        <Field label={t("merges.dialog.into")} error={errorAt("into")}>
          <Combobox
            label={t("merges.dialog.into")}
            placeholder={t("merges.dialog.search")}
            emptyText={t("merges.dialog.nobodyFound")}
            value={into}
            onValueChange={(item) => {
              setInto(item);
              setTeams("keep");
              setProblem(null);
            }}
            search={async (query, signal) => {
              const found = await findPeople(query, signal);
              return found.filter(({ id }) => id !== person.id).map(toItem);
            }}
          />
        </Field>
        {into && !preview && !shown && (
          <div role="status">
            <span className="sr-only">{t("merges.dialog.loading")}</span>
            <Skeleton className="h-32 w-full" />
          </div>
        )}
        {preview && (
          <>
            <MergeEffects preview={preview} />
            {preview.teams.length > 0 && (
              <Field label={t("merges.dialog.teams")} hint={t("merges.dialog.teamsHint")} control="group">
                <RadioGroup
                  value={teams}
                  onValueChange={setTeams}
                  options={[
                    { value: "keep", label: t("merges.dialog.keepTeams") },
                    {
                      value: "both",
                      label: t("merges.dialog.bothTeams", {
                        teams: new Intl.ListFormat(locale).format(preview.teams.map((team) => team.name)),
                      }),
                    },
                  ]}
                />
              </Field>
            )}
            <Field
              label={t("merges.dialog.name")}
              hint={t("merges.dialog.nameHint", { name: person.name })}
              error={errorAt("name")}
            >
              <Input
                value={name}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => setName(event.target.value)}
              />
            </Field>
          </>
        )}
      </form>
    </Dialog>
  );
}

function toItem(person: Awaited<ReturnType<typeof findPeople>>[number]): ComboboxItem {
  return {
    id: person.id,
    label: person.name,
    ...(person.email ? { hint: person.email } : {}),
    icon: <PersonAvatar person={person} />,
  };
}
