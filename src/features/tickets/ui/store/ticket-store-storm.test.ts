import fc from "fast-check";
import { it } from "vitest";
import { TICKETS } from "@/testing/browser/scripted-tickets";
import { TicketsOnTheirWay, type Step } from "@/testing/browser/tickets-on-their-way";

const ticket = fc.nat(TICKETS - 1);
const pick = fc.nat(20);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("change" as const),
      ticket,
      byMe: fc.boolean(),
      withText: fc.boolean(),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom("deliver" as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("ask" as const), ticket: fc.option(ticket) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom("read" as const, "arrive" as const, "settle" as const),
      pick,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom("revoke" as const, "remove" as const, "return" as const),
      ticket,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("overlay" as const), ticket }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("sweep" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("lose connection" as const), isOther: fc.boolean() }) },
);

it("in any order of events and answers, the newest version is shown, nothing removed is, and overlays end", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.nat(7), (steps, order) => {
      const desk = new TicketsOnTheirWay();
      for (const one of steps) {
        desk.run(one);
        desk.check();
      }
      desk.end(order);
    }),
    { numRuns: 2_000 },
  );
});
