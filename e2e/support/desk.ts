import { expect, type Browser, type BrowserContextOptions } from "@playwright/test";
import type { SettingsPatch } from "@/features/organisations/schema";
import { commentSchema, type CommentDto } from "@/features/comments/schema";
import { ticketSchema, type TicketDto } from "@/features/tickets/schema";
import type { BuiltServer } from "@/testing/processes/built-server";
import { makeAccessToken, makeSession, type MadePerson } from "@/testing/factories";
import { HttpClient } from "@/testing/http/client";
import type { TestMailServer } from "@/testing/mail";
import type { ReceivedMail } from "@/testing/mail-message";
import type { TcpProxy } from "@/testing/processes/tcp-proxy";
import { openBrowser } from "./browser";
import { readSettings } from "./settings";
import type { Cast } from "./cast";
import type { CompanyProxy } from "./company-proxy";
import { Visitor } from "./visitor";

let filed = 0;

/** The running help desk of a journey: people enter it with a browser each, and things happen in it by the API. */
export class Desk {
  private readonly visitors: Visitor[] = [];
  private readonly clients = new Map<string, HttpClient>();
  private readonly settingsBefore = new Map<string, unknown>();

  readonly server: BuiltServer;
  readonly cast: Cast;
  /** What is between remote people and the help desk: a company's proxy, and behind it a connection that can fail. */
  readonly proxy: CompanyProxy;
  readonly wire: TcpProxy;
  readonly mail: TestMailServer;

  constructor(
    private readonly browser: Browser,
    stage: Pick<Desk, "server" | "cast" | "proxy" | "wire" | "mail">,
  ) {
    this.server = stage.server;
    this.cast = stage.cast;
    this.proxy = stage.proxy;
    this.wire = stage.wire;
    this.mail = stage.mail;
  }

  /** Opens a browser of its own for a person who is signed in already; for nobody without one. */
  async enter(person: MadePerson | null, options: BrowserContextOptions = {}): Promise<Visitor> {
    const visitor = await openBrowser(this.browser, this.server.url, person, options);
    this.visitors.push(visitor);
    return visitor;
  }

  /** As `enter`, by the name `localhost` instead of an address: passkeys are for names. */
  async enterByName(person: MadePerson | null, options: BrowserContextOptions = {}): Promise<Visitor> {
    const url = this.server.url.replace("127.0.0.1", "localhost");
    const visitor = await openBrowser(this.browser, url, person, options);
    this.visitors.push(visitor);
    return visitor;
  }

  /** As `enter`, through the company's proxy and the faulty connection. */
  async enterFromAfar(person: MadePerson, options: BrowserContextOptions = {}): Promise<Visitor> {
    const visitor = await openBrowser(this.browser, this.proxy.url, person, options);
    this.visitors.push(visitor);
    return visitor;
  }

  /** Another window in the same browser: the same cookies, the same session. */
  async openWindow(beside: Visitor): Promise<Visitor> {
    const visitor = await Visitor.open(beside.page.context(), this.server.url);
    this.visitors.push(visitor);
    return visitor;
  }

  /** The API as this person, in a session apart from their browsers. */
  async api(person: MadePerson): Promise<HttpClient> {
    const known = this.clients.get(person.id);
    const client = known ?? new HttpClient(this.server.url, await makeAccessToken(await makeSession(person)));
    this.clients.set(person.id, client);
    return client;
  }

  /** Files a ticket with a title that no other has. */
  async fileTicket(
    person: MadePerson = this.cast.requester,
    title = "The projector hums",
  ): Promise<TicketDto> {
    const body = {
      title: `${title} ${(filed += 1)}-${process.pid}`,
      description: "It has done so since this morning, and louder and louder.",
    };
    return ticketSchema.parse(await this.post(person, "/api/tickets", body));
  }

  /** Writes a comment, or an internal note. */
  async comment(person: MadePerson, ticket: TicketDto, body: string, internal = false): Promise<CommentDto> {
    const input = { body, ...(internal ? { internal } : {}) };
    return commentSchema.parse(await this.post(person, `/api/tickets/${ticket.id}/comments`, input));
  }

  /** The path that the button of a mail to this address leads to, of the latest whose subject fits; waits for it. */
  async linkMailedTo(address: string, subject: RegExp): Promise<string> {
    return await this.linkIn(address, subject, /^https?:\/\/\S+$/m);
  }

  /** The same for another link of the mail, whose address the last part of `pattern` holds. */
  async linkIn(address: string, subject: RegExp, pattern: RegExp): Promise<string> {
    const found = () =>
      this.mailsTo(address, subject)
        .flatMap(({ text }) => pattern.exec(text)?.at(-1) ?? [])
        .at(-1);
    await expect.poll(found).toBeDefined();
    const { pathname, hash } = new URL(found() ?? "");
    return `${pathname}${hash}`;
  }

  /** What has arrived at an address, the oldest first. */
  mailsTo(address: string, subject: RegExp): ReceivedMail[] {
    return this.mail.received.flatMap(({ to, mail }) =>
      to === address && subject.test(mail.headers.get("subject") ?? "") ? [mail] : [],
    );
  }

  /** Changes settings of the organisation as its admin would; they are put back when everybody leaves. */
  async changeSettings(patch: SettingsPatch): Promise<void> {
    const before: [string, unknown][] = Object.entries(await readSettings(this.cast.organisation.id));
    for (const [name, value] of before.filter(([key]) => key in patch && !this.settingsBefore.has(key))) {
      this.settingsBefore.set(name, value);
    }
    await this.patchSettings(patch);
  }

  /** Closes every browser and puts settings back; an error in one of the browsers fails the journey. */
  async leave(): Promise<void> {
    if (this.settingsBefore.size > 0) {
      await this.patchSettings(Object.fromEntries(this.settingsBefore));
    }
    const reports = this.visitors.map((visitor) => ({
      problems: visitor.problems,
      unaskedReloads: visitor.unaskedReloads(),
    }));
    await Promise.all(this.visitors.map((visitor) => visitor.page.context().close()));
    expect(reports).toEqual(reports.map(() => ({ problems: [], unaskedReloads: 0 })));
  }

  private async patchSettings(patch: object): Promise<void> {
    const answer = await (await this.api(this.cast.admin)).send("PATCH", "/api/admin/settings", patch);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  }

  private async post(person: MadePerson, path: string, body: unknown): Promise<unknown> {
    const answer = await (await this.api(person)).send("POST", path, body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body;
  }
}
