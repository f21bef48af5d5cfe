import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { say } from "@/messages/server/say";
import { pool, transaction } from "@/server/database/database";
import { setUpDatabase } from "@/testing/database";
import { freePort } from "@/testing/processes/free-port";
import { makeOrganisation, makePerson, type MadeOrganisation } from "@/testing/factories";
import { mailsTo, startMailServer, type TestMailServer } from "@/testing/mail";
import { sendDueMails } from "./job-send";
import { queueMail, type GivenMail } from "./write-queue";
import { takeDueMails } from "./write-settle";

setUpDatabase();

/** A busy machine answers late, and nothing here waits for it but the test of a server that hangs. */
const PATIENCE = { connectMilliseconds: 20_000, silenceMilliseconds: 20_000 };
const LITTLE_PATIENCE = { connectMilliseconds: 20_000, silenceMilliseconds: 3_000 };
let organisation: MadeOrganisation;
let server: TestMailServer;

beforeAll(async () => {
  organisation = await makeOrganisation({ name: "Acme & Söhne", host: "help.acme.example" });
});

beforeEach(async () => {
  await pool().query("DELETE FROM outgoing_mails");
  server = await startMailServer();
});

afterEach(async () => {
  await server.stop();
});

async function queue(address: string, given: Partial<GivenMail> = {}): Promise<boolean> {
  return await transaction((tx) =>
    queueMail(tx, {
      organisationId: organisation.id,
      to: { address, name: "Ada" },
      kind: "test",
      subject: say("mails.greeting", { name: "Subject" }),
      text: [say("mails.footer", { organisation: "Text" })],
      cause: `test:${address}`,
      ...given,
    }),
  );
}

async function send(settings = server.settings, patience = PATIENCE): Promise<number> {
  return await sendDueMails(settings, { patience });
}

/** Makes every waiting mail due, as time would. */
async function letTimePass(): Promise<void> {
  await pool().query("UPDATE outgoing_mails SET next_try_at = now() - interval '1 second'");
}

describe("the outbox", () => {
  it("sends a mail as plain text and HTML, with the headers of an automatic one", async () => {
    await queue("ada@example.org", {
      link: { label: say("mails.linkBelow"), path: "/invitation#token=s3cret-&<" },
      after: [say("mails.greetingNobody")],
    });
    expect(await send()).toBe(1);
    const { mail } = server.received[0] ?? {};
    const [row] = await mailsTo("ada@example.org");
    expect(Object.fromEntries(mail?.headers ?? [])).toMatchObject({
      from: "Acme & Söhne <desk@example.org>",
      to: "Ada <ada@example.org>",
      subject: "Hello Subject,",
      "message-id": `<${row?.id}@help.acme.example>`,
      "auto-submitted": "auto-generated",
      "mime-version": "1.0",
    });
    expect(Math.abs(Date.parse(mail?.headers.get("date") ?? "") - Date.now())).toBeLessThan(60_000);
    expect(mail?.text).toContain("Hello Ada,");
    expect(mail?.text).toContain("http://help.acme.example:3003/invitation#token=s3cret-&<");
    expect(mail?.html).toContain('href="http://help.acme.example:3003/invitation#token=s3cret-&amp;&lt;"');
    expect(mail?.html).toContain("Acme &amp; Söhne");
    expect(row).toMatchObject({ state: "sent", attempts: 1, link: null, error: null });
  });

  it("one cause queues one mail, and a mail of a transaction that fails does not exist", async () => {
    expect([await queue("ada@example.org"), await queue("ada@example.org")]).toEqual([true, false]);
    await expect(
      transaction(async (tx) => {
        await queueMail(tx, {
          organisationId: organisation.id,
          to: { address: "never@example.org", name: "" },
          kind: "test",
          subject: say("mails.greetingNobody"),
          text: [],
          cause: "never",
        });
        throw new Error("it came otherwise");
      }),
    ).rejects.toThrow("it came otherwise");
    await send();
    expect(server.received.map(({ to }) => to)).toEqual(["ada@example.org"]);
  });

  it("writes in the language that the person has chosen, else in that of the cause", async () => {
    const person = await makePerson(organisation, { email: "eva@example.org" });
    await pool().query('UPDATE people SET preferences = \'{"language":"de"}\' WHERE id = $1', [person.id]);
    await queue("eva@example.org", {
      to: { address: "eva@example.org", name: "Eva", personId: person.id },
      language: "en",
    });
    await queue("bo@example.org", { to: { address: "bo@example.org", name: "" }, language: "de" });
    await send();
    const texts = new Map(server.received.map(({ to, mail }) => [to, mail]));
    expect(texts.get("eva@example.org")?.text).toContain("Guten Tag Eva,");
    expect(texts.get("eva@example.org")?.html).toContain('<html lang="de">');
    expect(texts.get("bo@example.org")?.text).toMatch(/^Guten Tag,/);
  });

  it("lets nothing that people typed become a header, an address or markup", async () => {
    const evil = 'x\r\nBcc: mallory@example.org\r\n\r\n<script>alert(1)</script>"';
    await queue("ada@example.org", {
      to: { address: "ada@example.org", name: evil },
      subject: say("mails.greeting", { name: evil }),
      text: [say("mails.footer", { organisation: evil })],
    });
    await send();
    expect(server.received.map(({ to }) => to)).toEqual(["ada@example.org"]);
    const { mail } = server.received[0] ?? {};
    expect(mail?.headers.has("bcc")).toBe(false);
    expect(mail?.counts.get("subject")).toBe(1);
    expect(mail?.headers.get("subject")).toContain("x Bcc: mallory@example.org <script>");
    expect(mail?.html).not.toContain("<script>");
  });
});

