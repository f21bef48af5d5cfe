import { EventEmitter } from "node:events";
import { describe, expect, it } from "vitest";
import { PageQueue } from "./page-queue";

/** A queue with a clock of its own, and the admitted readers in order. */
function makeQueue() {
  let time = 0;
  const queue = new PageQueue(() => time);
  const begun: string[] = [];
  const ask = async (session: string, address = "10.0.0.1"): Promise<EventEmitter> => {
    const response = new EventEmitter();
    const isBegun = queue.enter({ session, address }, response).then((may) => may && begun.push(session));
    // Pages that begin at once are noted before this returns.
    await Promise.race([isBegun, Promise.resolve()]);
    await Promise.resolve();
    return response;
  };
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { begun, ask, settle, later: (milliseconds: number) => (time += milliseconds) };
}

describe("pages", () => {
  it("are rendered two at a time, the next when one was sent or its client left", async () => {
    const { begun, ask, settle } = makeQueue();
    const [first, second] = [await ask("a"), await ask("b")];
    await ask("c");
    await ask("d");
    await settle();
    expect(begun).toEqual(["a", "b"]);
    first.emit("finish");
    first.emit("close");
    await settle();
    expect(begun).toEqual(["a", "b", "c"]);
    second.emit("close");
    await settle();
    expect(begun).toEqual(["a", "b", "c", "d"]);
  });

  it("of clients with few requests lately come before those of clients with many", async () => {
    const { begun, ask, settle } = makeQueue();
    for (let count = 0; count < 40; count++) {
      (await ask("busy")).emit("finish");
    }
    const [one] = [await ask("busy"), await ask("busy"), await ask("busy"), await ask("busy")];
    await ask("calm");
    one.emit("finish");
    await settle();
    expect(begun.at(-1)).toBe("calm");
  });

  it("of a client at a usual pace wait their turn, though others asked for fewer", async () => {
    const { begun, ask, settle, later } = makeQueue();
    for (let count = 0; count < 15; count++) {
      (await ask("usual")).emit("finish");
    }
    const [one] = [await ask("a"), await ask("b")];
    await ask("usual");
    later(1);
    await ask("c");
    one.emit("finish");
    await settle();
    expect(begun.at(-1)).toBe("usual");
  });

  it("are rendered at last also for clients with many requests, whatever others ask for", async () => {
    const { begun, ask, settle, later } = makeQueue();
    for (let count = 0; count < 40; count++) {
      (await ask("busy")).emit("finish");
    }
    let holding = [await ask("a"), await ask("b")];
    await ask("busy");
    for (let round = 0; round < 40 && begun.at(-1) !== "busy"; round++) {
      later(200);
      const next = await ask(`calm ${round}`, `10.1.0.${round}`);
      holding.shift()?.emit("finish");
      holding = [...holding, next];
      await settle();
    }
    expect(begun.at(-1)).toBe("busy");
  });

  it("that were requested long ago count no more", async () => {
    const { begun, ask, settle, later } = makeQueue();
    for (let count = 0; count < 40; count++) {
      (await ask("busy")).emit("finish");
    }
    later(120_000);
    const [one, two] = [await ask("calm"), await ask("calm")];
    await ask("busy");
    await ask("calm");
    one.emit("finish");
    two.emit("finish");
    await settle();
    expect(begun.slice(-2)).toEqual(["busy", "calm"]);
  });

  it("do not come sooner by ever new session cookies from one address", async () => {
    const { begun, ask, settle } = makeQueue();
    for (let count = 0; count < 80; count++) {
      (await ask(`made up ${count}`, "10.6.6.6")).emit("finish");
    }
    const holding = [await ask("x", "10.0.0.2"), await ask("y", "10.0.0.3")];
    await ask("made up again", "10.6.6.6");
    await ask("calm", "10.0.0.4");
    holding.forEach((response) => response.emit("finish"));
    await settle();
    expect(begun.slice(-2)).toEqual(["calm", "made up again"]);
  });

  it("whose client left while they waited are not rendered", async () => {
    const { begun, ask, settle } = makeQueue();
    const [first] = [await ask("a"), await ask("b")];
    (await ask("gone")).emit("close");
    await ask("c");
    first.emit("finish");
    await settle();
    expect(begun).toEqual(["a", "b", "c"]);
  });

  it("that take long release their slot to others", async () => {
    const { begun, ask } = makeQueue();
    await ask("slow");
    await ask("slow");
    const waiting = ask("next");
    await expect.poll(() => begun).toContain("next");
    await waiting;
  });
});
