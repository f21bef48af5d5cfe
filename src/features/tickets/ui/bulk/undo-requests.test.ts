import { expect, it } from "vitest";
import type { BulkItem } from "@/features/tickets/schema-bulk";
import { ticketDto } from "@/testing/browser/ticket-dto";
import { undoRequests } from "./undo-requests";

const changed = (number: number, before: BulkItem["before"]): BulkItem => ({
  id: `id-${number}`,
  ok: true,
  ticket: ticketDto({ id: `id-${number}`, number, version: number + 10 }),
  before,
});

it("what had the same values before is put back together, each ticket as it stood after the change", () => {
  const items: BulkItem[] = [
    changed(1, { status: "open" }),
    changed(2, { status: "waiting" }),
    changed(3, { status: "open" }),
    changed(4, {}),
    { id: "id-5", ok: false, error: { status: 403, code: "forbidden", detail: "No." } },
  ];
  expect(undoRequests(items)).toEqual([
    { ids: ["id-1", "id-3"], changes: { status: "open" }, versions: { "id-1": 11, "id-3": 13 } },
    { ids: ["id-2"], changes: { status: "waiting" }, versions: { "id-2": 12 } },
  ]);
});
