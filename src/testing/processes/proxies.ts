import { execFile, spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { projectRoot } from "@/server/process/root";
import { freePort } from "./free-port";

/** A proxy of deploy/ that runs with its real configuration, on a port of its own. */
export interface RunningProxy {
  port: number;
  /** The last of what it has said: nginx its errors, HAProxy a line for each request. */
  words(): string;
  stop(): Promise<void>;
}

/** Replacements in a configuration: a text that must stand there, and what a test puts in its place. */
export type Edits = readonly (readonly [from: string | RegExp, to: string])[];

const START_MILLISECONDS = 5_000;

/** Runs nginx with deploy/nginx/helpejo.conf in front of `appPort`. */
export async function startNginx(appPort: number, edits: Edits = []): Promise<RunningProxy> {
  const port = await freePort();
  const site = edit("deploy/nginx/helpejo.conf", [
    ["listen 80;", `listen 127.0.0.1:${port};`],
    ["127.0.0.1:3003", `127.0.0.1:${appPort}`],
    ...edits,
  ]);
  return await startProxy(port, (folder) => {
    const file = nginxMain(folder, site);
    return { program: "nginx", options: ["-e", "stderr", "-p", folder, "-c", file, "-g", "daemon off;"] };
  });
}

/** Runs HAProxy with deploy/haproxy/haproxy.cfg in front of `backendPort`. */
export async function startHaproxy(backendPort: number, edits: Edits = []): Promise<RunningProxy> {
  const port = await freePort();
  const config = edit("deploy/haproxy/haproxy.cfg", [
    ["bind :80\n", `bind 127.0.0.1:${port}\n`],
    ["server app0 127.0.0.1:3003", `server app0 127.0.0.1:${backendPort}`],
    ...edits,
  ]);
  return await startProxy(port, (folder) => {
    const file = join(folder, "haproxy.cfg");
    writeFileSync(file, config);
    return { program: "haproxy", options: ["-db", "-f", file] };
  });
}

/** Reads a file of the checkout with some places changed; a place that is not there is an error. */
export function edit(path: string, edits: Edits): string {
  return edits.reduce(
    (text, [from, to]) => {
      const changed = text.replace(from, to);
      if (changed === text) {
        throw new Error(`${path} has no ${String(from)}`);
      }
      return changed;
    },
    readFileSync(join(projectRoot(), path), "utf8"),
  );
}

/** Writes an nginx.conf around `site` that needs no rights and leaves nothing outside `folder`; returns its path. */
export function nginxMain(folder: string, site: string): string {
  writeFileSync(join(folder, "site.conf"), site);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join(" ");
  const main = `worker_processes 1; pid ${folder}/nginx.pid; error_log stderr warn;
    events { worker_connections 512; }
    http { access_log off; ${temporary} include ${folder}/site.conf; }`;
  const file = join(folder, "nginx.conf");
  writeFileSync(file, main);
  return file;
}

/** The path of one of Debian's programs; daemons are outside an ordinary user's PATH. */
export function locateProgram(name: string): string {
  const found = ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin"]
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
  if (found === undefined) {
    throw new Error(`${name} is needed to test the proxy configurations: apt-get install nginx haproxy`);
  }
  return found;
}

/** Makes a certificate that nobody trusts, for help.example.org and 127.0.0.1; returns its files, and one that holds both as HAProxy wants it. */
export async function makeCertificate(
  folder: string,
): Promise<{ key: string; certificate: string; both: string }> {
  const files = {
    key: join(folder, "key.pem"),
    certificate: join(folder, "certificate.pem"),
    both: join(folder, "both.pem"),
  };
  const subject = [
    "-days",
    "2",
    "-subj",
    "/CN=help.example.org",
    "-addext",
    "subjectAltName=DNS:help.example.org,IP:127.0.0.1",
  ];
  await promisify(execFile)("openssl", [
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-keyout",
    files.key,
    "-out",
    files.certificate,
    ...subject,
  ]);
  writeFileSync(files.both, readFileSync(files.certificate, "utf8") + readFileSync(files.key, "utf8"));
  return files;
}

/** Makes a folder for one proxy's files. */
export function makeProxyFolder(): string {
  return mkdtempSync(join(tmpdir(), "helpejo-proxy-"));
}

async function startProxy(
  port: number,
  command: (folder: string) => { program: string; options: string[] },
): Promise<RunningProxy> {
  const folder = makeProxyFolder();
  const { program, options } = command(folder);
  const child = spawn(locateProgram(program), options, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const keep = (part: Buffer): void => {
    said = `${said}${part.toString()}`.slice(-4_000);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const stop = async (): Promise<void> => {
    await end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  const until = Date.now() + START_MILLISECONDS;
  while (!(await listens(port))) {
    if (child.exitCode !== null || Date.now() > until) {
      await stop();
      throw new Error(`${program} did not start: ${said}`);
    }
    await wait(30);
  }
  return { port, words: () => said, stop };
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}

function listens(port: number): Promise<boolean> {
  const socket = connect({ port, host: "127.0.0.1" });
  return new Promise((resolve) => {
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
  }).then((does) => {
    socket.destroy();
    return does === true;
  });
}
