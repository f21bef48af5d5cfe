import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { Agent } from "node:https";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { io } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "@/server/process/root";
import { startBuiltServer, type BuiltServer } from "@/testing/processes/built-server";
import { signIn } from "@/testing/http/client";
import {
  makeCertificate,
  makeProxyFolder,
  startHaproxy,
  startNginx,
  type RunningProxy,
} from "@/testing/processes/proxies";

// The built product, with its pages, as people reach it: https to HAProxy, then nginx, then Helpejo.
const ADMIN = { email: "admin@example.org", password: "correct horse battery" };
/** Longer than the minute after which proxies give up on silence by default. */
const LONG_MILLISECONDS = 75_000;

let haproxy: RunningProxy;
let server: BuiltServer;
let authority: string;
const folder = makeProxyFolder();
const running: (() => Promise<void>)[] = [];

beforeAll(async () => {
  server = await startBuiltServer({
    NEXTAUTH_URL: "https://help.example.org",
    TRUST_PROXY: "2",
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
  });
  running.push(() => server.stop());
  const nginx = await startNginx(Number(new URL(server.url).port), [["# 10.0.0.5 1;", "127.0.0.1 1;"]]);
  running.push(nginx.stop);
  const { both, certificate } = await makeCertificate(folder);
  authority = certificate;
  haproxy = await startHaproxy(nginx.port, [
    [/(bind 127\.0\.0\.1:\d+)\n/, `$1 ssl crt ${both} alpn h2,http/1.1\n`],
  ]);
  running.push(haproxy.stop);
});

afterAll(async () => {
  for (const stop of running.reverse()) {
    await stop();
  }
  rmSync(folder, { recursive: true });
});

describe("the built product behind HAProxy and nginx", () => {
  it("passes its smoke test over https: pages, secure cookies, static files, sockets both ways, a person", async () => {
    const options = [
      "deploy/smoke.mjs",
      "--url",
      `https://127.0.0.1:${haproxy.port}`,
      "--email",
      ADMIN.email,
    ];
    const environment = {
      ...process.env,
      SMOKE_PASSWORD: ADMIN.password,
      NODE_EXTRA_CA_CERTS: authority,
    };
    const { stdout } = await promisify(execFile)(process.execPath, options, {
      cwd: projectRoot(),
      env: environment,
    });
    expect(stdout).toMatch(/All well/);
  });

  it("live events arrive through both by websocket and by polling, and a foreign page's sockets do not get in", async () => {
    const url = `https://127.0.0.1:${haproxy.port}`;
    const options = ["dist/check-socket.js", "--url", url, "--email", ADMIN.email];
    const { stdout } = await promisify(execFile)(process.execPath, options, {
      cwd: projectRoot(),
      env: { ...process.env, SMOKE_PASSWORD: ADMIN.password, NODE_EXTRA_CA_CERTS: authority },
    });
    expect(stdout).toContain("Live events arrive");
  });

  it("a websocket in which nobody says anything is still there after more than a minute", async () => {
    const token = await signIn(server.url, ADMIN.email, ADMIN.password);
    const options = {
      transports: ["websocket"],
      auth: { token },
      reconnection: false,
      rejectUnauthorized: false,
    };
    Reflect.set(options, "agent", new Agent({ rejectUnauthorized: false }));
    const socket = io(`https://127.0.0.1:${haproxy.port}`, options);
    const ends: string[] = [];
    socket.on("disconnect", (reason) => ends.push(reason));
    await new Promise((resolve, reject) => {
      socket.once("session:ready", resolve);
      socket.once("connect_error", reject);
    });
    await wait(LONG_MILLISECONDS);
    expect(ends).toEqual([]);
    expect(socket.connected).toBe(true);
    socket.disconnect();
  });
});
