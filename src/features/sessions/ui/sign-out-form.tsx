"use client";

import type { FormEvent } from "react";
import { Button } from "@/ui/buttons/button";
import { useTranslate } from "@/messages/translate-provider";
import { useSignOut } from "./use-sign-out";

/** The button that ends this browser's session. Before its script has loaded the browser submits the form itself, and stored drafts stay. */
export function SignOutForm({ personId }: { personId: string }) {
  const t = useTranslate();
  const { isBusy, begin, dialog } = useSignOut(personId);

  function leave(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    begin();
  }

  return (
    <>
      <form method="post" action="/api/auth/signout" onSubmit={leave}>
        <input type="hidden" name="callbackUrl" value="/sign-in" />
        <input type="hidden" name="keep" value="1" />
        <Button type="submit" variant="primary" size="lg" loading={isBusy} className="w-full">
          {t("sessions.signOut")}
        </Button>
      </form>
      {dialog}
    </>
  );
}
