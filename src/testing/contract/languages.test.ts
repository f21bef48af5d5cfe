import { io } from "socket.io-client";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { say } from "@/messages/server/say";
import { createTicket } from "@/features/tickets/server/write-create";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpDesk } from "@/testing/desk/setup";
import { makeAccessToken, makeActor, makeOrganisation, type MadeOrganisation } from "@/testing/factories";
import { makeNotice } from "@/testing/notices";
import type { SocketClient } from "@/testing/sockets/client";
import { until } from "@/testing/wait";

const desk = setUpDesk();
const GERMAN = "de-AT,de;q=0.9,en;q=0.5";
const NOBODYS = "00000000-0000-4000-8000-000000000000";
const problemSchema = z.object({
  title: z.string(),
  code: z.string(),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
let organisation: MadeOrganisation;
let person: Actor;
let ticketId: string;

beforeAll(async () => {
  organisation = await makeOrganisation();
  person = await makeActor(organisation);
  ticketId = (await createTicket(person, { title: "It is broken", description: "It does not work." })).id;
});

const choose = (actor: Actor, language: string) =>
  pool().query("UPDATE people SET preferences = jsonb_build_object('language', $2::text) WHERE id = $1", [
    actor.id,
    language,
  ]);

async function ask(actor: Actor | null, path: string, headers: Record<string, string> = {}, body?: unknown) {
  const answer = await fetch(`${desk.url()}${path}`, {
    headers: {
      ...(actor ? { authorization: `Bearer ${await makeAccessToken(actor)}` } : {}),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
  });
  return {
    headers: answer.headers,
    problem: problemSchema.parse(await answer.json()),
  };
}

const ENGLISH = {
  code: "not_found",
  title: "Not found",
  detail: "This ticket does not exist, or you have no access to it.",
};
const DEUTSCH = {
  code: "not_found",
  title: "Nicht gefunden",
  detail: "Dieses Ticket gibt es nicht, oder Sie haben keinen Zugriff darauf.",
};

describe("a refusal", () => {
  it.each([
    ["English where nobody asks for another language", null, undefined, "en"],
    ["what the browser asks for", null, GERMAN, "de"],
    ["English where the browser asks for what is not spoken here", null, "fr, nl", "en"],
    ["what the person chose, whatever the browser asks for", "de", "en-GB", "de"],
    ["the same the other way round", "en", GERMAN, "en"],
    ["what the browser asks for, where what was chosen is no language of ours", "tlh", GERMAN, "de"],
  ])("speaks %s", async (_what, chosen, accepted, language) => {
    const actor = await makeActor(organisation);
    if (chosen) {
      await choose(actor, chosen);
    }
    const asked: Record<string, string> = accepted === undefined ? {} : { "accept-language": accepted };
    const { problem, headers } = await ask(actor, `/api/tickets/${NOBODYS}`, asked);
    expect(problem).toMatchObject(language === "de" ? DEUTSCH : ENGLISH);
    expect(headers.get("content-language")).toBe(language);
    expect(headers.get("vary")).toMatch(/^Origin, Accept-Language$/i);
  });

  it("of a value names the field as ever, and speaks of it: in the schema's words, or in zod's", async () => {
    const body = { title: "abc", priority: "yes", teamId: 5 };
    const { problem } = await ask(person, "/api/tickets", { "accept-language": GERMAN }, body);
    expect(problem).toMatchObject({ code: "invalid", title: "Einige Werte stimmen noch nicht" });
    expect(problem.errors).toEqual([
      { path: "title", message: "Ein Titel braucht mindestens 5 Zeichen." },
      { path: "description", message: "Bitte beschreiben Sie es." },
      { path: "priority", message: expect.stringContaining("Ungültige Option") },
      { path: "teamId", message: "Das ist keine ID." },
    ]);
    expect(problem.detail).toBe(problem.errors?.[0]?.message);
    const { problem: again } = await ask(person, "/api/tickets", {}, body);
    expect(again.errors?.map(({ message }) => message).slice(0, 2)).toEqual([
      "A title needs at least 5 characters.",
      "Please describe it.",
    ]);
  });

  it("speaks also where nobody knows who asks, and before any route is asked", async () => {
    const { problem } = await ask(null, "/api/tickets", { "accept-language": GERMAN });
    expect(problem).toMatchObject({ code: "unauthorized", detail: "Bitte melden Sie sich an." });
    const { problem: early } = await ask(null, "//nowhere", { "accept-language": GERMAN });
    expect(early).toMatchObject({ code: "bad_request", detail: "Die Adresse der Anfrage ist nicht lesbar." });
  });
});

const refusedSchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  }),
});

