import { expect, it } from "vitest";
import type { ListedTicket } from "@/features/tickets/schema";
import { packPage, unpackPage } from "./packed-page";

const requester = { id: "p1", name: "Ada", role: "user" as const, avatarUrl: null };

function row(number: number, more: Partial<ListedTicket> = {}): ListedTicket {
  return {
    id: `t${number}`,
    number,
    version: 1,
    title: `"Printer" [0] ${number}`,
    status: "open",
    priority: "medium",
    category: "other",
    team: null,
    tags: [],
    requester: { ...requester },
    assignee: null,
    commentCount: 0,
    attachmentCount: 0,
    createdAt: "2026-11-30T04:00:00.000Z",
    updatedAt: "2026-11-30T04:00:00.000Z",
    dueAt: null,
    firstResponseAt: null,
    seenAt: null,
    resolvedAt: null,
    closedAt: null,
    archivedAt: null,
    anonymisedAt: null,
    mergedAt: null,
    ...more,
  };
}

it.each([
  ["no row", []],
  ["one row", [row(1, { tags: ["a", "b"] })]],
  ["rows that are alike", [row(1), row(1)]],
  [
    "rows of which some have fields that others lack",
    [
      row(1, { lastReadVersion: 0, team: { id: "x", name: "Printers", isPrivate: false }, tags: ["a"] }),
      row(2, { followUpOf: { id: "t1", number: 1, title: "" }, assignee: requester }),
      row(3, { dueAt: "2026-12-01T00:00:00.000Z", tags: ["a"] }),
    ],
  ],
])("a page of %s comes out as it went in", (_, items) => {
  const page = { items, nextCursor: items.length > 1 ? "next" : null };
  expect(unpackPage(packPage(page))).toEqual(page);
});

it("a person who stands in all rows is written once", () => {
  const items = Array.from({ length: 50 }, (_, number) =>
    row(number, { assignee: number % 2 ? requester : null }),
  );
  const { packed } = packPage({ items, nextCursor: null });
  expect(packed.split("Ada")).toHaveLength(2);
  expect(packed.length).toBeLessThan(JSON.stringify(items).length / 3);
});
