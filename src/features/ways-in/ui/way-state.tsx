"use client";

import { useTranslate } from "@/messages/translate-provider";
import { Badge } from "@/ui/marks/badge";
import { Callout } from "@/ui/states/callout";
import type { WaysInDto } from "@/features/ways-in/schema";

/** Whether a way is on, and who set it; that variables did, and which, as then there is no form. */
export function WayState({ way }: { way: WaysInDto["directory"] | WaysInDto["provider"] }) {
  const t = useTranslate();
  if (!way.isReadable) {
    return (
      <Callout tone="danger" live="status" title={t("waysIn.unreadable.title")}>
        {t("waysIn.unreadable.reason")}
      </Callout>
    );
  }
  if (way.source === "environment") {
    return (
      <Callout tone="info" title={t("waysIn.environment.title")}>
        {t.rich("waysIn.environment.reason", {
          variables: () => (
            <span className="font-mono text-note break-words">{way.variables.join(", ")}</span>
          ),
        })}
      </Callout>
    );
  }
  return (
    <p className="text-ui">
      <Badge tone={way.source === "page" ? "success" : "neutral"}>
        {way.source === "page" ? t("waysIn.on") : t("waysIn.off")}
      </Badge>
    </p>
  );
}

/** What is set, where it cannot be changed here. */
export function SetValues({ values }: { values: readonly (readonly [label: string, value: string])[] }) {
  return (
    <dl className="grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-2 text-ui sm:grid-cols-[10rem_minmax(0,1fr)]">
      {values.map(([label, value]) => (
        <div key={label} className="contents">
          <dt className="text-ink-muted">{label}</dt>
          <dd dir="auto" className="min-w-0 font-mono text-note break-words text-ink">
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
