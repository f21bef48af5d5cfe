"use client";

import { useState } from "react";
import { postJson, type Problem } from "@/client/api/post-json";
import { useProblemForm } from "@/client/api/use-problem-form";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Callout } from "@/ui/states/callout";
import { Field } from "@/ui/fields/field";
import { EmailInput } from "@/ui/fields/input";

/** Asks for new links at an address. The answer comes by mail alone. */
export function LinkForm() {
  const t = useTranslate();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { formRef, errors, message, busy, onSubmit, clear } = useProblemForm(
    send,
    ({ email = "" }): Record<string, string> => (email.trim() === "" ? { email: t("users.enterEmail") } : {}),
  );

  async function send({ email = "" }: Record<string, string>): Promise<Problem | null> {
    const problem = await postJson("/api/guest/links", { email });
    setSentTo(problem === null ? email : null);
    return problem;
  }

  return (
    <form ref={formRef} noValidate onSubmit={onSubmit} className="flex flex-col gap-5">
      {message !== null && (
        <Callout tone="danger" live="alert">
          {message}
        </Callout>
      )}
      {sentTo !== null && (
        <Callout tone="success" live="status">
          {t.rich("guests.link.sent", { email: sentTo, bdi: (words) => <bdi>{words}</bdi> })}
        </Callout>
      )}
      <Field label={t("guests.form.email")} error={errors["email"]}>
        <EmailInput name="email" autoComplete="email" required onChange={() => clear("email")} />
      </Field>
      <Button type="submit" variant="primary" size="lg" loading={busy} className="w-full">
        {t("guests.link.submit")}
      </Button>
    </form>
  );
}
