import { expect, it } from "vitest";
import { readListQuery } from "@/features/tickets/ui/list/query";
import { viewCreateSchema } from "@/features/views/schema";
import { searchOf, viewOf } from "./view-search";

it.each([
  "",
  "status=open,waiting&priority=urgent&assignee=me&tag=vpn%2C+new&tag=other&sort=due",
  "q=VPN+client&archived=true&due=overdue",
  "team=mine,none&requester=me&category=hardware&sort=-number",
])("the list %s is the one that its view opens", (search) => {
  const { sort, ...view } = viewOf(search);
  const saved = viewCreateSchema.parse({ name: "A view", ...view, ...(sort ? { sort } : {}) });
  expect(searchOf(saved)).toBe(readListQuery(new URLSearchParams(search)).search);
});

it("a view keeps no page of its list", () => {
  expect(viewOf("status=open&cursor=abc")).toEqual({ filters: { status: ["open"] }, sort: undefined });
});
