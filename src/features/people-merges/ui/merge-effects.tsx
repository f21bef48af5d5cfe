"use client";

import type { ReactNode } from "react";
import { COUNTED } from "@/features/people-merges/fields";
import type { MergePreview } from "@/features/people-merges/schema";
import { useSpeech } from "@/messages/translate-provider";
import type { Translate } from "@/messages/translation";

const COUNTS = [
  "requested",
  "assigned",
  "unassigned",
  "comments",
  "files",
  "watched",
  "notifications",
  "drafts",
  "identities",
] as const;
const ENDS = ["sessions", "tokens", "passkeys"] as const;

/** What a merge would move, what it would end, and what stays. */
export function MergeEffects({ preview }: { preview: MergePreview }) {
  const { t, locale } = useSpeech();
  const { moves, into } = preview;
  const lines = movesInWords(t, locale, preview);
  return (
    <div className="flex flex-col gap-4">
      <Part title={t("merges.dialog.moves")}>
        {lines.length === 0 ? (
          <p className="text-ink-muted">{t("merges.moves.nothing")}</p>
        ) : (
          <Lines lines={lines} />
        )}
        {COUNTS.some((name) => moves[name] >= COUNTED) && (
          <p className="text-note text-ink-muted">{t("merges.moves.most")}</p>
        )}
      </Part>
      <Part title={t("merges.dialog.ends")}>
        <Lines lines={endsInWords(t, preview)} />
      </Part>
      <Part title={t("merges.dialog.stays")}>
        <p className="text-pretty">
          {t.rich("merges.stays", {
            role: t(`connections.role.${into.role}`),
            name: () => <bdi>{into.name}</bdi>,
          })}
        </p>
      </Part>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-1">
      <h3 className="font-medium">{title}</h3>
      {children}
    </section>
  );
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul className="list-disc ps-5 wrap-anywhere text-ink-muted">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function movesInWords(t: Translate, locale: string, { moves }: MergePreview): string[] {
  const list = new Intl.ListFormat(locale).format(moves.addresses);
  return [
    ...COUNTS.flatMap((name) => (moves[name] > 0 ? [t(`merges.moves.${name}`, { count: moves[name] })] : [])),
    ...(moves.addresses.length > 0
      ? [t("merges.moves.addresses", { count: moves.addresses.length, list })]
      : []),
  ];
}

function endsInWords(t: Translate, { ends }: MergePreview): string[] {
  return [
    t("merges.ends.account"),
    ...(ends.password ? [t("merges.ends.password")] : []),
    ...ENDS.flatMap((name) => (ends[name] > 0 ? [t(`merges.ends.${name}`, { count: ends[name] })] : [])),
    ...(ends.authenticatorApp ? [t("merges.ends.authenticatorApp")] : []),
  ];
}
