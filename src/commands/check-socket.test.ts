import { execFile } from "node:child_process";
import { createServer, request, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { rmSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { pool } from "@/server/database/database";
import { forgetLimits } from "@/server/rate-limits/limits";
import { hashPassword } from "@/server/sign-in/passwords";
import { projectRoot } from "@/server/process/root";
import { setUpDesk } from "@/testing/desk/setup";
import { makeOrganisation, makePerson, type MadeOrganisation } from "@/testing/factories";
import { freePort } from "@/testing/processes/free-port";
import { bundleProgram } from "@/testing/processes/server";

const desk = setUpDesk();
const PASSWORD = "correct horse battery";
const EMAIL = "ada@example.org";
let organisation: MadeOrganisation;
let program = "";
const closing: (() => void)[] = [];

beforeAll(async () => {
  program = await bundleProgram("../commands/check-socket.ts");
  organisation = await makeOrganisation({ settings: { registration: false } });
  await makePerson(organisation, { role: "agent", email: EMAIL, passwordHash: await hashPassword(PASSWORD) });
});
beforeEach(forgetLimits);
afterAll(() => rmSync(program, { force: true }));
afterEach(() => closing.splice(0).forEach((close) => close()));

/** Runs the command as its script does, in a process of its own. */
function run(url: string, ...more: string[]): Promise<{ code: number; out: string; error: string }> {
  const account = more.includes("--register") ? [] : ["--email", EMAIL];
  const options = [program, "--url", url, ...account, ...more.filter((one) => one !== "--register")];
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      options,
      { cwd: projectRoot(), env: { ...process.env, SMOKE_PASSWORD: PASSWORD } },
      (failure, out, error) => resolve({ code: Number(failure?.code ?? 0), out, error }),
    );
  });
}

