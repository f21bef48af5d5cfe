import fc from "fast-check";
import { expect, it } from "vitest";
import { HandshakePlaces, type HandshakePlace } from "./handshake-places";

it("never are more slots taken than there are, nobody waits while one is free, and each address has its turn", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom("enter", "leave"), fc.nat({ max: 3 }), fc.nat({ max: 20 })), {
        maxLength: 60,
      }),
      async (steps) => {
        const places = new HandshakePlaces({
          inAll: 6,
          ofOne: 3,
          ofOneAtMost: 3,
          waiting: 8,
          patienceMilliseconds: 60_000,
        });
        const all: { key: string; place: HandshakePlace; state: "waits" | "held" | "refused" | "left" }[] =
          [];
        for (const [step, address, which] of steps) {
          const key = `address ${address}`;
          if (step === "enter") {
            const entry: (typeof all)[number] = { key, place: places.enter(key), state: "waits" };
            all.push(entry);
            void entry.place.granted.then((isGranted) => {
              entry.state = entry.state === "left" ? "left" : isGranted ? "held" : "refused";
            });
          } else {
            const entry = all[which];
            if (entry) {
              entry.state = "left";
              entry.place.leave();
            }
          }
          await new Promise(setImmediate);
          const held = all.filter(({ state }) => state === "held");
          const waiting = all.filter(({ state }) => state === "waits");
          expect(held.length).toBeLessThanOrEqual(6);
          expect(waiting.length).toBeLessThanOrEqual(8);
          for (const one of waiting) {
            const own = held.filter((other) => other.key === one.key).length;
            expect(own === 3 || held.length === 6).toBe(true);
          }
        }
        all.forEach(({ place }) => place.leave());
      },
    ),
    { numRuns: 100 },
  );
});

it("a handshake that waited in vain is refused, and leaving twice frees the slot once", async () => {
  const places = new HandshakePlaces({
    inAll: 1,
    ofOne: 1,
    ofOneAtMost: 1,
    waiting: 1,
    patienceMilliseconds: 5,
  });
  const first = places.enter("a");
  expect(await first.granted).toBe(true);
  expect(await places.enter("b").granted).toBe(false);
  first.leave();
  first.leave();
  const second = places.enter("a");
  expect(await second.granted).toBe(true);
  expect(await places.enter("c").granted).toBe(false);
});

it("an address with authenticated connections gets more slots, and fewer again when it has none", async () => {
  const places = new HandshakePlaces({
    inAll: 100,
    ofOne: 2,
    ofOneAtMost: 4,
    waiting: 10,
    patienceMilliseconds: 60_000,
  });
  const granted: number[] = [];
  const come = (name: number): HandshakePlace => {
    const place = places.enter("a");
    void place.granted.then((isGranted) => void (isGranted && granted.push(name)));
    return place;
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
  places.fade();
  places.fade();
  expect(places.enter("a").isWanted()).toBe(false);
});
