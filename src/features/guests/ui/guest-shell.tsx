"use client";

import { LogOut } from "lucide-react";
import type { ReactNode } from "react";
import { useMe } from "@/client/browser/me";
import { useSignOut } from "@/features/sessions/ui/use-sign-out";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Logo } from "@/ui/shell/logo";
import { PlainShell } from "@/ui/shell/plain-shell";

/** The shell around a guest's one ticket: whose help desk it is, and a way to leave a shared computer. */
export function GuestShell({ connectionBar, children }: { connectionBar: ReactNode; children: ReactNode }) {
  const t = useTranslate();
  const { id } = useMe();
  const { isBusy, begin, dialog } = useSignOut(id, "/guest/link");
  return (
    <PlainShell
      connectionBar={connectionBar}
      brand={<Logo />}
      actions={
        <Button variant="ghost" icon={<LogOut aria-hidden />} loading={isBusy} onClick={begin}>
          {t("guests.leave")}
        </Button>
      }
    >
      {children}
      {dialog}
    </PlainShell>
  );
}
