"use client";

import { Compass } from "lucide-react";
import { ButtonLink } from "@/ui/buttons/button-link";
import { EmptyState } from "@/ui/states/empty";
import { useTranslate } from "@/messages/translate-provider";

/**
 * What a page says that is not there. It comes from the browser's code: Next.js writes what a page might have to say
 * into each page's document, twice.
 */
export function NothingHere() {
  const t = useTranslate();
  return (
    <main id="main" className="roomy flex min-h-dvh items-center justify-center bg-canvas">
      <EmptyState
        level={1}
        icon={<Compass />}
        title={t("shell.notFound.title")}
        reason={t("shell.notFound.reason")}
        action={
          <ButtonLink href="/" variant="primary">
            {t("shell.notFound.start")}
          </ButtonLink>
        }
      />
    </main>
  );
}
