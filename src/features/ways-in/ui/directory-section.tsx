"use client";

import { useState } from "react";
import { AccountSection } from "@/features/account/ui/account-section";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Field } from "@/ui/fields/field";
import { Input } from "@/ui/fields/input";
import { PasswordField } from "@/ui/fields/password-field";
import { Callout } from "@/ui/states/callout";
import type { WaysInDto } from "@/features/ways-in/schema";
import { DirectoryFields } from "./directory-fields";
import { StepList } from "./step-list";
import { useWayForm } from "./use-way-form";
import { RemoveWay } from "./way-actions";
import { SetValues, WayState } from "./way-state";

/** The directory by which people come in: set by variables or by the form, and a try of each step. */
export function DirectorySection({
  directory,
  onChange,
}: {
  directory: WaysInDto["directory"];
  onChange: (ways: WaysInDto) => void;
}) {
  const t = useTranslate();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const { formRef, errors, message, busy, onSubmit, clear, ...trial } = useWayForm(
    "/api/admin/sign-in/directory",
    readDirectory,
    {
      saved: t("waysIn.saved"),
      onChange,
    },
  );
  const { settings, source } = directory;
  return (
    <AccountSection title={t("waysIn.directory.title")} description={t("waysIn.directory.description")}>
      <WayState way={directory} />
      {source === "environment" && settings ? (
        <SetValues
          values={[
            [t("waysIn.directory.url"), settings.url],
            [t("waysIn.directory.baseDn"), settings.baseDn],
            [t("waysIn.directory.bindDn"), settings.bindDn ?? "-"],
            [t("waysIn.directory.userFilter"), settings.userFilter],
            [t("waysIn.roleMap"), settings.roleMap ?? "-"],
          ]}
        />
      ) : (
        <form ref={formRef} noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
          {message !== null && (
            <Callout tone="danger" live="alert">
              {message}
            </Callout>
          )}
          <DirectoryFields settings={settings} errors={errors} onClear={clear} />
          <div className="flex flex-wrap gap-2">
            <Button type="submit" variant="primary" loading={busy}>
              {t("waysIn.save")}
            </Button>
            {source === "page" && (
              <RemoveWay title={t("waysIn.directory.removeTitle")} onRemove={trial.remove} />
            )}
          </div>
        </form>
      )}
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          trial.tryOut({ login, ...(password === "" ? {} : { password }) });
        }}
        className="flex flex-col gap-4 rounded-lg border border-line p-4"
      >
        <p className="text-note text-pretty text-ink-muted">{t("waysIn.directory.test")}</p>
        <Field label={t("waysIn.directory.testLogin")}>
          <Input
            autoComplete="off"
            value={login}
            onChange={(event) => setLogin(event.currentTarget.value)}
            required
          />
        </Field>
        <PasswordField
          label={t("waysIn.directory.testPassword")}
          hint={t("waysIn.directory.testPasswordHint")}
          autoComplete="off"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" loading={trial.isTrying} disabled={login.trim() === ""} className="self-start">
          {t("waysIn.test")}
        </Button>
        {trial.tryError !== null && (
          <Callout tone="danger" live="alert">
            {trial.tryError}
          </Callout>
        )}
        <div role="status" className="empty:hidden">
          {trial.steps && <StepList label={t("waysIn.outcomes")} steps={trial.steps} />}
        </div>
      </form>
    </AccountSection>
  );
}

function readDirectory(values: Record<string, string>): object {
  const text = (name: string): string | null => values[name]?.trim() || null;
  return {
    url: text("url") ?? "",
    baseDn: text("baseDn") ?? "",
    bindDn: text("bindDn"),
    ...(values["bindPassword"] ? { bindPassword: values["bindPassword"] } : {}),
    ...(text("userFilter") ? { userFilter: text("userFilter") } : {}),
    roleMap: text("roleMap"),
    isPlain: values["isPlain"] === "on",
    linkByAddress: values["linkByAddress"] === "on",
    certificate: text("certificate"),
  };
}