describe("a mail that is not taken", () => {
  it("fails at once when its receiver is refused, and holds up nobody", async () => {
    await queue("refused-1@example.org");
    await queue("ada@example.org");
    expect(await send()).toBe(2);
    const [refused] = await mailsTo("refused-1@example.org");
    expect(refused).toMatchObject({ state: "failed", attempts: 1 });
    expect(refused?.error).toContain("550 5.1.1 no such user");
    expect(await mailsTo("ada@example.org")).toMatchObject([{ state: "sent" }]);
  });

  it("waits when the server wants it later, and is not tried again before its time", async () => {
    await queue("later-1@example.org");
    await queue("ada@example.org");
    await send();
    await send();
    expect(await mailsTo("later-1@example.org")).toMatchObject([{ state: "queued", attempts: 1 }]);
    await letTimePass();
    await send();
    expect(await mailsTo("later-1@example.org")).toMatchObject([{ state: "queued", attempts: 2 }]);
    expect(server.received).toHaveLength(1);
  });

  it("waits when the server hangs, and the others are sent", async () => {
    await queue("silent-1@example.org");
    for (const name of ["a", "b", "c", "d", "e", "f", "g", "h"]) {
      await queue(`${name}@example.org`);
    }
    await send(server.settings, LITTLE_PATIENCE);
    await send();
    expect(server.swallowed).toEqual(["silent-1@example.org"]);
    expect(server.received).toHaveLength(8);
    const [silent] = await mailsTo("silent-1@example.org");
    expect(silent).toMatchObject({ state: "queued", attempts: 1 });
    expect(silent?.error).toBe("The mail server does not answer in time.");
  });

  it("waits while the server is away, and goes when it is back", async () => {
    const port = await freePort();
    const settings = { ...server.settings, port };
    for (let count = 0; count < 12; count += 1) {
      await queue(`${count}@example.org`);
    }
    expect(await send(settings)).toBe(0);
    const { rows } = await pool().query<{ tried: number; untried: number }>(
      "SELECT count(*) FILTER (WHERE attempts = 1)::int AS tried, count(*) FILTER (WHERE attempts = 0 AND next_try_at <= now())::int AS untried FROM outgoing_mails",
    );
    // Some were under way when the first came back; nobody asked for the rest.
    expect(rows[0]?.tried).toBeLessThanOrEqual(5);
    expect(rows[0]?.untried).toBe(12 - (rows[0]?.tried ?? 0));
    const back = await startMailServer({ port });
    try {
      await letTimePass();
      expect(await send(settings)).toBe(12);
      expect(back.received).toHaveLength(12);
    } finally {
      await back.stop();
    }
  });

  it("waits while the server refuses the password or the sender", async () => {
    const strict = await startMailServer({ auth: { user: "desk", password: "right" } });
    const picky = await startMailServer({ refusesSender: true });
    try {
      await queue("ada@example.org");
      await send({ ...strict.settings, auth: { user: "desk", password: "wrong" } });
      const [first] = await mailsTo("ada@example.org");
      expect(first?.state).toBe("queued");
      expect(first?.error).toContain("refuses the user or the password");
      expect(first?.error).not.toContain("wrong");
      await letTimePass();
      await send(picky.settings);
      expect((await mailsTo("ada@example.org"))[0]?.error).toContain("mail of this sender");
      await letTimePass();
      await send(strict.settings);
      expect(strict.received).toHaveLength(1);
    } finally {
      await Promise.all([strict.stop(), picky.stop()]);
    }
  });

  it("is given up when its time is over, with its link, and says what had been wrong", async () => {
    await queue("later-1@example.org", { link: { label: say("mails.linkBelow"), path: "/x#token=1" } });
    await queue("late@example.org");
    await send();
    await queue("unsent@example.org");
    await pool().query(
      "UPDATE outgoing_mails SET expires_at = now() - interval '1 second' WHERE state = 'queued'",
    );
    expect(await send()).toBe(2);
    const [tried] = await mailsTo("later-1@example.org");
    expect(tried).toMatchObject({ state: "failed", link: null });
    expect(tried?.error).toContain("please come back");
    expect((await mailsTo("unsent@example.org"))[0]).toMatchObject({ state: "failed", attempts: 0 });
    expect(server.received.map(({ to }) => to)).toEqual(["late@example.org"]);
  });
});

