import { findKeyboardFaults } from "../support/keyboard";
import { expect, test } from "../support/journey";
import { enterAll, makeFullTicket, PAGES } from "../pages/every-page";

const PHONE = { width: 360, height: 740 };
const LAPTOP = { width: 1440, height: 900 };
/** Of one journey: so many are gone through in its time. */
const AT_A_TIME = 4;
/** KEYBOARD_LONG=1 goes through every page, `npm test` through these. */
const SHORT: readonly string[] = [
  "sign in",
  "the list of staff",
  "a ticket of staff",
  "a requester's ticket",
];
const CHOSEN = PAGES.filter(({ name }) => process.env["KEYBOARD_LONG"] === "1" || SHORT.includes(name));

for (const [index, pages] of inParts().entries()) {
  const [first, last] = [pages[0]?.name ?? "", pages.at(-1)?.name ?? ""];
  test(`the Tab key leads through each page, on a phone and on a laptop: part ${index + 1}, ${first} to ${last}`, async ({
    desk,
  }) => {
    const ticket = await makeFullTicket(desk);
    const visitors = await enterAll(desk, { viewport: PHONE, locale: "en-US" });
    for (const { name, who, path } of pages) {
      const visitor = visitors[who];
      // Opened anew for each: one that is resized may still move what is shown.
      for (const [window, size] of Object.entries({ phone: PHONE, laptop: LAPTOP })) {
        await visitor.page.setViewportSize(size);
        await visitor.goTo(path(ticket, desk.cast));
        await expect(visitor.page.getByRole("heading", { level: 1 })).toBeVisible();
        if (who !== "nobody") {
          await visitor.untilConnected();
        }
        expect.soft(await findKeyboardFaults(visitor.page), `${name}, on a ${window}`).toEqual([]);
      }
    }
  });
}

function inParts(): (typeof PAGES)[number][][] {
  return Array.from({ length: Math.ceil(CHOSEN.length / AT_A_TIME) }, (_, index) =>
    CHOSEN.slice(index * AT_A_TIME, (index + 1) * AT_A_TIME),
  );
}
