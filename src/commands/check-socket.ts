import { parseArgs } from "node:util";
import { printable, printableJson, printableLines } from "@/server/process/printable";
import { checkSockets, type Outcome, type Step } from "@/commands/check-socket/run";

const USAGE = `Looks whether live events arrive, from outside, as people's pages would: signs in, connects by websocket and by
polling, files a ticket, comments and closes it, and waits for each event on both. It takes a few seconds.

  npm run check:socket -- --url https://help.example.org --email you@example.org

  --url       where it answers: the address that people use, or one process (by default http://127.0.0.1:3003)
  --email     who signs in. Without it a temporary person is registered, where the organisation allows that; it stays
  --password  their password; other users of this machine can see it, SMOKE_PASSWORD in the environment they cannot
  --origin    the Origin that the sockets send, as a page at that address would (none by default)
  --timeout   seconds for everything together (30)
  --json      one JSON document instead of lines

Ends with 0 when all is well, with 1 and a sentence about what is wrong otherwise, with 2 for a wrong command line.
For a certificate of your own authority: NODE_EXTRA_CA_CERTS=/path/to/ca.pem
`;

/** An invalid command line. */
class UsageError extends Error {}

try {
  const wish = readOptions();
  if (wish === null) {
    process.stdout.write(USAGE);
  } else {
    const outcome = await checkSockets({ ...wish, onStep: wish.json ? () => undefined : printStep });
    print(outcome, wish);
    process.exitCode = outcome.ok ? 0 : 1;
  }
} catch (error) {
  const isUsage = error instanceof UsageError;
  process.stderr.write(isUsage ? `${error.message}\n\n${USAGE}` : `${printableLines(String(error))}\n`);
  process.exitCode = isUsage ? 2 : 1;
}

interface CheckOptions {
  url: string;
  account: { email: string; password: string } | null;
  origin: string | null;
  milliseconds: number;
  json: boolean;
}

function readOptions(): CheckOptions | null {
  const { values } = parse();
  if (values.help) {
    return null;
  }
  if (!URL.canParse(values.url) || !/^https?:$/.test(new URL(values.url).protocol)) {
    throw new UsageError(`--url "${values.url}" is no address such as https://help.example.org`);
  }
  const seconds = Number(values.timeout);
  if (!(seconds >= 1 && seconds <= 600)) {
    throw new UsageError(`--timeout "${values.timeout}" is no number of seconds from 1 to 600.`);
  }
  const password = values.password ?? process.env["SMOKE_PASSWORD"] ?? "";
  if (values.email !== undefined && password === "") {
    throw new UsageError("Give the password of this person in SMOKE_PASSWORD, or with --password.");
  }
  return {
    url: values.url.replace(/\/+$/, ""),
    account: values.email === undefined ? null : { email: values.email, password },
    origin: values.origin ?? null,
    milliseconds: seconds * 1_000,
    json: values.json,
  };
}

function parse() {
  try {
    return parseArgs({
      options: {
        url: { type: "string", default: "http://127.0.0.1:3003" },
        email: { type: "string" },
        password: { type: "string" },
        origin: { type: "string" },
        timeout: { type: "string", default: "30" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function printStep({ name, ok, milliseconds }: Step): void {
  process.stdout.write(`  ${ok ? "ok  " : "FAIL"}  ${String(milliseconds).padStart(6)} ms  ${name}\n`);
}

function print(outcome: Outcome, { url, json }: CheckOptions): void {
  if (json) {
    process.stdout.write(`${printableJson(JSON.stringify({ url, ...outcome }))}\n`);
    return;
  }
  outcome.notes.forEach((note) => process.stdout.write(`  note  ${printable(note)}\n`));
  if (outcome.ok) {
    process.stdout.write(`Live events arrive at ${url}, by websocket and by polling.\n`);
  } else {
    process.stderr.write(`\n${printable(outcome.problem ?? "")}\n${printableLines(outcome.advice ?? "")}\n`);
  }
}
