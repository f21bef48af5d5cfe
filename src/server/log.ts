import pino, { type DestinationStream, type Logger } from "pino";
import { env } from "./env";
import { shareOnce } from "./globals";

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
const OMITTED = new Set(["level", "time", "pid", "hostname", "msg", "err"]);

/** The process's logger: lines of JSON for machines, a readable line for a person at a terminal and in development. */
export function log(): Logger {
  return shareOnce("log", () => {
    const isReadable = process.stdout.isTTY || process.env.NODE_ENV !== "production";
    const options = {
      level: env().logLevel,
      redact: redaction(),
      serializers: { err: pino.stdSerializers.err },
    };
    return pino(options, isReadable ? readable(process.stdout) : pino.destination({ dest: 1, sync: true }));
  });
}

/** What pino must hide: secrets by their names, at the top of an entry and one level down. */
export function redaction(): { paths: string[]; censor: string } {
  return { paths: SECRET_NAMES.flatMap((name) => [`["${name}"]`, `*["${name}"]`]), censor: "[hidden]" };
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
    .map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`);
  const text = [time, (LEVELS[level] ?? "info").padEnd(5), String(entry["msg"] ?? ""), ...rest].join(" ");
  const stack = stackOf(entry["err"]);
  const whole = stack ? `${text}\n${stack}` : text;
  const colour = COLOURS[level];
  return colours && colour ? `\u001b[${colour}m${whole}\u001b[0m` : whole;
}

function stackOf(error: unknown): string {
  if (typeof error !== "object" || error === null) {
    return "";
  }
  return String(Reflect.get(error, "stack") ?? Reflect.get(error, "message") ?? "");
}
