import type { IncomingMessage, ServerResponse } from "node:http";
import type { Sentence } from "@/messages/server/sentence";
import { say, speak } from "@/messages/server/say";
import { chooseSpeech } from "@/messages/locale";
import { pool } from "@/server/database/database";

const PATIENCE_MILLISECONDS = 2_500;
const RETRY_SECONDS = 5;

/** Whether a request is for a page, rather than for a file or by a script. */
export function wantsPage(request: IncomingMessage): boolean {
  const isRead = request.method === "GET" || request.method === "HEAD";
  const path = request.url ?? "/";
  const accepts = request.headers.accept ?? "";
  return isRead && !path.startsWith("/_next/") && (accepts.includes("text/html") || "rsc" in request.headers);
}

/** Whether PostgreSQL does not answer now: every page would fail. */
export async function isDatabaseSilent(): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(true), PATIENCE_MILLISECONDS);
  });
  const asked = pool()
    .query("SELECT 1")
    .then(
      () => false,
      () => true,
    );
  const isSilent = await Promise.race([asked, late]);
  clearTimeout(timer);
  return isSilent;
}

/** A page that says that the help desk is unavailable for a moment, and that reloads itself: 503 with Retry-After. */
export function sendUnavailablePage(response: ServerResponse, nonce: string, why: "starting" | "away"): void {
  sendPlainPage(response, {
    status: 503,
    nonce,
    title: say(`pages.${why}Title`),
    lines: [say(`pages.${why}`), say("pages.looksAgain", { seconds: RETRY_SECONDS })],
    retryAfter: RETRY_SECONDS,
  });
}

/** A page that says that no help desk has this name: 421. */
export function sendUnknownHostPage(response: ServerResponse, nonce: string): void {
  sendPlainPage(response, {
    status: 421,
    nonce,
    title: say("pages.nobodyTitle"),
    lines: [say("pages.nobody"), say("pages.checkAddress")],
    retryAfter: null,
  });
}

interface PlainPage {
  status: number;
  nonce: string;
  title: Sentence;
  lines: readonly Sentence[];
  /** After how many seconds the page reloads itself; null: never. */
  retryAfter: number | null;
}

function sendPlainPage(
  response: ServerResponse,
  { status, nonce, title, lines, retryAfter }: PlainPage,
): void {
  // Who asks is not known here, but what their browser speaks.
  const { language } = chooseSpeech(null, response.req.headers["accept-language"] ?? null);
  const [heading, ...texts] = [title, ...lines].map((sentence) => speak(sentence, language));
  response.appendHeader("Vary", "Accept-Language");
  response.writeHead(status, {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Language": language,
    "Cache-Control": "no-store",
    ...(retryAfter === null ? {} : { "Retry-After": String(retryAfter) }),
  }).end(`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${
  retryAfter === null
    ? ""
    : `<meta http-equiv="refresh" content="${retryAfter}">
`
}<title>${heading}</title>
<style nonce="${nonce}">
:root { color-scheme: light dark }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px; box-sizing: border-box;
  font: 16px/1.5 "Inter Variable", Inter, system-ui, sans-serif; background: Canvas; color: CanvasText }
main { max-width: 28rem; text-align: center }
h1 { font-size: 1.25rem; margin: 0 0 8px }
p { margin: 0 0 8px }
</style>
</head>
<body>
<main role="status">
<h1>${heading}</h1>
${texts.map((line) => `<p>${line}</p>`).join("\n")}
</main>
</body>
</html>
`);
}
