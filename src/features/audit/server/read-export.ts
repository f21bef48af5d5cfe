import type { AuditExportQuery } from "@/features/audit/schema";
import { flushTallies } from "@/server/audit/tally";
import { csvResponse, csvRow } from "@/server/http/answers/csv";
import type { Actor } from "@/shared/roles";
import { readEntries, readNames, type AuditRow } from "./read";

const PAGE = 500;
const HEADINGS = [
  "number",
  "time",
  "action",
  "actorId",
  "actor",
  "subjectType",
  "subjectId",
  "subject",
  "address",
  "userAgent",
  "count",
  "data",
  "hash",
];

/** The entries that fit, the newest first, as a CSV file that is sent page by page while it is read; for admins. */
export async function exportAudit(actor: Actor, query: AuditExportQuery): Promise<Response> {
  await flushTallies();
  // Before the answer begins: what is refused is answered as a refusal.
  const first = await readEntries(actor, { ...query, before: null, limit: PAGE });
  return csvResponse(`audit-${new Date().toISOString().slice(0, 10)}.csv`, pagesOf(actor, query, first));
}

async function* pagesOf(
  actor: Actor,
  query: AuditExportQuery,
  first: AuditRow[],
): AsyncGenerator<string, void> {
  yield csvRow(HEADINGS);
  for (let page = first; page.length > 0;) {
    yield (await linesOf(actor, page)).join("");
    const last = page.length < PAGE ? undefined : page.at(-1);
    page = last ? await readEntries(actor, { ...query, before: last.id, limit: PAGE }) : [];
  }
}

async function linesOf(actor: Actor, page: readonly AuditRow[]): Promise<string[]> {
  const names = await readNames(actor.organisationId, page);
  const nameOf = (id: string | null): string => (id === null ? "" : (names.get(id) ?? ""));
  return page.map((entry) =>
    csvRow([
      String(entry.number ?? ""),
      entry.at.toISOString(),
      entry.action,
      entry.actorId ?? "",
      nameOf(entry.actorId),
      entry.subjectType ?? "",
      entry.subjectId ?? "",
      nameOf(entry.subjectId),
      entry.address ?? "",
      entry.userAgent ?? "",
      String(entry.count),
      JSON.stringify(entry.data),
      entry.hash ?? "",
    ]),
  );
}