/** A misconfigured proxy in front of the server. */
async function badProxy(fault: {
  passesUpgrades?: boolean;
  isSticky?: boolean;
  change?: (request: IncomingMessage) => void;
}): Promise<string> {
  const target = new URL(desk.url());
  const proxy = createServer((incoming, response) => {
    fault.change?.(incoming);
    if (fault.isSticky === false && (incoming.url ?? "").includes("sid=")) {
      response.writeHead(400, { "content-type": "application/json" });
      response.end(JSON.stringify({ code: 1, message: "Session ID unknown" }));
      return;
    }
    const onward = request(
      {
        host: target.hostname,
        port: target.port,
        method: incoming.method,
        path: incoming.url,
        headers: incoming.headers,
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on("error", () => response.destroy());
    incoming.pipe(onward);
  });
  proxy.on("upgrade", (incoming, socket, head) => {
    fault.change?.(incoming);
    if (fault.passesUpgrades === false) {
      socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
      return;
    }
    const onward = connect(Number(target.port), target.hostname, () => {
      const lines = Object.entries(incoming.headers).map(([name, value]) => `${name}: ${String(value)}`);
      onward.write(`GET ${incoming.url} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
      onward.write(head);
      socket.pipe(onward).pipe(socket);
    });
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy());
  });
  const port = await freePort();
  await new Promise<void>((resolve) => proxy.listen(port, "127.0.0.1", resolve));
  closing.push(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  return `http://127.0.0.1:${port}`;
}

describe("npm run check:socket", () => {
  it("ends with 0 when live events arrive on both transports, and leaves nothing open", async () => {
    const { code, out, error } = await run(desk.url());
    expect(error).toBe("");
    expect(code).toBe(0);
    for (const name of ["ticket:created", "comment:added", "ticket:updated"]) {
      expect(out).toMatch(new RegExp(`ok +\\d+ ms  its event ${name} by websocket`));
      expect(out).toMatch(new RegExp(`ok +\\d+ ms  its event ${name} by polling`));
    }
    expect(out).toContain(`Live events arrive at ${desk.url()}`);
    const { rows } = await pool().query(
      "SELECT t.status::text, t.title FROM tickets t UNION ALL SELECT 'session', id::text FROM sessions WHERE ended_at IS NULL",
    );
    expect(rows).toEqual([{ status: "closed", title: expect.stringContaining("Socket check ") }]);
  });

  it("never prints the password or a token", async () => {
    const { out, error } = await run(desk.url(), "--password", PASSWORD);
    expect(out + error).not.toContain(PASSWORD);
    expect(out + error).not.toMatch(/[\w-]{30,}/);
  });

  it("as JSON it tells every step with its milliseconds", async () => {
    const { code, out } = await run(desk.url(), "--json");
    expect(code).toBe(0);
    const schema = z.object({
      ok: z.literal(true),
      problem: z.null(),
      steps: z.array(z.object({ name: z.string(), ok: z.literal(true), milliseconds: z.number().min(0) })),
    });
    expect(schema.parse(JSON.parse(out)).steps.length).toBeGreaterThan(12);
  });

  it("without an account it registers a person where that is allowed, and says that the account stays", async () => {
    await pool().query(`UPDATE organisations SET settings = '{"registration": true}' WHERE id = $1`, [
      organisation.id,
    ]);
    const { code, out } = await run(desk.url(), "--register");
    await pool().query(`UPDATE organisations SET settings = '{"registration": false}' WHERE id = $1`, [
      organisation.id,
    ]);
    expect(code).toBe(0);
    expect(out).toMatch(/The account socket-check-\w+@example\.invalid stays/);
  });

  it("where nobody may register it asks for an account", async () => {
    const { code, error } = await run(desk.url(), "--register");
    expect(code).toBe(1);
    expect(error).toContain("This help desk lets nobody register.");
    expect(error).toContain("--email");
  });

  it("a wrong password is said to be one", async () => {
    const { code, error } = await run(desk.url(), "--password", "not the right one");
    expect(code).toBe(1);
    expect(error).toContain("E-mail or password is wrong.");
  });

  it("an address where nothing listens is said to be one", async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const { code, error } = await run(url);
    expect(code).toBe(1);
    expect(error).toContain(`Nothing listens at ${url}.`);
  });

  it("behind a proxy that passes no upgrade on it names the headers that are missing", async () => {
    const { code, out, error } = await run(await badProxy({ passesUpgrades: false }));
    expect(code).toBe(1);
    expect(out).toMatch(/FAIL +\d+ ms {2}connecting by websocket/);
    expect(out).toMatch(/ok +\d+ ms {2}connecting by polling/);
    expect(error).toContain("No connection by websocket");
    expect(error).toContain("Upgrade and Connection");
  });

  it("behind a proxy that is not sticky it says so", async () => {
    const { code, out, error } = await run(await badProxy({ isSticky: false }));
    expect(code).toBe(1);
    expect(out).toMatch(/ok +\d+ ms {2}connecting by websocket/);
    expect(error).toContain("No connection by polling");
    expect(error).toContain("has to be sticky");
  });

  it("behind a proxy that takes the Origin away it warns that foreign pages come in", async () => {
    const url = await badProxy({ change: (incoming) => delete incoming.headers.origin });
    const { code, error } = await run(url);
    expect(code).toBe(1);
    expect(error).toContain("(bad_origin) was answered: connected");
    expect(error).toContain("take the Origin header away");
  });

  it("a page's origin that is not allowed is distinguished from a broken connection", async () => {
    const { code, error } = await run(desk.url(), "--origin", "https://wrong.example");
    expect(code).toBe(1);
    expect(error).toContain("because of its Origin");
    expect(error).toContain("NEXTAUTH_URL");
  });

  it("changes whose events do not come are noticed, and the ticket is closed all the same", async () => {
    let result = { code: 0, out: "", error: "" };
    const database = new URL(desk.databaseUrl()).pathname.slice(1);
    // The reader fails again and again instead of hanging: clients can connect, and receive nothing.
    await pool().query(`ALTER DATABASE ${database} SET lock_timeout = '100ms'`);
    await desk.whileNobodyReads(async () => {
      await pool().query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'helpejo reader' AND datname = $1",
        [database],
      );
      result = await run(desk.url());
    });
    await pool().query(`ALTER DATABASE ${database} RESET lock_timeout`);
    expect(result.code).toBe(1);
    expect(result.error).toContain("its event ticket:created did not come by websocket within 5 s");
    const { rows } = await pool().query("SELECT DISTINCT status FROM tickets");
    expect(rows).toEqual([{ status: "closed" }]);
  });

  it("a server that never answers is given up after --timeout", async () => {
    const silent = createServer(() => undefined);
    const port = await freePort();
    await new Promise<void>((resolve) => silent.listen(port, "127.0.0.1", resolve));
    closing.push(() => {
      silent.closeAllConnections();
      silent.close();
    });
    const { code, error } = await run(`http://127.0.0.1:${port}`, "--timeout", "1");
    expect(code).toBe(1);
    expect(error).toContain("longer than 1 s altogether");
  });

  it("an invalid command line ends with 2 and shows the usage", async () => {
    const { code, error } = await run(desk.url(), "--tmieout", "3");
    expect(code).toBe(2);
    expect(error).toContain("npm run check:socket -- --url");
  });
});
