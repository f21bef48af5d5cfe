import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { afterEach, expect, it } from "vitest";

const children: ChildProcess[] = [];
afterEach(() => children.splice(0).forEach((child) => child.kill("SIGKILL")));

/**
 * A process that stops three parts, the second of which takes `milliseconds`, and does `further` when it is ready. Its
 * clock stands at the time that was last set, and it answers to each signal and each time that it took them in.
 */
async function start(
  milliseconds: number,
  further = "",
): Promise<{ child: ChildProcess; text: () => string }> {
  const script = `import { prepareShutdown } from "./src/server/process/shutdown";
    let now = 0;
    const shutdown = prepareShutdown(1000, () => now);
    process.on("SIGINT", () => process.send("a signal"));
    process.on("message", (message) => {
      if (typeof message === "number") {
        now = message;
        process.send("the time");
      }
    });
    shutdown.add("first", () => console.log("first"));
    shutdown.add("second", () => new Promise((resolve) => setTimeout(() => { console.log("second"); resolve(); }, ${milliseconds})));
    shutdown.add("third", () => { console.log("third"); ${further.includes("broken part") ? 'throw new Error("broken");' : ""} });
    setInterval(() => undefined, 1000);
    console.log("ready");
    ${further.includes("throw") ? "setTimeout(() => { throw new Error('a mistake'); }, 10);" : ""}`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: { ...process.env, LOG_LEVEL: "silent" },
  });
  children.push(child);
  let text = "";
  child.stdout?.on("data", (part: Buffer) => {
    text += part.toString();
  });
  while (!text.includes("ready")) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return { child, text: () => text.trim().split("\n").slice(1).join(" ") };
}

it("stops the last first, waits for each, and exits 0", async () => {
  const { child, text } = await start(50);
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([0, null]);
  expect(text()).toBe("third second first");
});

it("takes the two signals of one Ctrl+C for one, and a later one as a request to exit at once", async () => {
  const { child, text } = await start(30_000);
  const tookIn = async (what: string): Promise<void> => {
    const [message] = await once(child, "message");
    expect(message).toBe(what);
  };
  for (const time of [0, 0, 700]) {
    child.send(time);
    await tookIn("the time");
    child.kill("SIGINT");
    await tookIn("a signal");
  }
  child.send(701);
  await tookIn("the time");
  child.kill("SIGINT");
  expect(await once(child, "exit")).toEqual([130, null]);
  expect(text()).toBe("third");
});

it("listens to a process manager's message", async () => {
  const { child, text } = await start(10);
  child.send("shutdown");
  expect(await once(child, "exit")).toEqual([0, null]);
  expect(text()).toBe("third second first");
});

it("stops the rest when one part fails, and exits 1", async () => {
  const { child, text } = await start(10, "broken part");
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([1, null]);
  expect(text()).toBe("third second first");
});

it("stops in order, with 1, after an uncaught error", async () => {
  const { child, text } = await start(10, "throw");
  expect(await once(child, "exit")).toEqual([1, null]);
  expect(text()).toBe("third second first");
});
