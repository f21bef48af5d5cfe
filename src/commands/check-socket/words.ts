/** A failure: the problem in a sentence, and what to check. */
export class CheckFailure extends Error {
  constructor(
    message: string,
    readonly advice: string,
  ) {
    super(message);
  }
}

const SETUP = "documents/WEBSOCKET_SETUP.md shows the settings for nginx and HAProxy.";

/** The meaning of a socket's refusal. */
export function refusedSocket(transport: "websocket" | "polling", error: Error): CheckFailure {
  const code: unknown = Reflect.get(Object(Reflect.get(error, "data")), "code");
  const said = saidBy(error);
  if (code === "bad_origin") {
    return new CheckFailure(
      `The socket by ${transport} was refused because of its Origin.`,
      "NEXTAUTH_URL has to be the address that people use, and further addresses have to stand in ALLOWED_ORIGINS.",
    );
  }
  if (code === "rate_limited") {
    return new CheckFailure(
      `The socket by ${transport} was refused: too many connections were tried from here.`,
      "Wait a minute. If this machine is a proxy, TRUST_PROXY has to say how many proxies are in front.",
    );
  }
  if (code === "unauthorized") {
    return new CheckFailure(
      `The socket by ${transport} was refused although the sign-in worked.`,
      "Do all processes share one DATABASE_URL and one NEXTAUTH_SECRET, and does the proxy pass the Host header on?",
    );
  }
  if (typeof code === "string") {
    return new CheckFailure(
      `The socket by ${transport} was refused: ${code}.`,
      'The process\'s log says more: look for "socket refused".',
    );
  }
  return transport === "websocket"
    ? new CheckFailure(
        `No connection by websocket: ${said}.`,
        `The proxy has to pass the upgrade on: HTTP/1.1 to the server, with the headers Upgrade and Connection. ${SETUP}`,
      )
    : new CheckFailure(
        `No connection by polling: ${said}.`,
        /session id unknown|\b400\b/i.test(said)
          ? `Requests of one socket reach different processes: the proxy has to be sticky. ${SETUP}`
          : `The proxy has to pass everything below /socket.io/ on, GET and POST. ${SETUP}`,
      );
}

/** The meaning of a missing or unexpected answer. */
export function failedRequest(url: string, error: unknown): CheckFailure {
  const cause: unknown = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const code = String(Reflect.get(Object(cause), "code") ?? "");
  const message = cause instanceof Error ? cause.message : String(cause);
  if (code === "ECONNREFUSED") {
    return new CheckFailure(
      `Nothing listens at ${url}.`,
      "Is the process running, and are host and port right?",
    );
  }
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return new CheckFailure(
      `The name in ${url} is not known here.`,
      "Check the address and this machine's DNS.",
    );
  }
  if (/CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)|ERR_TLS/.test(code)) {
    return new CheckFailure(
      `The certificate of ${url} is not trusted: ${message}.`,
      "For one of your own authority: NODE_EXTRA_CA_CERTS=/path/to/ca.pem npm run check:socket -- ...",
    );
  }
  return new CheckFailure(
    `${url} did not answer: ${code || message}.`,
    "Can it be reached from this machine, and is the address right?",
  );
}

/** The meaning of a refused request; `code` and `detail` are the problem document's, null when there was none. */
export function refusedRequest(
  what: string,
  status: number,
  code: string | null,
  detail: string | null,
): CheckFailure {
  const known: Record<string, [string, string]> = {
    invalid_credentials: [
      "E-mail or password is wrong.",
      "Give an active person of this help desk; one who signs in by the company's own sign-in alone has no password here.",
    ],
    registration_closed: [
      "This help desk lets nobody register.",
      "Give somebody who may sign in: --email ..., with the password in SMOKE_PASSWORD.",
    ],
    rate_limited: [
      `Too many tries: ${detail ?? what}`,
      "Wait for as long as it says; wrong passwords count most.",
    ],
    unavailable: [
      `${what} answered that it cannot work right now: ${detail ?? "unavailable"}`,
      "Ask /ready: it names what is missing (database, migrations, ...).",
    ],
  };
  const [message, advice] = known[code ?? ""] ?? [
    `${what} answered ${status}${code === null ? " without saying why" : ` ${code}${detail === null ? "" : `: ${detail}`}`}.`,
    code === null
      ? "That answer is not the help desk's own: is the address right, and does the proxy pass everything on?"
      : "The process's log says more.",
  ];
  return new CheckFailure(message, advice);
}

/** All that is known of an engine's error: its message, and the status or the words behind it. */
function saidBy(error: Error): string {
  const description: unknown = Reflect.get(error, "description");
  const context: unknown = Reflect.get(error, "context");
  const answered: unknown = Reflect.get(Object(context), "responseText");
  const more = [
    typeof description === "number" && description !== 0 ? `status ${description}` : "",
    String(Reflect.get(Object(description), "message") ?? ""),
    typeof answered === "string" ? answered.slice(0, 120).trim() : "",
  ].filter((part) => part !== "");
  return more.length === 0 ? error.message : `${error.message} (${more.join("; ")})`;
}
