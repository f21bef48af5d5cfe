"use client";

import { useState, type FormEvent } from "react";
import { Button } from "@/ui/button";
import { leaveTo } from "@/client/use-problem-form";

/** The button that ends this browser's session. */
export function SignOutForm() {
  const [busy, setBusy] = useState(false);

  async function leave(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    setBusy(true);
    await fetch("/api/auth/signout", { method: "POST", body: new URLSearchParams({ json: "true" }) }).catch(
      () => null,
    );
    await leaveTo("/sign-in");
  }

  return (
    <form method="post" action="/api/auth/signout" onSubmit={(event) => void leave(event)}>
      <input type="hidden" name="callbackUrl" value="/sign-in" />
      <Button type="submit" variant="primary" size="lg" loading={busy} className="w-full">
        Sign out
      </Button>
    </form>
  );
}
