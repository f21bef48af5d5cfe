"use client";

import { Download } from "lucide-react";
import { useTranslate } from "@/messages/translate-provider";
import { buttonClasses } from "@/ui/buttons/button-styles";
import { AccountSection } from "./account-section";

/** A download of all that is about oneself. */
export function ExportSection() {
  const t = useTranslate();
  return (
    <AccountSection title={t("account.export.title")} description={t("account.export.description")}>
      {/* A plain link: the browser streams it into a file, however much it is. */}
      <a href="/api/me/export" download className={buttonClasses("secondary", "md", "self-start")}>
        <Download aria-hidden className="size-4" />
        {t("account.export.download")}
      </a>
    </AccountSection>
  );
}
