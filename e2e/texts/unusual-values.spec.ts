import { expect, test } from "../support/journey";
import { SignInPage } from "../pages/sign-in";
import { TicketPage } from "../pages/ticket";

const SHOTS = process.env["VALUE_SHOTS"];
const PASSWORD = "three blue bicycles at noon";

/** The beginning of a HEIC picture of a telephone: more is not looked at. */
const HEIC = Buffer.concat([
  Buffer.from("00000018667479706865696300000000686569636d696631", "hex"),
  Buffer.alloc(400_000, 1),
]);
const FILES = [
  { name: "IMG_0815.HEIC", mimeType: "image/heic", buffer: HEIC },
  {
    name: "u16.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("\ufeffName;Größe\r\nJörg;180\r\n", "utf16le"),
  },
  {
    name: "a file with a very long name, as scanners and people who are careful make them (final) (2).dmp",
    mimeType: "",
    buffer: Buffer.from([1, 2, 3, 0, 255]),
  },
];

test("a file without a preview says what it is: name, kind and size", async ({ desk }) => {
  const ticket = await desk.fileTicket();
  const visitor = await desk.enter(desk.cast.agent);
  const reader = new TicketPage(visitor);
  await reader.open(ticket);
  await reader.attach(...FILES);
  await reader.reply.fill("Here they are.");
  await reader.reply.press("Control+Enter");
  const list = reader.message("Here they are.").getByRole("list", { name: "Files" });
  await expect(list.getByRole("listitem").filter({ hasText: "IMG_0815.HEIC" })).toContainText(
    "HEIC picture · ",
  );
  await expect(list.getByRole("listitem").filter({ hasText: "u16.csv" })).toContainText("Text · ");
  await expect(list.getByRole("listitem").filter({ hasText: "scanners" })).toContainText("DMP file · ");
  for (const scheme of SHOTS ? (["light", "dark"] as const) : []) {
    await visitor.page.emulateMedia({ colorScheme: scheme });
    for (const width of [1440, 360]) {
      await visitor.page.setViewportSize({ width, height: 800 });
      await list.scrollIntoViewIfNeeded();
      await visitor.page.screenshot({ path: `${SHOTS}/files-${scheme}-${width}.png` });
    }
  }
});

test("an address in any script is one that the browser's form takes, too", async ({ desk }) => {
  const admin = await desk.api(desk.cast.admin);
  await admin.send("POST", "/api/admin/users", {
    name: "Jörg Bücher",
    email: "jörg@bücher.example",
    role: "agent",
    password: PASSWORD,
  });
  const visitor = await desk.enter(null);
  const signIn = new SignInPage(visitor);
  await signIn.open();
  visitor.expectsAnotherPage();
  await signIn.signIn("Jörg@BÜCHER.example", PASSWORD);
  await expect(visitor.page).toHaveURL(/\/tickets/);
});

test("a tag with a comma is one tag in the list's address and filter", async ({ desk }) => {
  const ticket = await desk.fileTicket();
  const agent = await desk.api(desk.cast.agent);
  await agent.send("PATCH", `/api/tickets/${ticket.id}`, { tags: ["paris, 3rd floor", "a,b"] });
  const visitor = await desk.enter(desk.cast.agent);
  await visitor.goTo("/tickets?tag=paris%2C+3rd+floor&tag=x%2Cy");
  await expect(visitor.page.getByRole("link", { name: ticket.title })).toBeVisible();
  await expect(visitor.page.getByText("“paris, 3rd floor”, “x,y”").first()).toBeVisible();
  await visitor.goTo("/tickets?tag=paris");
  await expect(visitor.page.getByRole("link", { name: ticket.title })).toBeHidden();
});
