import { afterEach, expect, it, vi } from "vitest";
import { broadcastSignOut, followLeaving, onLeaving, saveElsewhere } from "./leaving";

const stops: (() => void)[] = [];

afterEach(() => stops.splice(0).forEach((stop) => stop()));

/** Another page of the browser, with a module of its own. */
async function openPage(): Promise<typeof import("./leaving")> {
  vi.resetModules();
  return await import("./leaving");
}

it("signs out with another page of the same person, and does not hear itself", async () => {
  const another = await openPage();
  const left: string[] = [];
  stops.push(followLeaving("ada", () => left.push("here")));
  const isHeard = new Promise<void>((resolve) => {
    stops.push(
      another.followLeaving("ada", () => {
        left.push("there");
        resolve();
      }),
    );
    stops.push(another.followLeaving("grace", () => left.push("somebody else")));
  });
  broadcastSignOut("ada");
  await isHeard;
  // What the other page says comes after it: by then this one would have heard itself.
  const isAnswered = new Promise<void>((resolve) => stops.push(followLeaving("ada", resolve)));
  another.broadcastSignOut("ada");
  await isAnswered;
  expect(left).toEqual(["there", "here"]);
});

it("waits for what other pages save, and not for itself", async () => {
  const another = await openPage();
  const saved: string[] = [];
  stops.push(
    followLeaving("ada", () => undefined),
    another.followLeaving("ada", () => undefined),
    onLeaving(() => Promise.resolve(saved.push("here") > 0)),
    another.onLeaving(() => Promise.resolve(saved.push("there") > 0)),
  );
  expect(await saveElsewhere("ada")).toBe(true);
  expect(saved).toEqual(["there"]);
});
