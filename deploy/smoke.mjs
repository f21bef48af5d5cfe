#!/usr/bin/env node
// Checks a running Helpejo from outside, without changing anything. `--help` says how.
import { parseArgs } from "node:util";
import { setTimeout as wait } from "node:timers/promises";
import { io } from "socket.io-client";

const HELP = `Asks a running Helpejo whether it works. Creates nothing; with --email it signs in and out again.

  node deploy/smoke.mjs [--url http://127.0.0.1:3003] [--wait 60] [--pid 123] [--email you@example.org]

  --url       where it answers: the process itself, or the address that people use
  --wait      seconds to wait until it is ready (default 0)
  --pid       stop waiting when this process is gone
  --email     also sign in as this person; the password comes from SMOKE_PASSWORD, or from --password
  --password  their password; other users of this machine can see it, SMOKE_PASSWORD they cannot

Ends with 0 when every step worked, with 1 and the failed step in words otherwise. For a certificate of your own
authority: NODE_EXTRA_CA_CERTS=/path/to/ca.pem
`;

const PATIENCE_MILLISECONDS = 10_000;

class SmokeError extends Error {}

const { values } = parseArgs({
  options: {
    url: { type: "string", default: "http://127.0.0.1:3003" },
    wait: { type: "string", default: "0" },
    pid: { type: "string" },
    email: { type: "string" },
    password: { type: "string" },
    help: { type: "boolean", short: "h", default: false },
  },
});

if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}

const base = values.url.replace(/\/+$/, "");
/** @type {string | null} */
let stylesheet = null;
/** @type {{ accessToken: string, refreshToken: string } | null} */
let tokens = null;

await step("the process answers (/health)", async () => {
  await until(async () => {
    const { response, body } = await readJson("/health");
    must(response.status === 200 && body.status === "ok", `/health answered ${response.status}`);
  });
});

await step("everything behind it is well (/ready)", async () => {
  await until(async () => {
    const { response, body } = await readJson("/ready");
    const { status, ...parts } = body;
    const bad = Object.entries(parts).filter(([, part]) => part?.ok === false);
    const why = bad.map(([name, part]) => `${name}: ${part.detail ?? "not ok"}`).join(", ");
    must(
      response.status === 200,
      `/ready answered ${response.status} ${status ?? ""}${why === "" ? "" : ` (${why})`}`,
    );
  });
});

