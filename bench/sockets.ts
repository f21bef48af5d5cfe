import "./settings";
import { chromium } from "playwright";
import { z } from "zod";
import { pool } from "@/server/database/database";
import { hashPassword } from "@/server/sign-in/passwords";
import { startBuiltServer } from "@/testing/processes/built-server";
import { findChromium } from "@/testing/processes/chromium";
import { call, gather, openSocket } from "./crowd";
import { figures } from "./figures";

/**
 * `npm run bench:sockets [-- 1000]`: that many people with a socket, 150 of them staff who have one ticket
 * open. It measures the time from sending a comment (and from its answer) to every receiving socket, and to
 * the text on the screen of a real browser; then the same with a single socket, in the same run, to compare.
 * And the memory of the process.
 */
const count = Number(process.argv[2] ?? 1_000);
const VIEWERS = 150;
const COMMENTS = 100;
const ticketSchema = z.object({ id: z.string(), number: z.number() });
const addedSchema = z.object({ comment: z.object({ body: z.string() }) });

const browser = await chromium.launch({
  executablePath: findChromium(),
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
const server = await startBuiltServer();
try {
  await gather(count + 1);
  const { body } = await call(server.url, 1, "/api/tickets", {
    title: "A ticket that many have open",
    description: "Nothing is wrong with it.",
  });
  const ticket = ticketSchema.parse(body);
  const page = await browser.newPage();
  await signIn();
  await page.goto(`${server.url}/tickets/${ticket.number}`);
  await page.getByText("Live", { exact: true }).first().waitFor();
  await page.evaluate(watchTexts);

  await round("one page", 0);
  await round(`${count} sockets, ${VIEWERS} of them on the ticket`, count);

  async function round(name: string, others: number): Promise<void> {
    const receivedAt = new Map<string, number[]>();
    const sockets = Array.from({ length: others }, (_, index) => openSocket(server.url, index + 2));
    await Promise.all(
      sockets.map((socket) => new Promise<void>((resolve) => socket.once("session:ready", () => resolve()))),
    );
    for (const socket of sockets.slice(0, VIEWERS)) {
      await socket.emitWithAck("ticket:join", { ticketId: ticket.id });
      socket.on("comment:added", (payload: unknown) => {
        const text = addedSchema.parse(payload).comment.body;
        receivedAt.get(text)?.push(performance.timeOrigin + performance.now());
      });
    }
    console.info(`${name}: memory of the process  ${await megabytes()} MB`);
    const toAnswer: number[] = [];
    const toLast: number[] = [];
    const toScreen: number[] = [];
    for (let index = 0; index < COMMENTS; index++) {
      const text = `${name}, comment ${index}`;
      receivedAt.set(text, []);
      const sent = performance.timeOrigin + performance.now();
      await call(server.url, 1, `/api/tickets/${ticket.id}/comments`, { body: text });
      toAnswer.push(performance.timeOrigin + performance.now() - sent);
      await page.waitForFunction((wanted) => Reflect.get(window, "seenTexts").has(wanted), text);
      const seen: number = await page.evaluate(
        (wanted) => Reflect.get(window, "seenTexts").get(wanted),
        text,
      );
      toScreen.push(seen - sent);
      const expected = Math.min(others, VIEWERS);
      while ((receivedAt.get(text)?.length ?? 0) < expected) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      if (expected > 0) {
        toLast.push(Math.max(...(receivedAt.get(text) ?? [])) - sent);
      }
    }
    console.info(`${name}: answered                ${figures(toAnswer)}`);
    if (toLast.length > 0) {
      console.info(`${name}: received by the last socket ${figures(toLast)}`);
    }
    console.info(`${name}: on the screen           ${figures(toScreen)}`);
    sockets.forEach((socket) => socket.disconnect());
  }

  /** The memory of the server's process, from its own metrics. */
  async function megabytes(): Promise<number> {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    return Math.round(Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]) / 1_048_576);
  }

  async function signIn(): Promise<void> {
    const password = "watching the screen";
    const hash = await hashPassword(password);
    await pool().query("UPDATE people SET password_hash = $1 WHERE name = 'Person 1'", [hash]);
    await page.goto(`${server.url}/sign-in`);
    await page.getByRole("textbox", { name: "E-mail" }).fill("p1@example.org");
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL(/\/tickets/);
  }
} finally {
  await browser.close();
  await server.stop();
}

/**
 * Records when each comment's text is first in the page, by the same clock as here. It checks only added
 * nodes: a search through a long thread at each change would distort the measurement.
 */
function watchTexts(): void {
  const seen = new Map<string, number>();
  Reflect.set(window, "seenTexts", seen);
  new MutationObserver((changes) => {
    for (const node of changes.flatMap((change) => [...change.addedNodes])) {
      const isInside = node instanceof Element && node.closest("main") !== null;
      for (const element of !isInside ? [] : node.matches("p") ? [node] : node.querySelectorAll("p")) {
        const text = /^.*, comment \d+$/.exec(element.textContent ?? "")?.[0];
        if (text && !seen.has(text)) {
          seen.set(text, performance.timeOrigin + performance.now());
        }
      }
    }
  }).observe(document.body, { childList: true, subtree: true });
}
