import { expect, test } from "../support/journey";
test("pictures", async ({ desk }) => {
  const admin = await desk.api(desk.cast.admin);
  await admin.send("POST", "/api/announcements", {
    message: "The network of building C goes down at noon for about an hour; save what you are doing.",
    level: "critical",
    link: "https://status.example.org/",
  });
  await admin.send("POST", "/api/announcements", {
    message: "Mail is down, we know.",
    level: "warning",
    onSignIn: true,
    link: "/tickets",
  });
  await admin.send("POST", "/api/announcements", {
    message: "There is a new form for travel.",
    level: "info",
    audience: "everybody",
    endsAt: "2027-01-01T00:00:00Z",
  });
  await admin.send("POST", "/api/announcements", {
    message: "Security only",
    level: "info",
    audience: "team",
    teamId: desk.cast.privateTeam.id,
  });
  for (const [size, viewport] of [
    ["wide", { width: 1440, height: 900 }],
    ["phone", { width: 360, height: 740 }],
  ] as const) {
    for (const [look, colorScheme, locale] of [
      ["light-en", "light", "en-US"],
      ["dark-de", "dark", "de-DE"],
    ] as const) {
      const options = { viewport, colorScheme, locale };
      const staff = await desk.enter(desk.cast.admin, options);
      await staff.goTo("/admin/announcements");
      await staff.untilConnected();
      await expect(staff.page.getByRole("list", { name: /^(Shown now|Jetzt sichtbar)$/ })).toBeVisible();
      await staff.page.screenshot({ path: `/tmp/h/c-shots/admin-${size}-${look}.png` });
      await staff.page
        .getByRole("button", { name: /Mail is down/ })
        .filter({ hasText: /Edit|Bearbeiten/ })
        .click();
      await expect(staff.page.getByRole("dialog")).toBeVisible();
      await staff.page.screenshot({ path: `/tmp/h/c-shots/form-${size}-${look}.png`, fullPage: true });
      const asking = await desk.enter(desk.cast.requester, options);
      await asking.goTo("/tickets");
      await asking.untilConnected();
      await asking.page.screenshot({ path: `/tmp/h/c-shots/requester-${size}-${look}.png` });
      const nobody = await desk.enter(null, options);
      await nobody.goTo("/sign-in");
      await nobody.page.screenshot({ path: `/tmp/h/c-shots/signin-${size}-${look}.png` });
    }
  }
});
