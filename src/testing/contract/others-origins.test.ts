import { io } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectDatabase, closeDatabase } from "@/server/database/database";
import { createTestDatabase, type TestDatabase } from "@/testing/database";
import { makeAccessToken, makeActor, makeOrganisation } from "@/testing/factories";
import { rawRequest } from "@/testing/http/raw-request";
import { cookieOf } from "@/testing/http/requests";
import { startServers, type Servers } from "@/testing/processes/server";

const OURS = "ours.example.org";
const THEIRS = "theirs.example.org";
const PORTAL = "portal.example.org";
let database: TestDatabase;
let servers: Servers;
let url: string;
let cookie: string;
let token: string;

beforeAll(async () => {
  database = await createTestDatabase();
  connectDatabase(database.url);
  servers = await startServers(database.url, 1, {
    ALLOWED_ORIGINS: [OURS, THEIRS, PORTAL].map((host) => `https://${host}`).join(","),
  });
  url = servers.processes[0]?.url ?? "";
  const ours = await makeOrganisation({ host: OURS });
  await makeOrganisation({ host: THEIRS });
  const actor = await makeActor(ours);
  [cookie, token] = [await cookieOf(actor), await makeAccessToken(actor)];
});
afterAll(async () => {
  await servers.stop();
  await closeDatabase();
  await database.drop();
});

async function knock(host: string): Promise<unknown> {
  const socket = io(url, {
    auth: { token },
    transports: ["websocket"],
    reconnection: false,
    forceNew: true,
    extraHeaders: { host: OURS, origin: `https://${host}` },
  });
  const outcome = await new Promise((resolve) => {
    socket.once("session:ready", () => resolve("ready"));
    socket.once("connect_error", (error: Error & { data?: { code?: string } }) =>
      resolve(error.data?.code ?? error.message),
    );
  });
  socket.disconnect();
  return outcome;
}

describe("where origins of several organisations are allowed, a page of one of them may at another's address", () => {
  it("change nothing", async () => {
    const remove = async (host: string) => {
      const headers = { host: OURS, cookie, origin: `https://${host}` };
      const answer = await rawRequest(url, "/api/notifications/read", headers, "DELETE");
      return answer.status;
    };
    // With a good origin, the answer names what is missing in the body.
    expect(await remove(OURS)).toBe(422);
    expect(await remove(PORTAL)).toBe(422);
    expect(await remove(THEIRS)).toBe(403);
    // And what needs no session neither.
    const token = async (host: string) =>
      (await rawRequest(url, "/api/token", { host: OURS, origin: `https://${host}` }, "POST")).status;
    expect(await token(PORTAL)).not.toBe(403);
    expect(await token(THEIRS)).toBe(403);
  });

  it("read no answer", async () => {
    const allowed = async (host: string, method = "GET") => {
      const headers = {
        host: OURS,
        cookie,
        origin: `https://${host}`,
        ...(method === "OPTIONS" ? { "access-control-request-method": "GET" } : {}),
      };
      return (await rawRequest(url, "/api/me", headers, method)).headers["access-control-allow-origin"];
    };
    for (const method of ["GET", "OPTIONS"]) {
      expect(await allowed(OURS, method)).toBe(`https://${OURS}`);
      expect(await allowed(PORTAL, method)).toBe(`https://${PORTAL}`);
      expect(await allowed(THEIRS, method)).toBeUndefined();
    }
  });

  it("open no socket", async () => {
    expect(await knock(OURS)).toBe("ready");
    expect(await knock(PORTAL)).toBe("ready");
    expect(await knock(THEIRS)).toBe("bad_origin");
  });
});
