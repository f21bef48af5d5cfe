import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, type Browser } from "@playwright/test";
import sharp from "sharp";
import { translatorFor } from "@/messages/translator";
import { projectRoot } from "@/server/process/root";
import { openBrowser } from "../support/browser";
import type { Visitor } from "../support/visitor";
import { test, type Demo } from "./demo";
import { PICTURES, type Picture } from "./pictures";

const SIZES = [
  { width: 1440, height: 900 },
  { width: 768, height: 1024 },
  { width: 360, height: 740 },
] as const;
const SCHEMES = ["light", "dark"] as const;

// `npm run screenshots` draws what documents/screenshots keeps. With SCREENSHOTS_FOLDER it draws every page, as long as it is, in every
// width and both themes into that folder; SCREENSHOTS_LANGUAGE=de in German, without what is done on a page by its English words;
// SCREENSHOTS_ONLY=person those whose names begin so.
const EVERYTHING = process.env["SCREENSHOTS_FOLDER"];
const LANGUAGE = process.env["SCREENSHOTS_LANGUAGE"] ?? "en";
const ONLY = process.env["SCREENSHOTS_ONLY"] ?? "";
const FOLDER = EVERYTHING ? resolve(EVERYTHING) : join(projectRoot(), "documents", "screenshots");
const HIGHEST = 4000;
const CONNECTING = translatorFor({
  language: LANGUAGE === "de" ? "de" : "en",
  locale: LANGUAGE,
})("shell.line.state.connecting");

for (const viewport of SIZES) {
  for (const [area, pictures] of Object.entries(PICTURES)) {
    test(`pictures of ${area}, ${viewport.width} wide`, async ({ browser, demo }) => {
      mkdirSync(FOLDER, { recursive: true });
      const visitors = new Visitors(browser, demo, viewport);
      for (const picture of pictures) {
        const schemes = SCHEMES.filter((scheme) => isDrawn(picture, `${viewport.width}-${scheme}`));
        if (schemes.length > 0) {
          await draw(picture, await visitors.at(picture), { demo, schemes, viewport });
        }
      }
      await visitors.leave();
    });
  }
}

function isDrawn(picture: Picture, form: `${1440 | 768 | 360}-${"light" | "dark"}`): boolean {
  const isAsked = EVERYTHING !== undefined || (picture.kept ?? []).includes(form);
  return isAsked && picture.name.startsWith(ONLY) && (LANGUAGE === "en" || picture.prepare === undefined);
}

interface Drawing {
  demo: Demo;
  schemes: readonly (typeof SCHEMES)[number][];
  viewport: (typeof SIZES)[number];
}

async function draw(picture: Picture, visitor: Visitor, { demo, schemes, viewport }: Drawing): Promise<void> {
  const { page } = visitor;
  await page.setViewportSize(viewport);
  await visitor.goTo(picture.path(demo));
  await untilDrawn(visitor, picture.who !== null);
  await picture.prepare?.(visitor);
  if (EVERYTHING !== undefined) {
    await page.setViewportSize({ ...viewport, height: await wholeHeight(visitor, viewport.height) });
  }
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    await sharp(await page.screenshot({ animations: "disabled" }))
      .png({ palette: true, colours: 128, effort: 7, compressionLevel: 9 })
      .toFile(join(FOLDER, `${picture.name}-${viewport.width}-${colorScheme}.png`));
  }
  expect.soft(visitor.problems.splice(0), picture.name).toEqual([]);
}

/** One browser for each person; what is done to a page before its picture is done in one of its own. */
class Visitors {
  private readonly open = new Map<Picture["who"], Visitor>();
  private extra: Visitor | null = null;

  constructor(
    private readonly browser: Browser,
    private readonly demo: Demo,
    private readonly viewport: (typeof SIZES)[number],
  ) {}

  async at({ who, prepare }: Picture): Promise<Visitor> {
    await this.extra?.page.context().close();
    this.extra = null;
    if (prepare) {
      this.extra = await this.enter(who);
      return this.extra;
    }
    const visitor = this.open.get(who) ?? (await this.enter(who));
    this.open.set(who, visitor);
    return visitor;
  }

  async leave(): Promise<void> {
    await Promise.all([...this.open.values()].map((visitor) => visitor.page.context().close()));
    await this.extra?.page.context().close();
  }

  private async enter(who: Picture["who"]): Promise<Visitor> {
    const { browser, demo, viewport } = this;
    const person = who === null || who === "guest" ? null : demo[who];
    const locale = LANGUAGE === "en" ? "en-GB" : LANGUAGE;
    const visitor = await openBrowser(browser, demo.url, person, { viewport, locale });
    if (who === "guest") {
      await visitor.goTo(demo.guestLink);
      await visitor.page.waitForURL("**/guest/ticket");
    }
    return visitor;
  }
}

/** Waits until the page is alive and its letters and pictures are there. */
async function untilDrawn(visitor: Visitor, isLive: boolean): Promise<void> {
  await expect(visitor.page.getByRole("heading", { level: 1 }).first()).toBeVisible();
  if (isLive && !visitor.page.url().endsWith("/sign-out")) {
    await visitor.untilConnected();
  }
  await visitor.page.waitForLoadState("networkidle");
  // No placeholders any more, and the foot of the sidebar no longer says that it is connecting.
  await expect(visitor.page.locator(".animate-pulse:visible, .animate-spin:visible")).toHaveCount(0);
  await expect(visitor.page.getByTitle(CONNECTING, { exact: true })).toHaveCount(0);
  await visitor.page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.all(
      [...document.images].filter((image) => image.checkVisibility()).map((image) => image.decode()),
    );
  });
}

/** How high the window must be for all of the page to show. */
async function wholeHeight({ page }: Visitor, height: number): Promise<number> {
  const hidden = await page.evaluate(() =>
    Math.max(
      ...[document.documentElement, ...document.querySelectorAll("main")].map(
        (element) => element.scrollHeight - element.clientHeight,
      ),
    ),
  );
  return Math.min(height + hidden, HIGHEST);
}
