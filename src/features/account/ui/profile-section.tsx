"use client";

import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { useProblemForm } from "@/client/api/use-problem-form";
import type { MyDto } from "@/features/users/schema";
import { PictureField } from "@/features/users/ui/picture-field";
import { useSpeech } from "@/messages/translate-provider";
import { Badge } from "@/ui/marks/badge";
import { Button } from "@/ui/buttons/button";
import { Callout } from "@/ui/states/callout";
import { Field } from "@/ui/fields/field";
import { Input } from "@/ui/fields/input";
import { toast } from "@/ui/overlays/toast";
import { AccountSection } from "./account-section";
import { sendForm } from "./send-form";

/** What one is called, which can be changed here, and what others decide: address, role and teams. */
export function ProfileSection({ account }: { account: MyDto }) {
  const { t, locale } = useSpeech();
  const router = useRouter();
  const { formRef, errors, message, busy, onSubmit, clear } = useProblemForm(save, check);

  function check({ name = "" }: Record<string, string>): Record<string, string> {
    return name.trim() === "" ? { name: t("users.enterName") } : {};
  }

  async function save({ name = "" }: Record<string, string>) {
    const problem = await sendForm("/api/me", { method: "PATCH", body: { name } });
    if (problem === null) {
      toast.success(t("account.profile.saved"));
      router.refresh();
    }
    return problem;
  }

  return (
    <AccountSection title={t("account.profile.title")} description={t("account.profile.description")}>
      <PictureField person={account} />
      <form ref={formRef} noValidate onSubmit={onSubmit} className="flex flex-col items-start gap-4">
        {message !== null && (
          <Callout tone="danger" live="alert" className="self-stretch">
            {message}
          </Callout>
        )}
        <Field label={t("account.profile.name")} error={errors["name"]} className="self-stretch">
          <Input
            name="name"
            autoComplete="name"
            defaultValue={account.name}
            required
            onChange={() => clear("name")}
          />
        </Field>
        <Button type="submit" loading={busy}>
          {t("account.profile.save")}
        </Button>
      </form>
      <dl className="grid grid-cols-[minmax(0,1fr)] gap-x-4 gap-y-3 text-ui @md:grid-cols-[8rem_minmax(0,1fr)]">
        <Fact term={t("users.email")}>
          <span className="wrap-anywhere">{account.email ?? t("account.profile.noEmail")}</span>
          {account.email !== null && !account.emailConfirmed && (
            <Badge tone="warning" className="ms-2">
              {t("account.profile.unconfirmed")}
            </Badge>
          )}
        </Fact>
        <Fact term={t("account.profile.role")}>
          {t(`users.roleAt.${account.role}`, { organisation: account.organisation.name })}
        </Fact>
        {account.teams.length > 0 && (
          <Fact term={t("account.profile.teams")}>
            {new Intl.ListFormat(locale).format(account.teams.map(({ name }) => name))}
          </Fact>
        )}
      </dl>
    </AccountSection>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-muted @max-md:-mb-2.5">{term}</dt>
      <dd className="min-w-0 text-ink">{children}</dd>
    </>
  );
}
