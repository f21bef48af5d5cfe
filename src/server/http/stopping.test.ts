import { EventEmitter, once } from "node:events";
import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { loadEnv } from "@/server/process/env";
import { startHttp } from "@/testing/http/server";

const startServer = () => startHttp(loadEnv({ LOG_LEVEL: "silent" }));

describe("a server that is asked to stop", () => {
  it("is not ready, answers what is under way and takes nothing new", async () => {
    const [stopping, its] = await startServer();
    let release = (): void => undefined;
    const begun = new EventEmitter();
    await stopping.serve(async (request, response) => {
      await new Promise<void>((resolve) => {
        release = resolve;
        begun.emit("begun");
      });
      response.end("late but whole");
      return true;
    });
    const kept = connect(its, "127.0.0.1");
    await once(kept, "connect");
    kept.write("GET /ready HTTP/1.1\r\nHost: x\r\n");
    // A later request has arrived, so the earlier one has too.
    const under = once(begun, "begun");
    const slow = fetch(`http://127.0.0.1:${its}/slow`);
    await under;
    const drained = stopping.drain(5_000);
    await expect(fetch(`http://127.0.0.1:${its}/health`)).rejects.toThrow();
    kept.write("\r\n");
    const [answer] = await once(kept, "data");
    expect(String(answer)).toMatch(/^HTTP\/1\.1 503 /);
    expect(String(answer)).toMatch(/^connection: close\r$/im);
    release();
    expect(await (await slow).text()).toBe("late but whole");
    await drained;
  });

  it("cuts off what takes longer than it may wait", async () => {
    const [stopping, its] = await startServer();
    const begun = new EventEmitter();
    await stopping.serve(() => new Promise<boolean>(() => void begun.emit("begun")));
    const under = once(begun, "begun");
    const stuck = fetch(`http://127.0.0.1:${its}/stuck`).catch(() => "cut off");
    await under;
    await stopping.drain(100);
    expect(await stuck).toBe("cut off");
  });
});
