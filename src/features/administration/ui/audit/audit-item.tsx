"use client";

import { ChevronRight } from "lucide-react";
import { browserWords } from "@/features/connections/ui/browser-words";
import type { AuditEntryDto } from "@/features/audit/schema";
import { useSpeech } from "@/messages/translate-provider";
import { Badge } from "@/ui/marks/badge";
import { TextLink } from "@/ui/text/link";
import { RelativeTime } from "@/ui/time/relative";
import { actionWords, fieldsOf, type AuditedField } from "./audit-words";

/** One entry of the audit: who did what to whom, from where; folded out, what stood there before and after. */
export function AuditItem({ entry }: { entry: AuditEntryDto }) {
  const spoken = useSpeech();
  const { t } = spoken;
  const { actor, address, userAgent, count } = entry;
  const fields = fieldsOf(spoken, entry);
  return (
    <li className="px-4 py-3">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="font-medium">{actionWords(t, entry.action)}</span>
        <Subject entry={entry} />
        {count > 1 && <Badge>{t("audit.times", { count })}</Badge>}
      </p>
      <p className="mt-0.5 flex flex-wrap gap-x-3 text-note text-ink-muted">
        <span>
          {actor === null ? (
            t("audit.system")
          ) : (
            <TextLink href={`/admin/people/${actor.id}`}>
              <bdi>{actor.name}</bdi>
            </TextLink>
          )}
        </span>
        <RelativeTime at={entry.at} />
        <span title={t("audit.chain.numberHint")}>
          {entry.number === null
            ? t("audit.chain.unsealed")
            : t("audit.chain.number", { number: entry.number })}
        </span>
        {address !== null && <span className="wrap-anywhere">{t("audit.from", { address })}</span>}
        {userAgent !== null && <span title={userAgent}>{browserWords(t, userAgent)}</span>}
      </p>
      {fields.length > 0 && (
        <details className="group mt-1">
          <summary className="inline-flex min-h-6 cursor-pointer list-none items-center gap-1 rounded-md pe-1.5 text-note font-medium text-ink-muted focus-ring hover:text-ink">
            <ChevronRight
              aria-hidden
              className="size-3.5 transition-transform group-open:rotate-90 rtl:-scale-x-100"
            />
            {t("audit.details")}
          </summary>
          <Fields fields={fields} />
        </details>
      )}
    </li>
  );
}

function Subject({ entry }: { entry: AuditEntryDto }) {
  const { subjectType, subjectId, subjectName, actor } = entry;
  if (subjectName === null || subjectId === null || subjectId === actor?.id) {
    return null;
  }
  return (
    <TextLink href={`/admin/${subjectType === "team" ? "teams" : "people"}/${subjectId}`}>
      <bdi className="wrap-anywhere">{subjectName}</bdi>
    </TextLink>
  );
}

function Fields({ fields }: { fields: readonly AuditedField[] }) {
  const { t } = useSpeech();
  const hasBefore = fields.some(({ before }) => before !== null);
  return (
    <table className="mt-1 w-full table-fixed text-note">
      <thead className="text-start text-ink-muted">
        <tr>
          <th scope="col" className="py-0.5 pe-3 text-start font-medium">
            {t("audit.field")}
          </th>
          {hasBefore && (
            <th scope="col" className="py-0.5 pe-3 text-start font-medium">
              {t("audit.before")}
            </th>
          )}
          <th scope="col" className="py-0.5 text-start font-medium">
            {t("audit.after")}
          </th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ name, before, after }) => (
          <tr key={name} className="align-top">
            <th scope="row" className="py-0.5 pe-3 text-start font-normal wrap-anywhere text-ink-muted">
              {name}
            </th>
            {hasBefore && (
              <td dir="auto" className="py-0.5 pe-3 wrap-anywhere">
                {before}
              </td>
            )}
            <td dir="auto" className="py-0.5 wrap-anywhere">
              {after}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
