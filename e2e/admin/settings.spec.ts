import { makePerson } from "@/testing/factories";
import { expect, test } from "../support/journey";

test("a setting that one admin saves shows at the other; of two who change it the second is notified", async ({
  desk,
}) => {
  const other = await makePerson(desk.cast.organisation, { role: "admin", name: "Nora Holm" });
  const mine = await desk.enter(desk.cast.admin);
  const theirs = await desk.enter(other);
  for (const visitor of [mine, theirs]) {
    await visitor.goTo("/admin/settings");
    await visitor.untilConnected();
  }
  const section = (visitor: typeof mine) =>
    visitor.page.getByRole("region", { name: "Closing and reopening" });
  const close = (visitor: typeof mine) =>
    section(visitor).getByRole("textbox", { name: "Days until a resolved ticket closes by itself" });
  const reopen = (visitor: typeof mine) =>
    section(visitor).getByRole("textbox", { name: "Days within which a reply reopens a closed ticket" });
  const save = (visitor: typeof mine) => section(visitor).getByRole("button", { name: "Save" }).click();

  await expect(close(mine)).toHaveValue("7");
  await close(mine).fill("9");
  await theirs.page.bringToFront();
  await close(theirs).fill("10");
  await reopen(theirs).fill("20");
  await save(theirs);
  await expect(reopen(mine)).toHaveValue("20");
  await expect(close(mine)).toHaveValue("9");
  await expect(section(mine)).toContainText("Somebody else has set this to 10 meanwhile.");
  await section(mine).getByRole("button", { name: "Take theirs" }).click();
  await expect(close(mine)).toHaveValue("10");
  await expect(section(mine).getByRole("button", { name: "Save" })).toHaveCount(0);

  await close(mine).fill("0");
  await save(mine);
  await expect(section(mine).getByRole("alert")).toBeVisible();
  await close(mine).fill("7");
  await reopen(mine).fill("14");
  await save(mine);
  await expect(close(theirs)).toHaveValue("7");
  await expect(reopen(theirs)).toHaveValue("14");
});

test("what was done stands in the audit at once, with what stood there before", async ({ desk }) => {
  const other = await makePerson(desk.cast.organisation, { role: "admin", name: "Nora Holm" });
  const reader = await desk.enter(other);
  await reader.goTo("/admin/audit");
  await reader.untilConnected();
  const person = await makePerson(desk.cast.organisation, { name: "Tilda Brook" });
  const api = await desk.api(desk.cast.admin);
  const changed = await api.send("PATCH", `/api/admin/users/${person.id}`, { name: "Tilda Brooks" });
  expect(changed.status).toBe(200);
  const entry = reader.page.getByRole("listitem").filter({ hasText: "Tilda Brooks" }).first();
  await expect(entry).toContainText("Person changed");
  await expect(entry).toContainText(desk.cast.admin.name);
  await entry.getByText("Details").click();
  await expect(entry.getByRole("row", { name: "name Tilda Brook Tilda Brooks" })).toBeVisible();
  await reader.page.getByRole("combobox", { name: /^What:/ }).click();
  await reader.page.getByRole("option", { name: "Teams", exact: true }).click();
  await expect(entry).toHaveCount(0);
});
