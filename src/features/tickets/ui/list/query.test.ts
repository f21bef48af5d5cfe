import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ListedTicket } from "@/features/tickets/schema";
import { fitsFilters, comesBefore } from "./filters";

import { exportHref, isNarrowed, listHref, readListQuery, valuesOf, withValue } from "./query";
import { ticketDto } from "@/testing/browser/ticket-dto";

const person = {
  id: "01a1f9f9-72aa-71b6-a8df-e0c00fee5061",
  name: "Ada",
  role: "agent",
  avatarUrl: null,
} as const;
const ticket: ListedTicket = ticketDto({
  id: "t1",
  number: 1,
  version: 3,
  title: "A title",
  category: "other",
  tags: ["vip"],
  requester: person,
  createdAt: "2026-11-01T00:00:00.000Z",
  updatedAt: "2026-11-02T00:00:00.000Z",
  lastReadVersion: 3,
});
const me = { id: person.id, teamIds: [] };

describe("a list's address", () => {
  it("leads to a file of the whole list, not of the page that is shown", () => {
    expect(exportHref("")).toBe("/api/tickets/export.csv");
    expect(exportHref("status=open,waiting&tag=a%2Cb&sort=due&cursor=abc")).toBe(
      "/api/tickets/export.csv?status=open%2Cwaiting&tag=a%2Cb&sort=due",
    );
  });

  it("is normalised, whatever the order and repetition of its parameters", () => {
    const one = readListQuery(new URLSearchParams("assignee=me&status=waiting&status=open"));
    const other = readListQuery(new URLSearchParams("status=open,waiting,open&assignee=me&sort=-updated"));
    expect(one.search).toBe("status=open,waiting&assignee=me");
    expect(other.search).toBe(one.search);
    expect(one.wasCorrected).toBe(false);
  });

  it("loses unknown parameters, and says so", () => {
    const { search, wasCorrected } = readListQuery(
      new URLSearchParams("status=bogus,open&sort=colour&assignee=1%20OR%201&utm=x"),
    );
    expect(search).toBe("status=open");
    expect(wasCorrected).toBe(true);
  });

  it("begins at the first page again when a filter changes", () => {
    expect(withValue("status=open&cursor=abc", "priority", "high,low")).toBe("status=open&priority=low,high");
    expect(listHref(withValue("status=open", "status", null))).toBe("/tickets");
    expect(isNarrowed("sort=due&cursor=abc")).toBe(false);
  });

  it("keeps a search with commas and ampersands as it was typed", () => {
    const search = withValue("", "q", "a, b & c=d");
    expect(new URLSearchParams(search).get("q")).toBe("a, b & c=d");
    expect(readListQuery(new URLSearchParams(search)).search).toBe(search);
  });
});

describe("a tag in a list's address", () => {
  const wanted = ["paris, 3rd floor", "a,b", ",", "100%", "a&b=c", "#1 + 2", "é", "打印机", "👨‍👩‍👧‍👦".repeat(40)];

  it("is whole with any characters, and there may be several", () => {
    const search = withValue("status=open,waiting", "tag", wanted);
    expect(valuesOf(search, "tag").sort()).toEqual([...wanted].sort());
    expect(readListQuery(new URLSearchParams(search))).toEqual({ search, wasCorrected: false });
    expect(valuesOf(withValue(search, "tag", null), "tag")).toEqual([]);
    for (const tag of wanted) {
      expect(fitsFilters({ ...ticket, tags: [tag] }, search, me)).toBe(true);
      expect(valuesOf(withValue("", "tag", [tag]), "tag")).toEqual([tag]);
    }
    expect(fitsFilters({ ...ticket, tags: ["paris"] }, search, me)).toBe(false);
  });

  it("is in the form in which tags are kept", () => {
    expect(valuesOf(withValue("", "tag", " CAFE\u0301 "), "tag")).toEqual(["café"]);
  });

  it("survives with any text", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }), { maxLength: 5 }),
        (tags) => {
          const kept = [...new Set(tags.map((tag) => tag.normalize("NFC").toLowerCase().trim()))].filter(
            Boolean,
          );
          expect(valuesOf(withValue("", "tag", tags), "tag").sort()).toEqual(kept.sort());
        },
      ),
    );
  });
});

describe("a row of the list", () => {
  it("belongs to a list when each filter has a matching value", () => {
    expect(fitsFilters(ticket, "status=open,waiting&tag=vip&requester=me", me)).toBe(true);
    expect(fitsFilters(ticket, "status=open&assignee=me", me)).toBe(false);
    expect(fitsFilters(ticket, "due=overdue", me)).toBe(false);
    expect(fitsFilters({ ...ticket, dueAt: "2020-01-01T00:00:00.000Z" }, "due=overdue", me)).toBe(true);
  });

  it("without a due time comes last in both directions", () => {
    const due = { ...ticket, dueAt: "2026-11-03T00:00:00.000Z" };
    expect(comesBefore(ticket, due, "sort=due")).toBe(false);
    expect(comesBefore(ticket, due, "sort=-due")).toBe(false);
    expect(comesBefore(due, ticket, "sort=-due")).toBe(true);
  });
});
