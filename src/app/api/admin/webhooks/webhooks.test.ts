import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { GET as settings, PATCH as changeSettings } from "@/app/api/admin/settings/route";
import { POST as resend } from "@/app/api/admin/webhook-deliveries/[id]/resend/route";
import { pool } from "@/server/database/database";
import type { RouteHandler } from "@/server/api/route";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation } from "@/testing/factories";
import { callRoute } from "@/testing/http/requests";
import { GET as deliveries } from "./[id]/deliveries/route";
import { DELETE, GET as one, PATCH } from "./[id]/route";
import { POST as secret } from "./[id]/secret/route";
import { POST as test } from "./[id]/test/route";
import { GET, POST } from "./route";

setUpDatabase();

const HOOK = { url: "https://hook.example.org/in", types: ["ticket:created"] };
let admin: Actor;
let foreign: Actor;

beforeAll(async () => {
  admin = await makeActor(await makeOrganisation(), { role: "admin" });
  foreign = await makeActor(await makeOrganisation({ host: "other.example" }), { role: "admin" });
});

beforeEach(async () => {
  await pool().query("DELETE FROM webhooks");
});

interface Answer {
  status: number;
  body: Record<string, unknown>;
}

async function call(
  handler: RouteHandler,
  method: string,
  {
    id,
    as = admin,
    ...more
  }: { id?: string; as?: Actor; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const { status, body } = await callRoute(handler, {
    path: "/api/admin/webhooks",
    method,
    as,
    ...(id === undefined ? {} : { params: { id } }),
    ...(as === foreign ? { headers: { host: "other.example", ...more.headers } } : {}),
    ...more,
  });
  return { status, body: Object(body) };
}

const make = async (body: unknown = HOOK): Promise<Answer> => await call(POST, "POST", { body });
const pathsOf = ({ body }: Answer): unknown[] =>
  (Array.isArray(body["errors"]) ? body["errors"] : []).map((error: unknown) =>
    String(Reflect.get(Object(error), "path")),
  );

describe("a webhook", () => {
  it("is made, with its secret this once, listed, changed and deleted", async () => {
    const made = await make({ ...HOOK, description: "The board" });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      url: HOOK.url,
      types: ["ticket:created"],
      side: "public",
      enabled: true,
      state: "working",
      description: "The board",
    });
    expect(made.body["secret"]).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const id = String(made.body["id"]);
    const listed = await call(GET, "GET");
    expect(listed.body["items"]).toMatchObject([{ id }]);
    expect(JSON.stringify([listed, await call(one, "GET", { id })])).not.toContain("whsec_");
    const body = { types: [], side: "staff", enabled: false };
    expect((await call(PATCH, "PATCH", { id, body })).body).toMatchObject({
      types: ["*"],
      side: "staff",
      state: "disabled",
      disabledBecause: "admin",
    });
    expect((await call(PATCH, "PATCH", { id, body: { enabled: true } })).body).toMatchObject({
      state: "working",
      disabledBecause: null,
    });
    const again = await call(secret, "POST", { id });
    expect(again.body["secret"]).toMatch(/^whsec_/);
    expect(again.body["secret"]).not.toBe(made.body["secret"]);
    expect(again.body["formerSecretUntil"]).not.toBeNull();
    expect((await call(DELETE, "DELETE", { id })).status).toBe(204);
    expect((await call(one, "GET", { id })).status).toBe(404);
  });

  it("of which somebody else has changed a field since is not changed", async () => {
    const id = String((await make()).body["id"]);
    await call(PATCH, "PATCH", { id, body: { description: "Another admin's" } });
    const answer = await call(PATCH, "PATCH", {
      id,
      body: { description: "Mine", was: { description: "" } },
    });
    expect([answer.status, answer.body["code"]]).toEqual([409, "conflict"]);
  });

  it("is made once for an Idempotency-Key, and its secret is not kept for a repeat", async () => {
    const headers = { "idempotency-key": "once" };
    const first = await call(POST, "POST", { body: HOOK, headers });
    const second = await call(POST, "POST", { body: HOOK, headers });
    expect(second.body["id"]).toBe(first.body["id"]);
    expect([typeof first.body["secret"], second.body["secret"]]).toEqual(["string", null]);
  });

  it.each([
    ["no address at all", { types: [] }, "url"],
    ["another protocol", { url: "ftp://hook.example.org/" }, "url"],
    ["no address", { url: "hook.example.org" }, "url"],
    ["a name and a password", { url: "https://ada:secret@hook.example.org/" }, "url"],
    ["a fragment", { url: "https://hook.example.org/#part" }, "url"],
    ["an empty fragment", { url: "https://hook.example.org/#" }, "url"],
    ["too long an address", { url: `https://hook.example.org/${"a".repeat(2_000)}` }, "url"],
    ["an unknown type", { ...HOOK, types: ["ticket:created", "ticket:eaten"] }, "types.1"],
    ["an unknown side", { ...HOOK, side: "both" }, "side"],
    ["a long description", { ...HOOK, description: "a".repeat(201) }, "description"],
  ])("with %s is refused at its field", async (_, body, path) => {
    const answer = await make(body);
    expect([answer.status, pathsOf(answer)]).toEqual([422, [path]]);
  });

  it.each([
    "http://127.0.0.1:8080/",
    "http://2130706433/",
    "http://localhost/",
    "http://[::1]/",
    "http://10.0.0.8/",
    "http://169.254.169.254/latest/meta-data",
    "http://[::ffff:192.168.1.1]/",
  ])("to %s is refused, as long as no admin allows it", async (url) => {
    const answer = await make({ url });
    expect([answer.status, answer.body["code"], pathsOf(answer)]).toEqual([422, "private_address", ["url"]]);
    const id = String((await make()).body["id"]);
    expect((await call(PATCH, "PATCH", { id, body: { url } })).body["code"]).toBe("private_address");
    const host = new URL(url).host;
    const allowed = await call(changeSettings, "PATCH", { body: { webhookAllowedHosts: [host] } });
    expect(allowed.body["webhookAllowedHosts"]).toEqual([host]);
    expect((await call(settings, "GET")).body["webhookAllowedHosts"]).toEqual([host]);
    expect((await make({ url })).status).toBe(201);
    expect((await call(changeSettings, "PATCH", { body: { webhookAllowedHosts: [] } })).status).toBe(200);
  });

  it("is one of 50 at most", async () => {
    await pool().query(
      "INSERT INTO webhooks (id, organisation_id, url, side, sealed_secret) SELECT gen_random_uuid(), $1, 'https://a.example', 'staff', '' FROM generate_series(1, 50)",
      [admin.organisationId],
    );
    expect(await make()).toMatchObject({ status: 409, body: { code: "conflict" } });
  });

  it("of another organisation does not exist, nor do its deliveries", async () => {
    const id = String((await make()).body["id"]);
    const delivery = String((await call(test, "POST", { id })).body["id"]);
    for (const [handler, method, about] of [
      [one, "GET", id],
      [PATCH, "PATCH", id],
      [DELETE, "DELETE", id],
      [secret, "POST", id],
      [test, "POST", id],
      [deliveries, "GET", id],
      [resend, "POST", delivery],
    ] as const) {
      const answer = await call(handler, method, {
        id: about,
        as: foreign,
        ...(method === "PATCH" ? { body: { enabled: false } } : {}),
      });
      expect(answer.status).toBe(404);
    }
    expect((await call(GET, "GET", { as: foreign })).body["items"]).toEqual([]);
    expect((await call(deliveries, "GET", { id })).body["items"]).toMatchObject([
      { id: delivery, type: "webhook.test", state: "waiting" },
    ]);
  });
});

it.each(["", "http://a.example", "a.example/path", "10.0.0.0/40", "a b"])(
  "an allowed host %j is refused at its place",
  async (host) => {
    const answer = await call(changeSettings, "PATCH", {
      body: { webhookAllowedHosts: ["fine.example", host] },
    });
    expect([answer.status, pathsOf(answer)]).toEqual([422, ["webhookAllowedHosts.1"]]);
  },
);
