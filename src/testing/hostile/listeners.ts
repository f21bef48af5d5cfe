import type { FuzzPerson } from "../fuzz/people";
import { RawSocket } from "../fuzz/raw-socket";
import { until } from "../wait";

/** People of every role whose sockets are open meanwhile: how much they receive, and whether they may. */
export class Listeners {
  /** Bytes of the largest event and of the largest acknowledgement since they were last taken. */
  private largest = { event: 0, ack: 0, name: "" };
  readonly problems: string[] = [];
  private readonly sockets: RawSocket[] = [];

  /** Connects everybody, and opens the tickets on their screens. */
  async connect(url: string, people: readonly FuzzPerson[], ticketIds: readonly string[]): Promise<void> {
    for (const person of people) {
      const raw = await RawSocket.open(url, person.host === null ? {} : { headers: { Host: person.host } });
      let isReady = false;
      raw.onText = (text) => {
        isReady ||= text.includes("session:ready");
        this.receive(person, text);
      };
      raw.send(`40${JSON.stringify({ token: person.token })}`);
      await until(`${person.label} is connected`, () => isReady || raw.isClosed, 20_000);
      ticketIds.forEach((ticketId, id) =>
        raw.send(`42${id}${JSON.stringify(["ticket:join", { ticketId }])}`),
      );
      this.sockets.push(raw);
    }
  }

  /** What was the largest since this was last called. */
  take(): { event: number; ack: number; name: string } {
    const taken = this.largest;
    this.largest = { event: 0, ack: 0, name: "" };
    return taken;
  }

  /** How many are still connected. */
  connected(): number {
    return this.sockets.filter((raw) => !raw.isClosed).length;
  }

  close(): void {
    this.sockets.forEach((raw) => raw.destroy());
  }

  private receive(person: FuzzPerson, text: string): void {
    const bytes = Buffer.byteLength(text);
    if (text.startsWith("42") && bytes > this.largest.event) {
      this.largest = { ...this.largest, event: bytes, name: /^42\["([^"]+)"/.exec(text)?.[1] ?? "" };
    } else if (text.startsWith("43")) {
      this.largest.ack = Math.max(this.largest.ack, bytes);
    }
    if (person.forbidden.test(text)) {
      this.problems.push(`${person.label} was sent what is not theirs: ${text.slice(0, 200)}`);
    }
  }
}
