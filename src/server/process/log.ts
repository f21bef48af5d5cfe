import pino, { type DestinationStream, type Logger, type LoggerOptions } from "pino";
import { env } from "./env";
import { shareOnce } from "./globals";
import { printable, printableJson, printableStack } from "./printable";

/** Names under which a secret might be logged by mistake, at the top or one level down. */
const SECRET_NAMES = [
  "authorization",
  "cookie",
  "set-cookie",
  "password",
  "current",
  "token",
  "accessToken",
  "refreshToken",
  "secret",
  "totp",
  "csrfToken",
  "databaseUrl",
  "redisUrl",
];
const LEVELS: Record<number, string> = {
  10: "trace",
  20: "debug",
  30: "info",
  40: "warn",
  50: "error",
  60: "fatal",
};
const COLOURS: Record<number, string> = { 40: "33", 50: "31", 60: "31" };
/** In UTF-16 units. */
const LONGEST = 2_000;
const STACK_LONGEST = 8_000;
const OMITTED = new Set(["level", "time", "pid", "hostname", "msg", "err"]);

/** The process's logger: lines of JSON for machines, a readable line for a person at a terminal and in development. */
export function log(): Logger {
  return shareOnce("log", () => {
    const isForPeople = isReadByPeople({
      format: env().logFormat,
      isTerminal: process.stdout.isTTY,
      isProduction: process.env.NODE_ENV === "production",
    });
    const output = pino.destination({ dest: 1, sync: true });
    return pino(
      loggerOptions(env().logLevel),
      isForPeople ? readable(process.stdout) : machineReadable(output),
    );
  });
}

/** Whether lines for people are written: on a terminal and in development, unless LOG_FORMAT says otherwise. */
export function isReadByPeople(output: {
  format: "lines" | "json" | null;
  isTerminal: boolean;
  isProduction: boolean;
}): boolean {
  return output.format === null ? output.isTerminal || !output.isProduction : output.format === "lines";
}

/** What every entry goes through before it is written: secrets are hidden, and what others wrote is cut. */
export function loggerOptions(level: string): LoggerOptions {
  return {
    level,
    redact: redaction(),
    formatters: { log: bounded },
    serializers: { err: boundedError },
  };
}

/** The paths that pino redacts: secrets by their names, at the top of an entry and one level down. */
export function redaction(): { paths: string[]; censor: string } {
  return { paths: SECRET_NAMES.flatMap((name) => [`["${name}"]`, `*["${name}"]`]), censor: "[hidden]" };
}

/** Cuts texts of others, which may have any length, at the top of an entry. */
export function bounded(entry: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(entry).map(([name, value]) => [name, typeof value === "string" ? cut(value) : value]),
  );
}

/** An error as pino writes it, with message and stack cut: a database repeats its input in them. */
export function boundedError(error: Error): unknown {
  const { message, stack, ...more } = pino.stdSerializers.err(error);
  return { ...bounded(more), message: cut(String(message)), stack: cut(String(stack), STACK_LONGEST) };
}

/** Writes JSON without control sequences of terminals, in case a person reads it in one. */
export function machineReadable(output: { write(text: string): unknown }): DestinationStream {
  return { write: (line) => void output.write(printableJson(line)) };
}

/** Writes one line a message, `12:03:44 warn  what happened  key=value`, and a stack below an error. */
export function readable(output: { write(text: string): unknown; isTTY?: boolean }): DestinationStream {
  return { write: (line) => void output.write(`${format(JSON.parse(line), output.isTTY === true)}\n`) };
}

function format(entry: Record<string, unknown>, colours: boolean): string {
  const level = Number(entry["level"]);
  const time = new Date(Number(entry["time"])).toTimeString().slice(0, 8);
  const rest = Object.entries(entry)
    .filter(([name]) => !OMITTED.has(name))
    .map(([name, value]) => `${printable(name)}=${printable(shown(value))}`);
  const text = [
    time,
    (LEVELS[level] ?? "info").padEnd(5),
    printable(String(entry["msg"] ?? "")),
    ...rest,
  ].join(" ");
  const stack = stackOf(entry["err"]);
  const whole = stack ? `${text}\n${stack}` : text;
  const colour = COLOURS[level];
  return colours && colour ? `\u001b[${colour}m${whole}\u001b[0m` : whole;
}

/** In quotes where it would look like more than one value: a client must not write `level=info` into a line. */
function shown(value: unknown): string {
  return typeof value === "string" && !/[\s="]/.test(value) ? value : (JSON.stringify(value) ?? "");
}

function stackOf(error: unknown): string {
  if (typeof error !== "object" || error === null) {
    return "";
  }
  const message = String(Reflect.get(error, "message") ?? "");
  return printableStack(message, String(Reflect.get(error, "stack") ?? message));
}

function cut(text: string, longest = LONGEST): string {
  return text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text;
}
