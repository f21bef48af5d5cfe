"use client";

import { AccountSection } from "@/features/account/ui/account-section";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { CopyButton } from "@/ui/buttons/copy-button";
import { Callout } from "@/ui/states/callout";
import type { WaysInDto } from "@/features/ways-in/schema";
import { ProviderFields } from "./provider-fields";
import { StepList } from "./step-list";
import { useWayForm } from "./use-way-form";
import { RemoveWay } from "./way-actions";
import { SetValues, WayState } from "./way-state";

/** The identity provider by which people come in: set by variables or by the form, and a try of each step. */
export function ProviderSection({
  provider,
  onChange,
}: {
  provider: WaysInDto["provider"];
  onChange: (ways: WaysInDto) => void;
}) {
  const t = useTranslate();
  const { formRef, errors, message, busy, onSubmit, clear, ...trial } = useWayForm(
    "/api/admin/sign-in/provider",
    readProvider,
    {
      saved: t("waysIn.saved"),
      onChange,
    },
  );
  const { settings, source, callbackUrl } = provider;
  return (
    <AccountSection title={t("waysIn.provider.title")} description={t("waysIn.provider.description")}>
      <WayState way={provider} />
      <div className="text-ui">
        <p className="text-ink-muted">{t("waysIn.provider.callback")}</p>
        <p className="flex min-w-0 items-center gap-2">
          <code className="min-w-0 font-mono text-note break-all">{callbackUrl}</code>
          <CopyButton text={callbackUrl} label={t("waysIn.provider.copy")} />
        </p>
      </div>
      {source === "environment" && settings ? (
        <SetValues
          values={[
            [t("waysIn.provider.issuer"), settings.issuer],
            [t("waysIn.provider.clientId"), settings.clientId],
            [t("waysIn.provider.audience"), settings.audience],
            [t("waysIn.provider.roleClaim"), settings.roleClaim],
            [t("waysIn.roleMap"), settings.roleMap || "-"],
          ]}
        />
      ) : (
        <form ref={formRef} noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
          {message !== null && (
            <Callout tone="danger" live="alert">
              {message}
            </Callout>
          )}
          <ProviderFields settings={settings} errors={errors} onClear={clear} />
          <div className="flex flex-wrap gap-2">
            <Button type="submit" variant="primary" loading={busy}>
              {t("waysIn.save")}
            </Button>
            {source === "page" && (
              <RemoveWay title={t("waysIn.provider.removeTitle")} onRemove={trial.remove} />
            )}
          </div>
        </form>
      )}
      <Button loading={trial.isTrying} onClick={() => trial.tryOut({})} className="self-start">
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
    </AccountSection>
  );
}

function readProvider(values: Record<string, string>): object {
  const text = (name: string): string | null => values[name]?.trim() || null;
  return {
    issuer: text("issuer") ?? "",
    clientId: text("clientId") ?? "",
    ...(values["clientSecret"] ? { clientSecret: values["clientSecret"] } : {}),
    name: text("name"),
    audience: text("audience"),
    roleClaim: text("roleClaim"),
    roleMap: text("roleMap"),
    createPeople: values["createPeople"] === "on",
    secondFactor: text("secondFactor"),
  };
}
