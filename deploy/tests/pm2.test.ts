import { execFile } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { projectRoot } from "@/server/process/root";
import { makeTemporaryDataDir } from "@/server/database/temporary-database";
import { BOUNDARY, formBytes } from "@/testing/files";
import { freePort } from "@/testing/processes/free-port";
import { HttpClient } from "@/testing/http/client";
import { makePm2, type Pm2 } from "./under-pm2";

// The built product under PM2 itself, with ecosystem.config.js as it stands and an embedded database.
const run = promisify(execFile);
const ADMIN = { email: "admin@example.org", password: "correct horse battery" };
let port: number;
let manager: Pm2;
const dataDir = makeTemporaryDataDir();

beforeAll(async () => {
  port = await freePort();
  manager = makePm2({
    DATA_DIR: dataDir,
    PORT: String(port),
    DEMO: "0",
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
  });
  await manager.run("start", "ecosystem.config.js");
});

afterAll(async () => {
  await manager.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function call(
  path: string,
  method: string,
  body?: unknown,
  token?: string,
): Promise<z.infer<typeof answerSchema>> {
  const http = new HttpClient(`http://127.0.0.1:${port}`, token ?? null);
  return answerSchema.parse((await http.send(method, path, body)).body);
}
const answerSchema = z.looseObject({ id: z.string().optional(), accessToken: z.string().optional() });

/** Sends a file slowly: half of it at once, the rest on a signal. */
function slowUpload(ticketId: string, token: string): { finish: () => void; status: Promise<number> } {
  const bytes = formBytes([{ name: "file", filename: "slow.bin", content: new Uint8Array(200_000).fill(7) }]);
  const headers = {
    authorization: `Bearer ${token}`,
    "content-type": `multipart/form-data; boundary=${BOUNDARY}`,
    "content-length": bytes.length,
  };
  const outgoing = request({
    host: "127.0.0.1",
    port,
    path: `/api/tickets/${ticketId}/attachments`,
    method: "POST",
    headers,
  });
  const status = new Promise<number>((resolve, reject) => {
    outgoing.once("response", (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    outgoing.once("error", reject);
  });
  outgoing.write(bytes.subarray(0, bytes.length / 2));
  return { finish: () => outgoing.end(bytes.subarray(bytes.length / 2)), status };
}

describe("under PM2", () => {
  it("`pm2 start` comes back when the process has said that it is ready, and everything works then", async () => {
    expect(await manager.processes()).toMatchObject([
      { pm2_env: { status: "online", restart_time: 0, treekill: false } },
    ]);
    expect((await fetch(`http://127.0.0.1:${port}/ready`)).status).toBe(200);
    const options = ["--url", `http://127.0.0.1:${port}`, "--email", ADMIN.email];
    const { stdout } = await run(process.execPath, ["deploy/smoke.mjs", ...options], {
      cwd: projectRoot(),
      env: { ...process.env, SMOKE_PASSWORD: ADMIN.password },
    });
    expect(stdout).toMatch(/All well/);
  });

  it("the smoke test fails with words where nothing works", async () => {
    const nobody = await freePort();
    const failing = run(process.execPath, ["deploy/smoke.mjs", "--url", `http://127.0.0.1:${nobody}`], {
      cwd: projectRoot(),
    });
    await expect(failing).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/failed: nothing listens there/),
    });
  });

  it("`pm2 restart` brings another process that is ready when the command comes back", async () => {
    const [before] = await manager.processes();
    await manager.run("restart", "ecosystem.config.js");
    const [after] = await manager.processes();
    expect(after?.pid).not.toBe(before?.pid);
    expect((await fetch(`http://127.0.0.1:${port}/ready`)).status).toBe(200);
  });

  it("a process that was killed is started again", async () => {
    const [before] = await manager.processes();
    process.kill(before?.pid ?? 0, "SIGKILL");
    const until = Date.now() + 90_000;
    while ((await fetch(`http://127.0.0.1:${port}/ready`).catch(() => null))?.status !== 200) {
      expect(Date.now()).toBeLessThan(until);
      await wait(200);
    }
    expect((await manager.processes())[0]?.pm2_env.restart_time).toBeGreaterThan(0);
  });

  it("`pm2 stop` lets an upload under way finish, then stops the database, and the process ends with 0", async () => {
    const { accessToken = "" } = await call("/api/token", "POST", ADMIN);
    const ticket = await call(
      "/api/tickets",
      "POST",
      { title: "A slow upload", description: "It must not be lost." },
      accessToken,
    );
    const upload = slowUpload(ticket.id ?? "", accessToken);
    await wait(500);
    const stopped = manager.run("stop", "helpejo");
    await wait(2_000);
    upload.finish();
    expect(await upload.status).toBe(201);
    await stopped;
    expect(await manager.processes()).toMatchObject([{ pm2_env: { status: "stopped", exit_code: 0 } }]);
    expect(manager.readLog()).toMatch(/"why":"SIGINT"/);
    expect(existsSync(join(dataDir, "postgres", "data", "postmaster.pid"))).toBe(false);
  });
});