await step("the sign-in page comes with its security policy", async () => {
  const response = await get("/sign-in");
  const page = await response.text();
  const policy = response.headers.get("content-security-policy") ?? "";
  must(response.status === 200, `/sign-in answered ${response.status}`);
  must(/script-src[^;]*'nonce-[^']+'/.test(policy), "/sign-in has no nonce in its Content-Security-Policy");
  must(/frame-ancestors 'none'/.test(policy), "other pages may frame /sign-in");
  must(
    response.headers.get("x-content-type-options") === "nosniff",
    "/sign-in lacks X-Content-Type-Options: nosniff",
  );
  stylesheet = /\/_next\/static\/[^"'\s<>\\]+\.(?:css|js)/.exec(page)?.[0] ?? null;
  must(stylesheet !== null, "/sign-in names no static file");
});

await step("cookies are set, and over https marked Secure", async () => {
  const response = await get("/api/auth/csrf");
  await response.arrayBuffer();
  const cookie = response.headers.getSetCookie().find((line) => line.includes("next-auth.csrf-token")) ?? "";
  must(
    response.status === 200 && cookie !== "",
    `/api/auth/csrf answered ${response.status} without its cookie`,
  );
  must(
    /; *secure/i.test(cookie) || !base.startsWith("https:"),
    "cookies are not marked Secure: is NEXTAUTH_URL the https address?",
  );
});

await step("its static files are there", async () => {
  const response = await get(stylesheet ?? "/");
  await response.arrayBuffer();
  must(response.status === 200, `${stylesheet} answered ${response.status}`);
  must(/max-age=\d{6,}/.test(response.headers.get("cache-control") ?? ""), `${stylesheet} may not be cached`);
});

await step("without a session there is no access (/api/tickets)", async () => {
  const { response, body } = await readJson("/api/tickets");
  must(
    response.status === 401 && body.code === "unauthorized",
    `/api/tickets answered ${response.status}, expected 401`,
  );
});

for (const transport of /** @type {const} */ (["polling", "websocket"])) {
  await step(`sockets get through by ${transport}, and one without a session is refused`, async () => {
    const answer = await connect(transport, undefined);
    must(answer !== "connected", "a socket without a session was let in");
    must(answer === "unauthorized", `expected the refusal "unauthorized", got: ${answer}`);
  });
}

if (values.email !== undefined) {
  await step(`${values.email} signs in`, async () => {
    const password = values.password ?? process.env.SMOKE_PASSWORD ?? "";
    must(password !== "", "give the password in SMOKE_PASSWORD");
    const response = await post("/api/token", { email: values.email, password });
    const body = await response.json().catch(() => ({}));
    must(response.status === 200, `/api/token answered ${response.status} ${body.code ?? ""}`);
    tokens = body;
  });
  await step("and reads tickets", async () => {
    const { response, body } = await readJson("/api/tickets?limit=1", {
      authorization: `Bearer ${tokens?.accessToken}`,
    });
    must(response.status === 200 && Array.isArray(body.items), `/api/tickets answered ${response.status}`);
  });
  for (const transport of /** @type {const} */ (["polling", "websocket"])) {
    await step(`and connects by ${transport}`, async () => {
      const answer = await connect(transport, tokens?.accessToken);
      must(answer === "connected", `the socket was refused: ${answer}`);
    });
  }
  await step("and signs out", async () => {
    const response = await post("/api/token/revoke", { refreshToken: tokens?.refreshToken });
    must(response.ok, `/api/token/revoke answered ${response.status}`);
  });
}

process.stdout.write(`All well at ${base}.\n`);
process.exit(0);

/** @param {string} title @param {() => Promise<void>} work */
async function step(title, work) {
  try {
    await work();
    process.stdout.write(`  ok    ${title}\n`);
  } catch (error) {
    process.stdout.write(`  FAIL  ${title}\n`);
    process.stderr.write(`\nThe smoke test of ${base} failed: ${explain(error)}.\n`);
    process.exit(1);
  }
}

/** @param {() => Promise<void>} attempt */
async function until(attempt) {
  const end = Date.now() + Number(values.wait) * 1000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(Date.now() < end)) {
        throw error;
      }
      must(isAlive(), "the process ended before it was ready");
      await wait(300);
    }
  }
}

/** Whether the process of --pid is still there; true without --pid. */
function isAlive() {
  try {
    return values.pid === undefined || process.kill(Number(values.pid), 0);
  } catch {
    return false;
  }
}

/** @param {string} path @param {Record<string, string>} [headers] */
function get(path, headers = {}) {
  return fetch(`${base}${path}`, {
    headers,
    redirect: "manual",
    signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
  });
}

/** @param {string} path @param {unknown} body */
function post(path, body) {
  const headers = { "content-type": "application/json" };
  return fetch(`${base}${path}`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
  });
}

/** @param {string} path @param {Record<string, string>} [headers] */
async function readJson(path, headers) {
  const response = await get(path, headers);
  return { response, body: await response.json().catch(() => ({})) };
}

/**
 * Tries a socket: "connected", the code of its refusal, or what kept it from getting that far.
 * @param {"polling" | "websocket"} transport @param {string | undefined} token @returns {Promise<string>}
 */
function connect(transport, token) {
  const socket = io(base, {
    transports: [transport],
    auth: token ? { token } : {},
    reconnection: false,
    forceNew: true,
    timeout: PATIENCE_MILLISECONDS,
  });
  /** @type {Promise<string>} */
  const answer = new Promise((resolve) => {
    socket.once("session:ready", () => resolve("connected"));
    socket.once("connect_error", (error) => {
      const data = Reflect.get(error, "data");
      resolve(
        data?.code ??
          `${error.message}${transport === "websocket" ? "; does the proxy pass Upgrade and Connection on?" : ""}`,
      );
    });
    setTimeout(() => resolve("no answer within 10 s"), PATIENCE_MILLISECONDS).unref();
  });
  return answer.finally(() => socket.disconnect());
}

/** @param {boolean} holds @param {string} otherwise */
function must(holds, otherwise) {
  if (!holds) {
    throw new SmokeError(otherwise);
  }
}

/** @param {unknown} error */
function explain(error) {
  if (error instanceof SmokeError) {
    return error.message;
  }
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = String(Reflect.get(Object(cause), "code") ?? "");
  return code === "ECONNREFUSED"
    ? "nothing listens there"
    : code || (cause instanceof Error ? cause.message : String(cause));
}
