/** A mail as it arrived: headers unfolded and decoded, by their lower-case names, and its two parts. */
export interface ReceivedMail {
  headers: Map<string, string>;
  /** How often each header stands in it. */
  counts: Map<string, number>;
  text: string;
  html: string;
  raw: string;
}

/** Reads a mail of ours: a multipart/alternative of plain text and HTML, which may come with pictures. Throws for any other. */
export function readMail(raw: string): ReceivedMail {
  const [head, body] = halves(raw);
  const { headers, counts } = readHeaders(head);
  const boundary = /boundary="?([^";]+)/.exec(headers.get("content-type") ?? "")?.[1];
  if (boundary === undefined) {
    throw new Error(`this mail has one part: ${raw.slice(0, 500)}`);
  }
  const parts = body.split(`--${boundary}`).slice(1, -1).flatMap(readParts);
  const of = (type: string): string => parts.find((part) => part.type === type)?.body ?? "";
  return { headers, counts, text: of("text/plain"), html: of("text/html"), raw };
}

/** A part, or the parts that it is made of. */
function readParts(raw: string): { type: string; body: string }[] {
  const [head, body] = halves(raw.replace(/^\r\n/, ""));
  const { headers } = readHeaders(head);
  const type = headers.get("content-type") ?? "";
  const boundary = /boundary="?([^";]+)/.exec(type)?.[1];
  if (boundary !== undefined) {
    return body.split(`--${boundary}`).slice(1, -1).flatMap(readParts);
  }
  return [
    {
      type: type.split(";")[0] ?? "",
      body: decodeBody(body, headers.get("content-transfer-encoding") ?? "7bit"),
    },
  ];
}

function halves(raw: string): [string, string] {
  const at = raw.indexOf("\r\n\r\n");
  return [raw.slice(0, at), raw.slice(at + 4)];
}

function readHeaders(head: string): { headers: Map<string, string>; counts: Map<string, number> } {
  const headers = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const line of head.replace(/\r\n[ \t]+/g, " ").split("\r\n")) {
    const at = line.indexOf(":");
    const name = line.slice(0, at).toLowerCase();
    headers.set(name, decodeWords(line.slice(at + 1).trim()));
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return { headers, counts };
}

function decodeBody(body: string, encoding: string): string {
  if (encoding === "base64") {
    return Buffer.from(body, "base64").toString("utf8");
  }
  return encoding === "quoted-printable" ? decodeQuoted(body.replace(/=[ \t]*\r\n/g, "")) : body;
}

/** RFC 2047: =?UTF-8?Q?...?= and =?UTF-8?B?...?=. */
function decodeWords(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_, kind: string, body: string) =>
      kind.toLowerCase() === "b"
        ? Buffer.from(body, "base64").toString("latin1")
        : Buffer.from(decodeBytes(body.replaceAll("_", " ")), "latin1").toString("latin1"),
    )
    .replace(/[\u0080-\u00ff]+/g, (bytes) => Buffer.from(bytes, "latin1").toString("utf8"));
}

function decodeQuoted(text: string): string {
  return Buffer.from(decodeBytes(text), "latin1").toString("utf8");
}

function decodeBytes(text: string): string {
  return text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
