import { execFile } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "@/server/process/root";
import { freePort } from "@/testing/processes/free-port";
import { startHaproxy, startNginx, type RunningProxy } from "@/testing/processes/proxies";
import { serversOfNginx, startCluster, type Cluster } from "./cluster";

// `npm run check:socket` as people type it, against several processes under PM2 behind real proxies, and
// behind misconfigured ones.
const ADMIN = { email: "admin@example.org", password: "correct horse battery" };

let cluster: Cluster;
const proxies: RunningProxy[] = [];

beforeAll(async () => {
  cluster = await startCluster(2, {
    NEXTAUTH_SECRET: "only-for-tests-and-no-secret-at-all",
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
  });
});

afterAll(async () => {
  for (const proxy of proxies) {
    await proxy.stop();
  }
  await cluster?.stop();
});

/** What it printed, and how it ended. */
function check(
  url: string,
  password = ADMIN.password,
): Promise<{ code: number; out: string; error: string }> {
  const options = ["--url", url, "--email", ADMIN.email, "--password", password];
  return new Promise((resolve) => {
    execFile(
      "npm",
      ["run", "--silent", "check:socket", "--", ...options],
      { cwd: projectRoot() },
      (failure, out, error) => resolve({ code: Number(failure?.code ?? 0), out, error: error.trim() }),
    );
  });
}

async function behind(proxy: Promise<RunningProxy>): Promise<string> {
  const running = await proxy;
  proxies.push(running);
  return `http://127.0.0.1:${running.port}`;
}

describe("npm run check:socket, against a deployment", () => {
  it.each(["HAProxy", "HAProxy, then nginx"] as const)(
    "through %s it ends with 0 and says of each step how long it took",
    async (entrance) => {
      const { code, out, error } = await check(cluster.entrances[entrance]);
      expect({ code, error }).toEqual({ code: 0, error: "" });
      const steps = out.trimEnd().split("\n");
      expect(steps.pop()).toBe(
        `Live events arrive at ${cluster.entrances[entrance]}, by websocket and by polling.`,
      );
      expect(steps.length).toBeGreaterThan(12);
      expect(steps.filter((line) => !/^ {2}ok +\d+ ms {2}\S/.test(line))).toEqual([]);
      console.info(out);
    },
  );

  it("says that websockets do not get through, where nginx does not pass the upgrade on", async () => {
    const forgetful = await behind(
      startNginx(cluster.ports[0] ?? 0, [
        serversOfNginx(cluster.ports),
        ["proxy_set_header Upgrade           $http_upgrade;", 'proxy_set_header Upgrade "";'],
      ]),
    );
    const { code, out, error } = await check(forgetful);
    expect(code).toBe(1);
    expect(out).toMatch(/FAIL +\d+ ms {2}connecting by websocket\n.*ok +\d+ ms {2}connecting by polling/);
    expect(error).toMatch(/^No connection by websocket: .*\n.*headers Upgrade and Connection/);
  });

  it("says that websockets do not get through, where HAProxy forbids them", async () => {
    const strict = await behind(
      startHaproxy(cluster.ports[0] ?? 0, [
        [
          "default_backend helpejo",
          "http-request deny if { hdr(Upgrade) -i websocket }\n    default_backend helpejo",
        ],
      ]),
    );
    const { code, error } = await check(strict);
    expect(code).toBe(1);
    expect(error).toMatch(/^No connection by websocket: .*403/);
  });

  it("says that the proxy is not sticky, where polling goes to one process after the other", async () => {
    const fickle = await behind(
      startNginx(cluster.ports[0] ?? 0, [
        serversOfNginx(cluster.ports),
        ["hash $helpejo_client consistent;", ""],
      ]),
    );
    const { code, out, error } = await check(fickle);
    expect(code).toBe(1);
    expect(out).toMatch(/ok +\d+ ms {2}connecting by websocket\n.*FAIL +\d+ ms {2}connecting by polling/);
    expect(error).toMatch(/^No connection by polling: .*\nRequests of one socket reach different processes/);
  });

  it("says that the password is wrong", async () => {
    const { code, error } = await check(cluster.entrances.HAProxy, "not the right one");
    expect(code).toBe(1);
    expect(error).toMatch(/^E-mail or password is wrong\./);
  });

  it("says that no server answers, at a port where nothing listens and behind a proxy without servers", async () => {
    const dead = `http://127.0.0.1:${await freePort()}`;
    const { code, error } = await check(dead);
    expect(code).toBe(1);
    expect(error).toMatch(new RegExp(`^Nothing listens at ${dead}\\.`));
    const orphan = await behind(startNginx(await freePort()));
    const other = await check(orphan);
    expect(other.code).toBe(1);
    expect(other.error).toMatch(/502/);
  });
});