describe("at least once", () => {
  it("a mail that the server took and did not answer is sent again, with the same Message-ID", async () => {
    await queue("ada@example.org");
    // The connection breaks at the moment in which the server has taken the mail and not said so.
    server.onTaken = () => server.stop();
    await send();
    expect(await mailsTo("ada@example.org")).toMatchObject([{ state: "queued", attempts: 1 }]);
    const again = await startMailServer();
    try {
      await letTimePass();
      await send(again.settings);
      expect(again.received).toHaveLength(1);
      expect(again.received[0]?.mail.headers.get("message-id")).toBe(
        server.received[0]?.mail.headers.get("message-id"),
      );
    } finally {
      await again.stop();
    }
  });

  it("what a process took and did not mark is left to it for five minutes, and then tried again", async () => {
    await queue("ada@example.org");
    // It dies between the two: nothing more is heard of it.
    expect(await takeDueMails(10)).toHaveLength(1);
    expect(await send()).toBe(0);
    await pool().query("UPDATE outgoing_mails SET next_try_at = next_try_at - interval '301 seconds'");
    expect(await send()).toBe(1);
    expect(await mailsTo("ada@example.org")).toMatchObject([{ state: "sent", attempts: 2 }]);
  });

  it("two processes that send at once send each mail once", async () => {
    for (let count = 0; count < 30; count += 1) {
      await queue(`${count}@example.org`);
    }
    const sent = await Promise.all([send(), send(), send()]);
    expect(sent.reduce((all, one) => all + one, 0)).toBe(30);
    expect(new Set(server.received.map(({ to }) => to)).size).toBe(30);
    expect(server.received).toHaveLength(30);
  });
});

describe("without a mail server", () => {
  it("mail lies in the outbox with its link sealed, and nothing of it can be read in the row", async () => {
    await queue("ada@example.org", {
      link: { label: say("mails.linkBelow"), path: "/invitation#token=s3cret" },
    });
    expect(await sendDueMails(null)).toBe(0);
    expect(await mailsTo("ada@example.org")).toMatchObject([
      { state: "queued", attempts: 0, link: "/invitation#token=s3cret" },
    ]);
    const { rows } = await pool().query("SELECT m::text AS row FROM outgoing_mails m");
    expect(rows[0]?.["row"]).not.toContain("s3cret");
  });
});
