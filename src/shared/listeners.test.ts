import { describe, expect, it } from "vitest";
import { Listeners, OneTimeEvent } from "./listeners";

describe("listeners", () => {
  it("hear what is told while they listen, each once, and nothing afterwards", () => {
    const heard: string[] = [];
    const listeners = new Listeners<[string, number]>();
    const stop = listeners.add((word, number) => heard.push(`one ${word} ${number}`));
    listeners.add((word) => heard.push(`two ${word}`));
    listeners.tell("a", 1);
    stop();
    stop();
    listeners.tell("b", 2);
    expect(heard).toEqual(["one a 1", "two a", "two b"]);
  });

  it("can stop and come while they are told", () => {
    const heard: string[] = [];
    const listeners = new Listeners();
    const stop = listeners.add(() => {
      heard.push("once");
      stop();
      listeners.add(() => heard.push("late"));
    });
    listeners.add(() => heard.push("other"));
    listeners.tell();
    heard.length = 0;
    listeners.tell();
    expect(heard).toEqual(["other", "late"]);
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
  it("is told to who listens, and to who comes later, and not again", () => {
    const heard: string[] = [];
    const event = new OneTimeEvent<[string]>();
    event.add((how) => heard.push(`before ${how}`));
    event.add(() => heard.push("stopped"))();
    expect(event.hasHappened()).toBe(false);
    event.tell("so");
    event.tell("otherwise");
    event.add((how) => heard.push(`after ${how}`));
    expect([event.hasHappened(), ...heard]).toEqual([true, "before so", "after so"]);
  });
});
