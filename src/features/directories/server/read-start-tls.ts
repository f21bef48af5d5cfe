import type { Socket } from "node:net";

/** ExtendedRequest 1 with the name 1.3.6.1.4.1.1466.20037 (RFC 4511, 4.14.1). */
const REQUEST = Buffer.concat([
  Buffer.from([0x30, 0x1d, 0x02, 0x01, 0x01, 0x77, 0x18, 0x80, 0x16]),
  Buffer.from("1.3.6.1.4.1.1466.20037"),
]);
const LONGEST_ANSWER = 4_096;
const SUCCESS = 0;

/** Why StartTLS was not begun: the directory said no, or what came was not its answer alone. */
export type StartTlsRefusal = "refused" | "strange";

/**
 * Asks a directory for StartTLS on a fresh connection and reads its answer: null when TLS can begin. Anything behind the
 * answer is refused: somebody on the way could have put it there, to be read later as if it had come by TLS.
 */
export function askStartTls(socket: Socket, milliseconds: number): Promise<StartTlsRefusal | null> {
  return new Promise((resolve, reject) => {
    let answer = Buffer.alloc(0);
    const timer = setTimeout(() => done(new Error("no answer to StartTLS in time")), milliseconds);
    const onData = (data: Buffer): void => {
      answer = Buffer.concat([answer, data]);
      const result = readAnswer(answer);
      if (result !== "more") {
        done(null, result === SUCCESS ? null : result === "strange" ? "strange" : "refused");
      }
    };
    const onClose = (): void => done(new Error("the connection was closed"));
    const done = (error: Error | null, refusal: StartTlsRefusal | null = null): void => {
      clearTimeout(timer);
      socket.off("data", onData).off("error", done).off("close", onClose);
      return error ? reject(error) : resolve(refusal);
    };
    socket.on("data", onData).on("error", done).on("close", onClose);
    socket.write(REQUEST);
  });
}

/** The result code of an answer to REQUEST; "more" while it is not whole. */
function readAnswer(bytes: Buffer): number | "more" | "strange" {
  const message = readHeader(bytes, 0);
  if (message === null || bytes.length < message.end) {
    return bytes.length > LONGEST_ANSWER || (bytes.length > 0 && bytes[0] !== 0x30) ? "strange" : "more";
  }
  const [first, second, id] = bytes.subarray(message.start);
  const operation = readHeader(bytes, message.start + 3);
  const isAnswer =
    bytes.length === message.end &&
    message.end <= LONGEST_ANSWER &&
    first === 0x02 &&
    second === 0x01 &&
    id === 0x01 &&
    bytes[message.start + 3] === 0x78 &&
    operation !== null &&
    bytes[operation.start] === 0x0a &&
    bytes[operation.start + 1] === 0x01;
  return isAnswer ? (bytes[operation.start + 2] ?? "strange") : "strange";
}

/** Where the content of the element at `at` begins and ends (BER, definite lengths of up to two bytes). */
function readHeader(bytes: Buffer, at: number): { start: number; end: number } | null {
  const first = bytes[at + 1];
  if (first === undefined) {
    return null;
  }
  const count = first < 0x80 ? 0 : first & 0x7f;
  const start = at + 2 + count;
  if (count > 4 || bytes.length < start) {
    return null;
  }
  const length = count === 0 ? first : bytes.readUIntBE(at + 2, count);
  return { start, end: start + length };
}
