import { execFile } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { createServer, request, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCaller } from "@/server/http/request/addresses";
import { freePort } from "./free-port";
import {
  edit,
  locateProgram,
  makeCertificate,
  makeProxyFolder,
  nginxMain,
  startHaproxy,
  startNginx,
  type RunningProxy,
} from "./proxies";

const run = promisify(execFile);

/** An address of this machine that is neither of the proxies': what a client of the network would have. */
const CLIENT = "127.0.0.9";
const LIES = {
  "x-forwarded-for": "203.0.113.66, 203.0.113.67",
  "x-forwarded-proto": "https, https",
  "x-forwarded-host": "evil.example.org",
  "x-real-ip": "203.0.113.66",
  forwarded: "for=203.0.113.66;proto=https",
};

/** Stands in for Helpejo, and answers which headers arrived. */
let listener: Server;
const running: RunningProxy[] = [];
let nginx: RunningProxy;
let haproxy: RunningProxy;
let both: RunningProxy;
let inner: RunningProxy;

async function started(proxy: Promise<RunningProxy>): Promise<RunningProxy> {
  const one = await proxy;
  running.push(one);
  return one;
}

beforeAll(async () => {
  listener = createServer((incoming, response) => {
    incoming.resume();
    incoming.on("end", () =>
      response.setHeader("content-type", "application/json").end(JSON.stringify(incoming.headers)),
    );
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const port = portOf(listener);
  nginx = await started(startNginx(port));
  haproxy = await started(startHaproxy(port));
  inner = await started(startNginx(port, [["# 10.0.0.5 1;", "127.0.0.1 1;"]]));
  both = await started(startHaproxy(inner.port));
});

afterAll(async () => {
  await Promise.all(running.map((proxy) => proxy.stop()));
  listener.closeAllConnections();
  await new Promise((resolve) => listener.close(resolve));
});

function portOf(server: Server): number {
  const address = server.address();
  const isBound = (value: typeof address): value is AddressInfo =>
    value !== null && typeof value === "object";
  return isBound(address) ? address.port : 0;
}

/** The same site on ports that anybody may take: to test a configuration nginx takes its ports as well. */
async function onFreePorts(site: string): Promise<string> {
  const [http, https] = [await freePort(), await freePort()];
  return site
    .replace(/^(\s*listen (?:\[::\]:)?)80;/gm, `$1${http};`)
    .replace(/^(\s*listen (?:\[::\]:)?)443 /gm, `$1${https} `);
}

function ask(
  port: number,
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; seen: IncomingHttpHeaders; server: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: "127.0.0.1",
        port,
        path,
        headers: { host: "help.example.org", ...headers },
        localAddress: CLIENT,
      },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (part: string) => (text += part));
        response.on("end", () => {
          const isJson = response.headers["content-type"] === "application/json";
          resolve({
            status: response.statusCode ?? 0,
            seen: isJson ? JSON.parse(text) : {},
            server: String(response.headers.server ?? ""),
          });
        });
      },
    );
    outgoing.on("error", reject);
    outgoing.end();
  });
}

describe("the proxy configurations", () => {
  it("are valid to the real programs, as they stand but for the ports, which only root may take", async () => {
    const folder = makeProxyFolder();
    const site = await onFreePorts(edit("deploy/nginx/helpejo.conf", []));
    await run(locateProgram("nginx"), ["-e", "stderr", "-t", "-p", folder, "-c", nginxMain(folder, site)]);
    await run(locateProgram("haproxy"), ["-c", "-f", "deploy/haproxy/haproxy.cfg"]);
    rmSync(folder, { recursive: true });
  });

  it("are valid with their TLS parts switched on", async () => {
    const folder = makeProxyFolder();
    const { key, certificate, both } = await makeCertificate(folder);
    const site = await onFreePorts(
      edit("deploy/nginx/helpejo.conf", [
        [/# (listen 443 ssl http2;|ssl_|add_header Strict)/g, "$1"],
        ["/etc/ssl/helpejo/fullchain.pem", certificate],
        ["/etc/ssl/helpejo/privkey.pem", key],
        [/# (server \{|    .*|\})$/gm, "$1"],
      ]),
    );
    await run(locateProgram("nginx"), ["-e", "stderr", "-t", "-p", folder, "-c", nginxMain(folder, site)]);
    const config = join(folder, "haproxy.cfg");
    writeFileSync(
      config,
      edit("deploy/haproxy/haproxy.cfg", [
        [/# (bind :443|http-re)/g, "$1"],
        ["/etc/haproxy/certs/helpejo.pem", both],
      ]),
    );
    await run(locateProgram("haproxy"), ["-c", "-f", config]);
    rmSync(folder, { recursive: true });
  });

  it("let a socket live for 24 hours", () => {
    expect(edit("deploy/nginx/helpejo.conf", [])).toMatch(
      /location \/socket\.io\/ \{[^}]*proxy_read_timeout 24h;[^}]*proxy_send_timeout 24h;/,
    );
    expect(edit("deploy/haproxy/haproxy.cfg", [])).toMatch(/timeout tunnel 24h/);
  });
});

describe("what reaches the application", () => {
  it("through nginx alone is the true client, whatever it said about itself (TRUST_PROXY=1)", async () => {
    const { seen } = await ask(nginx.port, "/", LIES);
    expect(readCaller(seen, "127.0.0.1", 1)).toEqual({
      address: CLIENT,
      protocol: "http",
      host: "help.example.org",
    });
    expect(JSON.stringify(seen)).not.toMatch(/203\.0\.113|evil/);
  });

  it("through HAProxy alone is the true client, whatever it said about itself (TRUST_PROXY=1)", async () => {
    const { seen } = await ask(haproxy.port, "/", LIES);
    expect(readCaller(seen, "127.0.0.1", 1)).toEqual({
      address: CLIENT,
      protocol: "http",
      host: "help.example.org",
    });
    expect(JSON.stringify(seen)).not.toMatch(/203\.0\.113|evil/);
  });

  it("through HAProxy and nginx is the true client, whatever it said about itself (TRUST_PROXY=2)", async () => {
    const { seen } = await ask(both.port, "/", LIES);
    expect(readCaller(seen, "127.0.0.1", 2)).toEqual({
      address: CLIENT,
      protocol: "http",
      host: "help.example.org",
    });
    expect(JSON.stringify(seen)).not.toMatch(/203\.0\.113|evil/);
  });

  it("past HAProxy, straight at the inner nginx, is still the true client (TRUST_PROXY=2)", async () => {
    const { seen } = await ask(inner.port, "/", LIES);
    expect(readCaller(seen, "127.0.0.1", 2)).toEqual({
      address: CLIENT,
      protocol: "http",
      host: "help.example.org",
    });
  });

  it("never is a question for /metrics", async () => {
    for (const proxy of [nginx, haproxy, both]) {
      for (const path of ["/metrics", "/metrics?x=1", "//metrics"]) {
        expect(await ask(proxy.port, path)).toMatchObject({ status: 404, seen: {} });
      }
    }
  });

  it("is announced over connections that are kept, and the proxy does not announce its version", async () => {
    const { seen, server } = await ask(nginx.port, "/");
    expect(seen.connection).not.toBe("close");
    expect(seen.upgrade).toBeUndefined();
    expect((await ask(nginx.port, "/metrics")).server).toBe("nginx");
    expect(server).not.toMatch(/\d/);
  });
});
