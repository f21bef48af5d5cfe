import { beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { PATCH } from "@/app/api/tickets/[ticket]/route";
import { POST } from "@/app/api/tickets/bulk/route";
import { forgetLimits } from "@/server/rate-limits/limits";
import { callRoute } from "../http/requests";
import { setUpDesk } from "../desk/setup";
import { WHO } from "./callers";
import { Cast, FOREIGN_HOST } from "./entities";
import { ROUTE_RULES } from "./rules";

setUpDesk();
const cast = new Cast();
const resultSchema = z.object({
  items: z.tuple([z.object({ ok: z.boolean(), error: z.object({ status: z.number() }).optional() })]),
});

beforeAll(() => cast.prepare());

it.each(
  (ROUTE_RULES["PATCH /api/tickets/[ticket]"] ?? []).map(
    (rule) => [`${rule.about}: ${rule.what}`, rule] as const,
  ),
)("a row of a bulk change is answered as a PATCH would be: %s", async (_title, rule) => {
  forgetLimits();
  const rows: string[] = [];
  const patches: string[] = [];
  for (const who of WHO) {
    const [one, other] = [await cast.make(rule.about), await cast.make(rule.about)];
    const asking = async (ticketId: string) => {
      const actor = await cast.session(who, ticketId);
      return {
        ...(who === "foreign" ? { headers: { host: FOREIGN_HOST } } : {}),
        ...(actor ? { as: actor } : {}),
      };
    };
    const patch = await callRoute(PATCH, {
      ...(await asking(one.ticketId)),
      method: "PATCH",
      path: `/api/tickets/${one.ticketId}`,
      params: { ticket: one.ticketId },
      body: rule.body,
    });
    patches.push(String(patch.status));
    const bulk = await callRoute(POST, {
      ...(await asking(other.ticketId)),
      method: "POST",
      path: "/api/tickets/bulk",
      body: { ids: [other.ticketId], changes: rule.body },
    });
    const row = resultSchema.safeParse(bulk.body).data?.items[0];
    rows.push(String(row ? (row.error?.status ?? 200) : bulk.status));
  }
  expect(rows).toEqual(patches);
});
