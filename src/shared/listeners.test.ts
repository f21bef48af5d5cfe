import { describe, expect, it } from "vitest";
import { Listeners, OneTimeEvent } from "./listeners";

describe("listeners", () => {
  it("are called while they listen, each once, and nothing afterwards", () => {
    const received: string[] = [];
    const listeners = new Listeners<[string, number]>();
    const stop = listeners.add((word, number) => received.push(`one ${word} ${number}`));
    listeners.add((word) => received.push(`two ${word}`));
    listeners.emit("a", 1);
    stop();
    stop();
    listeners.emit("b", 2);
    expect(received).toEqual(["one a 1", "two a", "two b"]);
  });

  it("can stop and come while they are notified", () => {
    const received: string[] = [];
    const listeners = new Listeners();
    const stop = listeners.add(() => {
      received.push("once");
      stop();
      listeners.add(() => received.push("late"));
    });
    listeners.add(() => received.push("other"));
    listeners.emit();
    received.length = 0;
    listeners.emit();
    expect(received).toEqual(["other", "late"]);
  });

  it("are watched for from the first to the last of them, and again", () => {
    const watched: string[] = [];
    const listeners = new Listeners(() => {
      watched.push("begun");
      return () => watched.push("ended");
    });
    const stops = [listeners.add(() => undefined), listeners.add(() => undefined)];
    expect(watched).toEqual(["begun"]);
    stops.forEach((stop) => stop());
    expect(watched).toEqual(["begun", "ended"]);
    listeners.add(() => undefined);
    expect(watched).toEqual(["begun", "ended", "begun"]);
  });
});

describe("what happens once", () => {
  it("is announced to who listens, and to who comes later, and not again", () => {
    const received: string[] = [];
    const event = new OneTimeEvent<[string]>();
    event.add((how) => received.push(`before ${how}`));
    event.add(() => received.push("stopped"))();
    expect(event.hasHappened()).toBe(false);
    event.emit("so");
    event.emit("otherwise");
    event.add((how) => received.push(`after ${how}`));
    expect([event.hasHappened(), ...received]).toEqual([true, "before so", "after so"]);
  });
});
