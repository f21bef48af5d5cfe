"use client";

import { useConnection } from "@/client/connection/socket-provider";
import { useTranslate } from "@/messages/translate-provider";
import { ButtonLink } from "@/ui/buttons/button-link";
import { Callout } from "@/ui/states/callout";

/** Says when a guest's session is over; the page stays, with what was typed. */
export function GuestSessionWatch() {
  const t = useTranslate();
  if (useConnection().kind !== "ended") {
    return null;
  }
  return (
    <div className="fixed inset-x-4 bottom-4 z-40 mx-auto max-w-md">
      <Callout
        tone="warning"
        live="alert"
        title={t("guests.ended.title")}
        className="shadow-float"
        actions={
          <ButtonLink href="/guest/link" size="sm">
            {t("guests.ended.newLink")}
          </ButtonLink>
        }
      >
        {t("guests.ended.reason")}
      </Callout>
    </div>
  );
}
