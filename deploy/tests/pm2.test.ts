import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { projectRoot } from "@/server/root";
import { makeTemporaryDataDir } from "@/server/temporary-database";
import { BOUNDARY, formBytes } from "@/testing/files";
import { freePort } from "@/testing/free-port";

// The built product under PM2 itself, with ecosystem.config.js as it stands and an embedded database.
const run = promisify(execFile);
const ADMIN = { email: "admin@example.org", password: "correct horse battery" };
const listSchema = z.array(
  z.object({
    pid: z.number(),
    pm2_env: z.object({
      status: z.string(),
      exit_code: z.number().optional(),
      restart_time: z.number(),
      treekill: z.boolean(),
    }),
  }),
);

let port: number;
let environment: NodeJS.ProcessEnv;
const home = mkdtempSync(join(tmpdir(), "helpejo-pm2-"));
const dataDir = makeTemporaryDataDir();

beforeAll(async () => {
  port = await freePort();
  environment = {
    NODE_ENV: "production",
    HOME: home,
    PATH: process.env["PATH"],
    PM2_HOME: home,
    DATA_DIR: dataDir,
    PORT: String(port),
    DEMO: "0",
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
  };
  await pm2("start", "ecosystem.config.js");
});

afterAll(async () => {
  await pm2("kill");
  rmSync(home, { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
});

async function pm2(...options: string[]): Promise<string> {
  const program = join(projectRoot(), "node_modules", "pm2", "bin", "pm2");
  const { stdout } = await run(process.execPath, [program, ...options], {
    cwd: projectRoot(),
    env: environment,
    maxBuffer: 16 * 1024 * 1024,
  });
  return stdout;
}

async function processes(): Promise<z.infer<typeof listSchema>> {
  const text = await pm2("jlist");
  return listSchema.parse(JSON.parse(text.slice(text.indexOf("["))));
}

function readLog(): string {
  return readFileSync(join(home, "logs", "helpejo-out.log"), "utf8");
}

async function call(
  path: string,
  method: string,
  body?: unknown,
  token?: string,
): Promise<z.infer<typeof answerSchema>> {
  const headers = {
    "content-type": "application/json",
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  };
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return answerSchema.parse(await response.json());
}
const answerSchema = z.looseObject({ id: z.string().optional(), accessToken: z.string().optional() });

/** Sends a file slowly: half of it at once, the rest when told to. */
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
    expect(await processes()).toMatchObject([
      { pm2_env: { status: "online", restart_time: 0, treekill: false } },
    ]);
    expect((await fetch(`http://127.0.0.1:${port}/ready`)).status).toBe(200);
    const options = ["--url", `http://127.0.0.1:${port}`, "--email", ADMIN.email];
    const { stdout } = await run(process.execPath, ["deploy/smoke.mjs", ...options], {
      cwd: projectRoot(),
      env: { ...environment, SMOKE_PASSWORD: ADMIN.password },
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
    const [before] = await processes();
    await pm2("restart", "ecosystem.config.js");
    const [after] = await processes();
    expect(after?.pid).not.toBe(before?.pid);
    expect((await fetch(`http://127.0.0.1:${port}/ready`)).status).toBe(200);
  });

  it("a process that was killed is started again", async () => {
    const [before] = await processes();
    process.kill(before?.pid ?? 0, "SIGKILL");
    const until = Date.now() + 90_000;
    while ((await fetch(`http://127.0.0.1:${port}/ready`).catch(() => null))?.status !== 200) {
      expect(Date.now()).toBeLessThan(until);
      await wait(200);
    }
    expect((await processes())[0]?.pm2_env.restart_time).toBeGreaterThan(0);
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
    const stopped = pm2("stop", "helpejo");
    await wait(2_000);
    upload.finish();
    expect(await upload.status).toBe(201);
    await stopped;
    expect(await processes()).toMatchObject([{ pm2_env: { status: "stopped", exit_code: 0 } }]);
    expect(readLog()).toMatch(/"why":"SIGINT"/);
    expect(existsSync(join(dataDir, "postgres", "data", "postmaster.pid"))).toBe(false);
  });
});
