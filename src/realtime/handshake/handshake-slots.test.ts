import fc from "fast-check";
import { expect, it } from "vitest";
import { HandshakeSlots, type HandshakeSlot } from "./handshake-slots";

it("never are more slots taken than there are, nobody waits while one is free, and each address has its turn", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom("enter", "leave"), fc.nat({ max: 3 }), fc.nat({ max: 20 })), {
        maxLength: 60,
      }),
      async (steps) => {
        const slots = new HandshakeSlots({
          inAll: 6,
          ofOne: 3,
          ofOneAtMost: 3,
          waiting: 8,
          patienceMilliseconds: 60_000,
        });
        const all: { key: string; slot: HandshakeSlot; state: "waits" | "taken" | "refused" | "left" }[] = [];
        for (const [step, address, which] of steps) {
          const key = `address ${address}`;
          if (step === "enter") {
            const entry: (typeof all)[number] = { key, slot: slots.enter(key), state: "waits" };
            all.push(entry);
            void entry.slot.granted.then((isGranted) => {
              entry.state = entry.state === "left" ? "left" : isGranted ? "taken" : "refused";
            });
          } else {
            const entry = all[which];
            if (entry) {
              entry.state = "left";
              entry.slot.leave();
            }
          }
          await new Promise(setImmediate);
          const taken = all.filter(({ state }) => state === "taken");
          const waiting = all.filter(({ state }) => state === "waits");
          expect(taken.length).toBeLessThanOrEqual(6);
          expect(waiting.length).toBeLessThanOrEqual(8);
          for (const one of waiting) {
            const own = taken.filter((other) => other.key === one.key).length;
            expect(own === 3 || taken.length === 6).toBe(true);
          }
        }
        all.forEach(({ slot }) => slot.leave());
      },
    ),
    { numRuns: 100 },
  );
});

it("a handshake that waited in vain is refused, and leaving twice frees the slot once", async () => {
  const slots = new HandshakeSlots({
    inAll: 1,
    ofOne: 1,
    ofOneAtMost: 1,
    waiting: 1,
    patienceMilliseconds: 5,
  });
  const first = slots.enter("a");
  expect(await first.granted).toBe(true);
  expect(await slots.enter("b").granted).toBe(false);
  first.leave();
  first.leave();
  const second = slots.enter("a");
  expect(await second.granted).toBe(true);
  expect(await slots.enter("c").granted).toBe(false);
});

it("an address with authenticated connections gets more slots, and fewer again when it has none", async () => {
  const slots = new HandshakeSlots({
    inAll: 100,
    ofOne: 2,
    ofOneAtMost: 4,
    waiting: 10,
    patienceMilliseconds: 60_000,
  });
  const granted: number[] = [];
  const come = (name: number): HandshakeSlot => {
    const slot = slots.enter("a");
    void slot.granted.then((isGranted) => void (isGranted && granted.push(name)));
    return slot;
  };
  const [first, second] = [come(1), come(2)];
  [3, 4, 5, 6, 7].forEach(come);
  await new Promise(setImmediate);
  expect([granted.length, first.isWanted()]).toEqual([2, true]);
  first.prove();
  await new Promise(setImmediate);
  // Its own slot, and one more.
  expect(granted).toHaveLength(4);
  second.prove();
  await new Promise(setImmediate);
  expect(granted).toHaveLength(6);
  slots.fade();
  slots.fade();
  expect(slots.enter("a").isWanted()).toBe(false);
});
