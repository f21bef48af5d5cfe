import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { LANGUAGES } from "@/messages/locale";
import { everyMail } from "@/testing/mails/every-kind";
import { expect, test } from "@playwright/test";
import { findInBothSchemes } from "../support/accessible";

const WIDTHS = [360, 700];
/** Where pictures of all mails are to be kept, to be looked at. */
const PICTURES = process.env["MAIL_PICTURES"];

for (const language of LANGUAGES) {
  test(`every kind of mail fits a phone, and can be read by light and in the dark: ${language}`, async ({
    browser,
  }) => {
    const page = await (await browser.newContext()).newPage();
    const mails = everyMail(language);
    for (const { name, html } of mails) {
      await page.setContent(html);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow, `${name} at ${width}`).toBeLessThanOrEqual(0);
        if (PICTURES) {
          mkdirSync(PICTURES, { recursive: true });
          for (const colorScheme of ["light", "dark"] as const) {
            await page.emulateMedia({ colorScheme });
            const path = join(PICTURES, `${name}-${language}-${width}-${colorScheme}.png`);
            await page.screenshot({ path, fullPage: true });
          }
        }
      }
    }
    // All have the same styles: one below the other they are looked through at once.
    const bodies = mails.map(({ html }) => html.slice(html.indexOf("<body"), html.indexOf("</body>")));
    await page.setContent((mails[0]?.html ?? "").replace("</body>", `${bodies.join("\n")}</body>`));
    expect(await findInBothSchemes(page)).toEqual([]);
    await page.context().close();
  });
}
