import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Words } from "./payloads";
import type { FuzzPerson } from "./people";
import { RawSocket } from "./raw-socket";

const answerSchema = z.tuple([
  z.discriminatedUnion("ok", [
    z.looseObject({ ok: z.literal(true) }),
    z.looseObject({ ok: z.literal(false), error: z.looseObject({ code: z.string(), message: z.string() }) }),
  ]),
]);
const eventSchema = z.tuple([z.string()]).rest(z.unknown());
const CONNECT_TRIES = 60;
const PATIENCE_MILLISECONDS = 60_000;

/** The violations, and counts of answers. */
export interface Findings {
  problems: string[];
  answers: Record<string, number>;
  messages: number;
  events: number;
}

/** One person's connection in the fuzz: it sends any message, comes back when it was cut off, and judges everything that it receives. */
export class FuzzClient {
  private raw: RawSocket | null = null;
  private opening: Promise<RawSocket> | null = null;
  private readonly waiting = new Map<number, (code: string) => void>();
  private count = 0;

  constructor(
    private readonly url: string,
    readonly person: FuzzPerson,
    private readonly findings: Findings,
  ) {}

  /** Says something that parses, and waits for the answer: its code, "ok", or "closed" when the connection ended. */
  async ask({ json, parts }: Words): Promise<string> {
    const raw = await this.connected();
    const id = ++this.count;
    this.findings.messages += 1;
    const answered = new Promise<string>((resolve) => {
      const timer = setTimeout(() => resolve("silence"), PATIENCE_MILLISECONDS);
      this.waiting.set(id, (code) => {
        clearTimeout(timer);
        this.waiting.delete(id);
        resolve(code);
      });
    });
    raw.send(parts.length === 0 ? `42${id}${json}` : `45${parts.length}-${id}${json}`);
    parts.forEach((part) => raw.send(part, 2));
    const code = await answered;
    this.findings.answers[code] = (this.findings.answers[code] ?? 0) + 1;
    if (code === "silence" || code === "internal") {
      this.problem(`${code} after ${json.slice(0, 200)}`);
    }
    return code;
  }

  /** Says something without wanting an answer, such as what breaks the protocol. */
  async say(text: string): Promise<void> {
    const raw = await this.connected();
    this.findings.messages += 1;
    raw.send(text);
  }

  /** Ends the connection, politely or not; the next word opens another. */
  end(how: "goodbye" | "destroy" | "half-close"): void {
    const { raw } = this;
    this.forget();
    if (how === "goodbye") {
      raw?.send("41");
    }
    if (how === "half-close") {
      raw?.halfClose();
    } else {
      raw?.destroy();
    }
  }

  /** The connection, opened once for all who ask for it at the same time. */
  private async connected(): Promise<RawSocket> {
    if (this.raw && !this.raw.isClosed) {
      return this.raw;
    }
    this.opening ??= this.connect().finally(() => (this.opening = null));
    return await this.opening;
  }

  private async connect(): Promise<RawSocket> {
    this.forget();
    let refusal = "";
    for (let tries = 0; tries < CONNECT_TRIES; tries++) {
      const answer = await this.knock();
      if (typeof answer !== "string") {
        this.raw = answer;
        return answer;
      }
      refusal = answer;
      await sleep(500);
    }
    this.problem(`cannot connect any more: ${refusal}`);
    throw new Error(`${this.person.label} cannot connect any more: ${refusal}`);
  }

  /** What it was answered, when it has to wait before it may come in. */
  private async knock(): Promise<RawSocket | string> {
    const { host, token } = this.person;
    const raw = await RawSocket.open(this.url, host === null ? {} : { headers: { Host: host } });
    const answer = await new Promise<string>((resolve) => {
      raw.onText = (text) => (text.startsWith("4") ? resolve(text) : undefined);
      raw.onClose = () => resolve("closed");
      raw.send(`40${JSON.stringify({ token })}`);
    });
    if (!answer.startsWith("40")) {
      raw.destroy();
      if (!/rate_limited|closed/.test(answer)) {
        this.problem(`refused: ${answer}`);
      }
      return answer;
    }
    raw.onText = (text) => this.receive(text);
    raw.onClose = () => (this.raw === raw ? this.forget() : undefined);
    return raw;
  }

  private forget(): void {
    this.raw = null;
    [...this.waiting.values()].forEach((resolve) => resolve("closed"));
  }

  private receive(text: string): void {
    const { forbidden, forbiddenEvents } = this.person;
    if (forbidden.test(text)) {
      this.problem(`received ${text.slice(0, 300)}`);
    }
    const ack = /^43(\d+)(\[.*)$/s.exec(text);
    if (ack?.[1] && ack[2]) {
      const parsed = answerSchema.safeParse(JSON.parse(ack[2]));
      const [answer] = parsed.success ? parsed.data : [null];
      this.waiting.get(Number(ack[1]))?.(
        answer === null ? "misshapen" : answer.ok ? "ok" : answer.error.code,
      );
    } else if (text.startsWith("42")) {
      const [name] = eventSchema.parse(JSON.parse(text.slice(2)));
      this.findings.events += 1;
      if (forbiddenEvents.test(name)) {
        this.problem(`received ${text.slice(0, 300)}`);
      }
    }
  }

  private problem(what: string): void {
    this.findings.problems.push(`${this.person.label}: ${what}`);
  }
}
