"use client";

import { useProblemForm } from "@/client/api/use-problem-form";
import { NewPasswordField, newPasswordError } from "@/features/users/ui/new-password-field";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Callout } from "@/ui/states/callout";
import { PasswordField } from "@/ui/fields/password-field";
import { toast } from "@/ui/overlays/toast";
import { AccountSection } from "./account-section";
import { sendForm } from "./send-form";

/** Changes the password of a person who knows the present one; all other sessions end with it. */
export function PasswordSection({ email }: { email: string | null }) {
  const t = useTranslate();
  const { formRef, errors, message, busy, onSubmit, clear } = useProblemForm(
    save,
    ({ current = "", password = "" }) => {
      const error = newPasswordError(t, password);
      return {
        ...(current === "" ? { current: t("account.password.enterCurrent") } : {}),
        ...(error === null ? {} : { password: error }),
      };
    },
  );

  async function save({ current = "", password = "" }: Record<string, string>) {
    const problem = await sendForm("/api/me/password", { method: "PUT", body: { current, password } });
    if (problem === null) {
      formRef.current?.reset();
      toast.success(t("account.password.saved"));
    }
    return problem;
  }

  return (
    <AccountSection title={t("account.password.title")} description={t("account.password.description")}>
      <form ref={formRef} noValidate onSubmit={onSubmit} className="flex flex-col items-start gap-4">
        {message !== null && (
          <Callout tone="danger" live="alert" className="self-stretch">
            {message}
          </Callout>
        )}
        {/* For password managers: whose password it is. */}
        <input type="hidden" name="username" autoComplete="username" value={email ?? ""} readOnly />
        <PasswordField
          label={t("account.password.current")}
          name="current"
          autoComplete="current-password"
          required
          error={errors["current"]}
          onChange={() => clear("current")}
          className="self-stretch"
        />
        <div className="self-stretch">
          <NewPasswordField
            label={t("account.password.new")}
            error={errors["password"]}
            onChange={() => clear("password")}
          />
        </div>
        <Button type="submit" loading={busy}>
          {t("account.password.save")}
        </Button>
      </form>
    </AccountSection>
  );
}
