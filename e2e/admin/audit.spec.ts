import { readFile } from "node:fs/promises";
import { sealAudit } from "@/server/audit/seal";
import { pool } from "@/server/database/database";
import { tamper } from "@/testing/audit";
import { makePerson } from "@/testing/factories";
import { expectAccessible } from "../support/accessible";
import { expect, test } from "../support/journey";

test("an admin has the audit checked, and sees which entry was changed by hand in the database", async ({
  desk,
}) => {
  const { id: organisationId } = desk.cast.organisation;
  const person = await makePerson(desk.cast.organisation, { name: "Tilda Brook" });
  const api = await desk.api(desk.cast.admin);
  await api.send("PATCH", `/api/admin/users/${person.id}`, { name: "Tilda Brooks" });
  await sealAudit();
  const { rows } = await pool().query<{ id: string; number: number }>(
    "SELECT id, number FROM audit_entries WHERE organisation_id = $1 AND subject_id = $2 AND action = 'person.changed'",
    [organisationId, person.id],
  );
  const [entry] = rows;

  const reader = await desk.enter(desk.cast.admin);
  const { page } = reader;
  await reader.goTo("/admin/audit");
  await reader.untilConnected();
  const item = page.getByRole("listitem").filter({ hasText: "Tilda Brooks" }).first();
  await expect(item).toContainText(`No. ${entry?.number.toLocaleString("en")}`);
  const check = page.getByRole("button", { name: "Check for gaps" });
  await check.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: /as (it was|they were) sealed/ })).toBeVisible();

  const change =
    "UPDATE audit_entries SET data = jsonb_set(data, '{name}', to_jsonb($2::text)) WHERE id = $1";
  await tamper(change, [entry?.id, "Somebody else"]);
  try {
    await page.keyboard.press("Enter");
    const alert = page.getByRole("alert").filter({ hasText: "The audit is not as it was sealed" });
    await expect(alert).toContainText(`entry ${entry?.number.toLocaleString("en")} was changed`);
    await expectAccessible(reader);
  } finally {
    await tamper(change, [entry?.id, "Tilda Brooks"]);
  }
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: /as (it was|they were) sealed/ })).toBeVisible();
});

test("an admin exports what the filters leave", async ({ desk }) => {
  const person = await makePerson(desk.cast.organisation, { name: "Ole Brook" });
  const api = await desk.api(desk.cast.admin);
  await api.send("PATCH", `/api/admin/users/${person.id}`, { name: "Ole Brooks" });
  const reader = await desk.enter(desk.cast.admin);
  const { page } = reader;
  await reader.goTo("/admin/audit");
  await reader.untilConnected();
  await page.getByRole("combobox", { name: /^What:/ }).click();
  await page.getByRole("option", { name: "People", exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export as CSV" }).press("Enter"),
  ]);
  expect(download.suggestedFilename()).toMatch(/^audit-[\d-]+\.csv$/);
  const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\r\n").slice(1);
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.every((line) => line.includes(",person."))).toBe(true);
  expect(lines.some((line) => line.includes("Ole Brooks"))).toBe(true);
});

test("the check and its findings are accessible, in German, in the dark, on a phone", async ({ desk }) => {
  const { id: organisationId } = desk.cast.organisation;
  const api = await desk.api(desk.cast.admin);
  await api.send("PATCH", "/api/admin/settings", { reopenDays: 14 });
  await sealAudit();
  const reader = await desk.enter(desk.cast.admin, {
    locale: "de-DE",
    colorScheme: "dark",
    viewport: { width: 360, height: 740 },
  });
  const { page } = reader;
  await reader.goTo("/admin/audit");
  await reader.untilConnected();
  await page.getByRole("button", { name: "Auf Lücken prüfen" }).press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "versiegelt" })).toBeVisible();
  await expectAccessible(reader);

  const headOf = "UPDATE audit_chains SET head_number = head_number";
  await pool().query(`${headOf} + 1 WHERE organisation_id = $1 AND chain = 'actions'`, [organisationId]);
  try {
    await page.getByRole("button", { name: "Auf Lücken prüfen" }).press("Enter");
    await expect(
      page.getByRole("alert").filter({ hasText: "In der Kette der Handlungen fehlt" }),
    ).toBeVisible();
    await expectAccessible(reader);
  } finally {
    await pool().query(`${headOf} - 1 WHERE organisation_id = $1 AND chain = 'actions'`, [organisationId]);
  }

  await reader.goTo("/admin/settings");
  const section = page.getByRole("region", { name: "Protokoll" });
  await section.getByRole("textbox", { name: "Tage, bis Einträge entfernt werden" }).fill("60");
  await expect(section).toContainText("Anmeldungen und Abgelehntes nach 60 Tagen");
  await expectAccessible(reader);
  await section.getByRole("textbox", { name: "Tage, bis Einträge entfernt werden" }).fill("");
  await expect(section).toContainText("Handlungen bleiben für immer");
});
