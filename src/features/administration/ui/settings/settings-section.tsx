"use client";

import { useState, type FormEvent, type ReactNode } from "react";
import { ApiError } from "@/client/api/api";
import { useEdits, type Edits } from "@/client/api/use-edits";
import { useHoldPage } from "@/client/release/use-hold-page";
import { AccountSection } from "@/features/account/ui/account-section";
import type { SettingsDto, SettingsPatch } from "@/features/organisations/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { toast } from "@/ui/overlays/toast";
import { Callout } from "@/ui/states/callout";
import { changeSettings } from "./use-settings";

/** The settings that can be changed. */
export type Changeable = Required<Omit<SettingsPatch, "was">> &
  Pick<
    SettingsDto,
    | "dueHours"
    | "unassignedMinutes"
    | "auditDays"
    | "archiveDays"
    | "anonymiseDays"
    | "accent"
    | "language"
    | "timeZone"
    | "uploadMaxMb"
  >;

/** What the fields of a section work on. */
export interface SettingsForm<Field extends keyof Changeable> {
  edits: Edits<Pick<Changeable, Field>>;
  /** Why a field was refused, by its path such as "dueHours.low". */
  errorOf: (path: string) => string | null;
}

/** The props of SettingsSection. */
export interface SettingsSectionProps<Field extends keyof Changeable> {
  title: string;
  description: string;
  /** The settings of this section as they stand now. */
  current: Pick<Changeable, Field>;
  onSaved: () => void;
  /** Whether it may be saved as it stands; absent: always. */
  maySave?: (edits: SettingsForm<Field>["edits"]) => boolean;
  children: (form: SettingsForm<Field>) => ReactNode;
}

/** A part of the settings that is saved by itself; of a field that somebody else has changed meanwhile nothing is overwritten unasked. */
export function SettingsSection<Field extends keyof Changeable>(props: SettingsSectionProps<Field>) {
  const t = useTranslate();
  const edits = useEdits<Pick<Changeable, Field>>(props.current);
  const [problem, setProblem] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);
  useHoldPage(edits.isChanged);
  const maySave = props.maySave?.(edits) ?? true;

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (edits.body === null || !maySave) {
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      await changeSettings(edits.body);
      edits.reset();
      toast.success(t("settings.saved"));
    } catch (error) {
      setProblem(error instanceof ApiError ? error : null);
    } finally {
      setBusy(false);
      props.onSaved();
    }
  }
  const isConflict = problem?.code === "conflict";
  const errorOf = (path: string): string | null =>
    isConflict
      ? null
      : (problem?.errors.find((one) => one.path === path || one.path.startsWith(`${path}.`))?.message ??
        null);
  return (
    <AccountSection title={props.title} description={props.description}>
      <form noValidate onSubmit={(event) => void save(event)} className="flex flex-col gap-5">
        {problem && (isConflict || problem.errors.length === 0) && (
          <Callout tone={isConflict ? "warning" : "danger"} live="alert">
            {problem.message}
          </Callout>
        )}
        {props.children({ edits, errorOf })}
        {edits.isChanged && (
          <div className="flex flex-wrap gap-2">
            <Button type="submit" variant="primary" loading={isBusy} disabled={!maySave}>
              {t("settings.save")}
            </Button>
            <Button
              onClick={() => {
                edits.reset();
                setProblem(null);
              }}
            >
              {t("settings.discard")}
            </Button>
          </div>
        )}
      </form>
    </AccountSection>
  );
}