async function refusal(client: SocketClient, name: string, data: unknown) {
  return refusedSchema.parse(await client.ask(name, data)).error;
}

describe("an answer by socket", () => {
  it("speaks what its person chose, else what the handshake asks for", async () => {
    const other = await makeActor(organisation);
    const english = await desk.connect(other);
    const german = await desk.connect(other, { headers: { "accept-language": GERMAN } });
    await choose(other, "de");
    const chosen = await desk.connect(other, { headers: { "accept-language": "en" } });
    expect((await refusal(english, "ticket:join", { ticketId })).message).toBe(ENGLISH.detail);
    for (const client of [german, chosen]) {
      expect(await refusal(client, "ticket:join", { ticketId })).toEqual({
        code: "not_found",
        message: DEUTSCH.detail,
      });
      expect(await refusal(client, "ticket:join", { ticketId: "nope" })).toMatchObject({
        code: "invalid",
        message: "ticketId ist keine ID.",
      });
    }
  });

  it.each(["websocket", "polling"])(
    "of a handshake that is refused, by %s, speaks too",
    async (transport) => {
      const socket = io(desk.url(), {
        transports: [transport],
        reconnection: false,
        forceNew: true,
        auth: { token: "nobody's" },
        extraHeaders: { "accept-language": GERMAN },
      });
      const error = await new Promise<Error>((resolve) => void socket.on("connect_error", resolve));
      socket.disconnect();
      expect([error.message, Reflect.get(error, "data")]).toEqual([
        "Bitte melden Sie sich an.",
        { code: "unauthorized" },
      ]);
    },
  );
});

describe("a notice", () => {
  const noticesSchema = z.object({ items: z.array(z.object({ id: z.string(), message: z.string() })) });
  const noticeEventSchema = z.object({ notice: z.object({ id: z.string(), message: z.string() }) });

  it("is read, and received by socket, by each admin in their language, the other's title as it stands", async () => {
    const [english, german] = await Promise.all(
      ["en", "de"].map(async (language) => {
        const admin = await makeActor(organisation, { role: "admin" });
        await choose(admin, language);
        return { http: await desk.http(admin), socket: await desk.connect(admin) };
      }),
    );
    const ticket = await createTicket(person, { title: "Der Drucker brennt", description: "Man riecht es." });
    const { number } = ticket;
    await makeNotice(organisation, { sentence: say("alerts.urgent", { number }), ticketId: ticket.id });
    const words = {
      en: `Ticket #${number} is urgent. “Der Drucker brennt”`,
      de: `Ticket #${number} ist dringend. „Der Drucker brennt“`,
    };
    for (const [client, message] of [
      [english, words.en],
      [german, words.de],
    ] as const) {
      const received = () =>
        client?.socket.receipts
          .filter(({ name }) => name === "admin:notice")
          .map(({ payload }) => noticeEventSchema.parse(payload).notice.message);
      await until("it was announced", () => received()?.length === 1);
      expect(received()).toEqual([message]);
      const listed = noticesSchema.parse(await client?.http.get("/api/admin/notices"));
      expect(listed.items[0]?.message).toBe(message);
    }
  });

  it("of an earlier release, whose row holds a sentence, is read as it stands", async () => {
    const admin = await makeActor(organisation, { role: "admin" });
    await choose(admin, "de");
    const id = await makeNotice(organisation, { message: "Something to know." });
    const answer = await (await desk.http(admin)).send("GET", "/api/admin/notices");
    expect(noticesSchema.parse(answer.body).items.find((one) => one.id === id)?.message).toBe(
      "Something to know.",
    );
    expect(answer.headers.get("content-language")).toBe("de");
  });
});
