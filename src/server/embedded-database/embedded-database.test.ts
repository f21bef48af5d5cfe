import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterEach, describe, expect, it } from "vitest";
import { startEmbeddedDatabase } from "./embedded-database";
import { isAlive } from "@/server/process/file-lock";
import { makeTemporaryDataDir } from "@/server/database/temporary-database";

const folders: string[] = [];
const cleanups: (() => Promise<void>)[] = [];

function newFolder(): string {
  const folder = makeTemporaryDataDir();
  folders.push(folder);
  return folder;
}

async function start(dataDir: string): Promise<Awaited<ReturnType<typeof startEmbeddedDatabase>>> {
  const database = await startEmbeddedDatabase({ dataDir, durable: false });
  cleanups.push(database.stop);
  return database;
}

async function ask<T>(url: string, text: string): Promise<T | undefined> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<{ answer: T }>(`SELECT ${text} AS answer`)).rows[0]?.answer;
  } finally {
    await client.end();
  }
}

async function untilAnswered(url: string): Promise<void> {
  const end = Date.now() + 20_000;
  for (;;) {
    try {
      return void (await ask(url, "1"));
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

const serverOf = (dataDir: string): number =>
  Number(readFileSync(join(dataDir, "postgres", "data", "postmaster.pid"), "utf8").split("\n")[0]);

afterEach(async () => {
  await Promise.all(cleanups.splice(0).map((stop) => stop()));
  folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true }));
});

describe("the embedded database", () => {
  it("is PostgreSQL 18 for a role that is no superuser, knows every script, and keeps its password to itself", async () => {
    const dataDir = newFolder();
    const { url } = await start(dataDir);
    expect(await ask(url, "current_setting('server_version_num')::int / 10000")).toBe(18);
    expect(await ask(url, "current_setting('is_superuser')")).toBe("off");
    expect(await ask(url, "lower('ÄŁÑ')")).toBe("äłñ");
    expect(await ask(url, "to_tsvector('simple', 'Überspannung')::text")).toBe("'überspannung':1");
    expect(new URL(url).hostname).toBe("127.0.0.1");
    expect(statSync(join(dataDir, "postgres", "password")).mode & 0o777).toBe(0o600);
    await expect(ask(url.replace(/:[^:@]+@/, ":wrong@"), "1")).rejects.toThrow(/password/);
  });

  it("keeps its data over a stop, and leaves no process behind", async () => {
    const dataDir = newFolder();
    const first = await start(dataDir);
    const client = new pg.Client({ connectionString: first.url });
    await client.connect();
    await client.query("CREATE TABLE kept (word text); INSERT INTO kept VALUES ('still here')");
    await client.end();
    const pid = serverOf(dataDir);
    await first.stop();
    expect(isAlive(pid)).toBe(false);
    const second = await start(dataDir);
    expect(second.adopted).toBe(false);
    expect(await ask(second.url, "(SELECT word FROM kept)")).toBe("still here");
  });

  it("is one server for two that start it at the same moment, and stops with the last of them", async () => {
    const dataDir = newFolder();
    const [one, other] = await Promise.all([start(dataDir), start(dataDir)]);
    expect(one.url).toBe(other.url);
    expect([one.adopted, other.adopted].sort()).toEqual([false, true]);
    const pid = serverOf(dataDir);
    await one.stop();
    expect(await ask(other.url, "1")).toBe(1);
    await other.stop();
    expect(isAlive(pid)).toBe(false);
  });

  it("is adopted when the process that started it was killed, never doubled", async () => {
    const dataDir = newFolder();
    const script = `import { startEmbeddedDatabase } from "./src/server/embedded-database/embedded-database";
      startEmbeddedDatabase({ dataDir: ${JSON.stringify(dataDir)}, durable: false }).then((database) => console.log(database.url));`;
    const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const url = await new Promise<string>((resolve) =>
      child.stdout.once("data", (part: Buffer) => resolve(part.toString().trim())),
    );
    const pid = serverOf(dataDir);
    child.kill("SIGKILL");
    await new Promise((resolve) => child.once("exit", resolve));

    const database = await start(dataDir);
    expect(database).toMatchObject({ adopted: true, url });
    expect(serverOf(dataDir)).toBe(pid);
    await database.stop();
    expect(isAlive(pid)).toBe(false);
  });

  it("comes back at the same address when its server dies under a process that uses it", async () => {
    const dataDir = newFolder();
    const database = await start(dataDir);
    const pid = serverOf(dataDir);
    process.kill(pid, "SIGKILL");
    await untilAnswered(database.url);
    expect(serverOf(dataDir)).not.toBe(pid);
    const revived = serverOf(dataDir);
    await database.stop();
    expect(isAlive(revived)).toBe(false);
  });

  it("starts over what a server that was killed left behind", async () => {
    const dataDir = newFolder();
    await (await start(dataDir)).stop();
    const first = await start(dataDir);
    const pid = serverOf(dataDir);
    const note = join(dataDir, "postgres", "data", "postmaster.pid");
    const left = readFileSync(note, "utf8");
    await first.stop();
    writeFileSync(note, left);
    const second = await start(dataDir);
    expect(second.adopted).toBe(false);
    expect(serverOf(dataDir)).not.toBe(pid);
    expect(await ask(second.url, "1")).toBe(1);
  });

  it("ignores a leftover pid file whose process id belongs to another program now", async () => {
    const dataDir = newFolder();
    await (await start(dataDir)).stop();
    const note = join(dataDir, "postgres", "data", "postmaster.pid");
    writeFileSync(note, `${process.pid}\n${join(dataDir, "postgres", "data")}\n1\n1\n\n127.0.0.1\n`);
    const database = await start(dataDir);
    expect(database.adopted).toBe(false);
    expect(await ask(database.url, "1")).toBe(1);
    expect(isAlive(process.pid)).toBe(true);
  });

  it("says what is wrong when its data are another version's", async () => {
    const dataDir = newFolder();
    await (await start(dataDir)).stop();
    const file = join(dataDir, "postgres", "data", "PG_VERSION");
    expect(existsSync(file)).toBe(true);
    writeFileSync(file, "17\n");
    await expect(start(dataDir)).rejects.toThrow(/PostgreSQL 17; this release brings version 18/);
  });
});
