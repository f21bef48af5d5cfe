"use client";

import { Download } from "lucide-react";
import { useHoldPage } from "@/client/release/use-hold-page";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { CopyButton } from "@/ui/buttons/copy-button";

/** Recovery codes, the one time that they are shown, with ways to keep them. */
export function RecoveryCodeList({ codes }: { codes: readonly string[] }) {
  const t = useTranslate();
  useHoldPage(true);
  const text = codes.join("\n");
  return (
    <div className="flex flex-col gap-3">
      <ul
        aria-label={t("secondFactors.codes.title")}
        dir="ltr"
        className="grid grid-cols-1 gap-x-6 gap-y-1.5 rounded-xl bg-canvas p-4 font-mono text-ui tracking-wide ring-1 ring-line select-all min-[26rem]:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-2">
        <Button
          size="sm"
          icon={<Download aria-hidden />}
          onClick={() => download(t("secondFactors.codes.file"), text)}
        >
          {t("secondFactors.codes.download")}
        </Button>
        <CopyButton text={text} label={t("secondFactors.codes.copy")} />
      </div>
    </div>
  );
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([`${text}\n`], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
