import "./settings";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium, type BrowserContext } from "playwright";
import { z } from "zod";
import { organisationForHost } from "@/server/tenant/tenant";
import { projectRoot } from "@/server/process/root";
import { makeAccessToken, makePerson, makeSession } from "@/testing/factories";
import { HttpClient } from "@/testing/http/client";
import { cookieOf } from "@/testing/http/requests";
import { startBuiltServer, TEST_SECRET } from "@/testing/processes/built-server";

/**
 * `npm run bench:open`: how long it takes, in a real browser on a processor a quarter as fast as this one, until a page can
 * be read and worked with, with an empty cache and with a full one, and how much JavaScript came until then. The median of
 * RUNS (7). `npm run bench:open -- FOLDER` opens the pages of what was built in another folder as well, in turns, and prints
 * this release's times as parts of those.
 */
const RUNS = Number(process.env["RUNS"] ?? 7);
const SLOWER = 4;
const TICKETS = 60;
const COMMENTS = 20;
const SPEECH =
  "The printer has been **out of paper** since this morning.\n\n- the second tray is full\n- see https://intranet.example/printers/204";

/** What is waited for: where it stands, and whether it must react, which an element does once React holds it. */
interface Moment {
  name: string;
  selector: string;
  reacts: boolean;
}

const PAGES: { name: string; path: string; isSignedIn: boolean; moments: Moment[] }[] = [
  {
    name: "sign-in",
    path: "/sign-in",
    isSignedIn: false,
    moments: [
      { name: "the form is there", selector: "input[type=password]", reacts: false },
      { name: "the form reacts", selector: "input[type=password]", reacts: true },
    ],
  },
  {
    name: "list",
    path: "/tickets",
    isSignedIn: true,
    moments: [
      {
        name: "the first row is there",
        selector: "main [role=row] a[href^='/tickets/'], main tr a[href^='/tickets/']",
        reacts: false,
      },
      {
        name: "the first row reacts",
        selector: "main [role=row] a[href^='/tickets/'], main tr a[href^='/tickets/']",
        reacts: true,
      },
    ],
  },
  {
    name: "ticket",
    path: "/tickets/1",
    isSignedIn: true,
    moments: [
      {
        name: "the first message is there",
        selector: "main article, main [aria-label=Conversation] > li",
        reacts: false,
      },
      { name: "the reply box is usable", selector: "textarea[aria-label=Reply]", reacts: true },
    ],
  },
];

const seenSchema = z.object({ times: z.record(z.string(), z.number()), scripts: z.array(z.string()) });

process.env["NEXTAUTH_SECRET"] = TEST_SECRET;
const other = process.argv[2] === undefined ? null : resolve(process.argv[2]);
const server = await startBuiltServer();
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), "--disable-background-networking"],
});
try {
  const cookie = await prepare();
  const results = new Map<string, number[]>();
  // In turns, so that what else this machine does meets both alike.
  for (let run = 0; run < RUNS; run++) {
    for (const folder of other ? [other, projectRoot()] : [projectRoot()]) {
      await server.kill();
      await server.start(folder);
      const release = folder === other ? "before" : "now";
      await warmUp(cookie);
      for (const page of PAGES) {
        const context = await newContext(page.isSignedIn ? cookie : null);
        for (const cache of ["cold", "warm"]) {
          const { times, kilobytes } = await open(context, page);
          for (const moment of page.moments) {
            note(results, [page.name, moment.name, cache, release], times[moment.name]);
          }
          note(results, [page.name, "kB of scripts after gzip", cache, release], kilobytes);
        }
        await context.close();
      }
    }
  }
  print(results);
} finally {
  await browser.close();
  await server.stop();
}

async function prepare(): Promise<string> {
  const id = await organisationForHost(null);
  if (!id) {
    throw new Error("the server made no organisation");
  }
  const session = await makeSession(await makePerson({ id }, { role: "agent" }));
  const client = new HttpClient(server.url, await makeAccessToken(session));
  for (let index = 0; index < TICKETS; index++) {
    await client.send("POST", "/api/tickets", {
      title: `The printer on floor ${index} is out of paper`,
      description: SPEECH,
    });
  }
  for (let index = 0; index < COMMENTS; index++) {
    await client.send("POST", "/api/tickets/1/comments", { body: `${index}. ${SPEECH}` });
  }
  return await cookieOf(session);
}

/** A server that has just started still compiles its code. */
async function warmUp(cookie: string): Promise<void> {
  for (const { path, isSignedIn } of [...PAGES, ...PAGES, ...PAGES]) {
    await (await fetch(server.url + path, { headers: isSignedIn ? { cookie } : {} })).text();
  }
}

async function newContext(cookie: string | null): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 900 } });
  if (cookie) {
    const [name = "", value = ""] = cookie.split(/=(.*)/s);
    await context.addCookies([{ name, value, url: server.url, httpOnly: true, sameSite: "Lax" }]);
  }
  return context;
}

async function open(
  context: BrowserContext,
  { path, moments }: (typeof PAGES)[number],
): Promise<{ times: Record<string, number>; kilobytes: number }> {
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  await page.addInitScript((wanted) => {
    const times: Record<string, number> = {};
    const look = (): void => {
      for (const { name, selector, reacts } of wanted) {
        const element = document.querySelector(selector);
        const isHeld = element && Object.keys(element).some((key) => key.startsWith("__reactProps"));
        if (element && (isHeld || !reacts)) {
          times[name] ??= performance.now();
        }
      }
      if (Object.keys(times).length < wanted.length) {
        requestAnimationFrame(look);
      } else {
        const scripts = performance.getEntriesByType("resource").map(({ name }) => name);
        document.documentElement.dataset["seen"] = JSON.stringify({ times, scripts });
      }
    };
    look();
  }, moments);
  await page.goto(server.url + path);
  await page.waitForSelector("html[data-seen]", { timeout: 60_000 });
  const seen = seenSchema.parse(JSON.parse((await page.locator("html").getAttribute("data-seen")) ?? "null"));
  await page.close();
  let bytes = 0;
  for (const script of seen.scripts.filter((url) => url.endsWith(".js"))) {
    bytes += gzipSync(Buffer.from(await (await fetch(script)).arrayBuffer())).length;
  }
  return { times: seen.times, kilobytes: bytes / 1024 };
}

function note(results: Map<string, number[]>, of: string[], value: number | undefined): void {
  const key = of.join("|");
  results.set(key, [...(results.get(key) ?? []), value ?? Number.NaN]);
}

function print(results: Map<string, number[]>): void {
  const median = (key: string): number | undefined =>
    results.get(key)?.toSorted((one, two) => one - two)[Math.floor(RUNS / 2)];
  console.info(`${"".padEnd(50)} ${other ? "  before" : ""}      now${other ? "    part" : ""}`);
  for (const key of results.keys()) {
    if (!key.endsWith("|now")) {
      continue;
    }
    const now = median(key) ?? Number.NaN;
    const before = median(key.replace(/now$/, "before"));
    const name = key.split("|").slice(0, 3).join(", ");
    console.info(
      `${name.padEnd(50)} ${before === undefined ? "" : before.toFixed(0).padStart(8)} ${now.toFixed(0).padStart(8)}${before === undefined ? "" : (now / before).toFixed(2).padStart(8)}`,
    );
  }
}
