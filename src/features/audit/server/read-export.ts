import type { AuditExportQuery } from "@/features/audit/schema";
import { flushTallies } from "@/server/audit/tally";
import { CSV_BEGINNING, csvLine } from "@/server/http/answers/csv";
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
  let page = await readEntries(actor, { ...query, before: null, limit: PAGE });
  let isBegun = false;
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const lines = await linesOf(actor, page);
      const beginning = isBegun ? "" : CSV_BEGINNING + csvLine(HEADINGS);
      isBegun = true;
      controller.enqueue(new TextEncoder().encode(beginning + lines.join("")));
      const last = page.at(-1);
      if (page.length < PAGE || !last) {
        controller.close();
        return;
      }
      page = await readEntries(actor, { ...query, before: last.id, limit: PAGE });
    },
  });
  const day = new Date().toISOString().slice(0, 10);
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="audit-${day}.csv"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}

async function linesOf(actor: Actor, page: readonly AuditRow[]): Promise<string[]> {
  const names = await readNames(actor.organisationId, page);
  const nameOf = (id: string | null): string | null => (id === null ? null : (names.get(id) ?? null));
  return page.map((entry) =>
    csvLine([
      entry.number,
      entry.at.toISOString(),
      entry.action,
      entry.actorId,
      nameOf(entry.actorId),
      entry.subjectType,
      entry.subjectId,
      nameOf(entry.subjectId),
      entry.address,
      entry.userAgent,
      entry.count,
      JSON.stringify(entry.data),
      entry.hash,
    ]),
  );
}
