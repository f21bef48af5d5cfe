import { describe, expect, it } from "vitest";
import { setUpDatabase } from "@/testing/database";
import { setUpSearchDesk, type SearchedPage } from "@/testing/desk/search";

setUpDatabase();

const { actor, file, find, titles } = setUpSearchDesk();

describe("a ticket's number, copied with what stood around it", () => {
  const around = [
    "%",
    "#%",
    "# %",
    "Re: #%",
    "RE: AW: [#%]",
    "[Ticket#%]",
    "Case#%",
    "ticket%",
    "n° %",
    "Vorgang Nr. %",
    "工单%号",
    "№%",
    "[#%]",
    "#%:",
    "(#%)",
    "Ticket %",
    "ticket #%",
    "Ticket no. %",
    "Ticket: %",
    "TICKET-%",
    "№ %",
    "No. %",
    "Nr. %",
    "%.",
    "  #%  ",
    '"#%"',
    "#0%",
    "Re: [#%] something else",
    "#% Something",
    "http://localhost:3003/tickets/%",
    "https://desk.example/tickets/%?x=1",
    "/tickets/%",
  ];
  const wide = (number: number) =>
    [...String(number)].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join("");
  const arabic = (number: number) =>
    [...String(number)].map((digit) => String.fromCodePoint(0x660 + Number(digit))).join("");

  it("comes first, before what only holds the number", async () => {
    const { number, id } = await file({ title: "The one that is meant" });
    for (let count = 0; count < 3; count++) {
      await file({ title: `Later, see ${number} and re ticket no ${number}` });
    }
    for (const pattern of around) {
      for (const as of ["admin", "agent", "viewer"] as const) {
        const { items } = await find(pattern.replace("%", String(number)), actor(as));
        expect([pattern, items[0]?.id]).toEqual([pattern, id]);
        expect(new Set(items.map((item) => item.id)).size).toBe(items.length);
      }
    }
    for (const q of [wide(number), `＃${wide(number)}`, arabic(number)]) {
      expect([q, (await find(q)).items[0]?.id]).toEqual([q, id]);
    }
    for (const sort of ["number", "-number", "due", "-due", "priority", "created", "updated"]) {
      expect([sort, (await find(`#${number}`, actor("admin"), `&sort=${sort}`)).items[0]?.id]).toEqual([
        sort,
        id,
      ]);
    }
    expect((await find(`#${number}`)).items.length).toBeGreaterThan(3);
  });

  it("and each page after it has the others, once", async () => {
    const { number, id } = await file({ title: "First of pages" });
    const others = [];
    for (let count = 0; count < 4; count++) {
      others.push((await file({ title: `Following ${number}` })).id);
    }
    for (const limit of [1, 2, 3, 5]) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const next: SearchedPage = await find(
          `#${number}`,
          actor("admin"),
          `&limit=${limit}${cursor ? `&cursor=${cursor}` : ""}`,
        );
        expect(next.items.length).toBeLessThanOrEqual(limit);
        seen.push(...next.items.map((item) => item.id));
        cursor = next.nextCursor;
      } while (cursor);
      expect([limit, seen]).toEqual([limit, [id, ...others.reverse()]]);
      others.reverse();
    }
  });

  it("is no other's number, and shows nobody what they may not see", async () => {
    const { number } = await file({ title: "Not the user's" });
    expect(await titles(`#${number}`, actor("user"))).toEqual([]);
    expect(await titles(`Re: #${number}`, actor("user"))).toEqual([]);
    await file({ title: `Room ${number} is cold` });
    expect((await titles(`room ${number}`))[0]).toBe(`Room ${number} is cold`);
  });
});
