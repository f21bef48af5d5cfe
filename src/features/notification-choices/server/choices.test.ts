import { beforeAll, describe, expect, it } from "vitest";
import { NOTIFICATION_KINDS } from "@/shared/protocol/shapes";
import { ROLES, type Role } from "@/shared/roles";
import { pool } from "@/server/database/database";
import { changeMe } from "@/features/users/server/write-me";
import { readMe } from "@/features/users/server/read";
import { choicesOf, kindsOf } from "@/features/notification-choices/fields";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation, makeTeam, type MadeOrganisation } from "@/testing/factories";

setUpDatabase();
let organisation: MadeOrganisation;
const BY = { key: null, address: "" };

beforeAll(async () => {
  organisation = await makeOrganisation();
});

describe("what can be chosen", () => {
  it.each<[Role, string]>([
    ["guest", ""],
    ["user", "reply status watching received"],
    ["viewer", "reply mention note status watching urgent"],
    ["agent", "reply assigned mention note status watching created urgent"],
    ["admin", "reply assigned mention note status watching created urgent notice"],
  ])("a %s chooses among the kinds that can reach them", async (role, kinds) => {
    const actor = await makeActor(organisation, { role });
    expect(Object.keys((await readMe(actor)).notificationChoices).join(" ")).toBe(kinds);
  });

  it("a viewer who is in a team is notified of its new tickets", async () => {
    const team = await makeTeam(organisation);
    const viewer = await makeActor(organisation, { role: "viewer", teams: [team] });
    expect((await readMe(viewer)).notificationChoices.created).toEqual({ bell: true, mail: "never" });
  });

  it("what concerns a person alone is mailed at once unless they choose otherwise, and what goes to many is not", () => {
    for (const role of ROLES) {
      const choices = choicesOf({ role, teamIds: ["one"] }, {});
      expect(new Set(Object.values(choices).map(({ bell }) => bell))).not.toContain(false);
      for (const kind of kindsOf({ role, teamIds: ["one"] })) {
        const isPersonal = ["assigned", "reply", "mention"].includes(kind);
        const isMany = ["created", "urgent"].includes(kind);
        expect(isPersonal ? choices[kind]?.mail : "now", `${role} ${kind}`).toBe("now");
        expect(isMany ? choices[kind]?.mail : "never", `${role} ${kind}`).toBe("never");
      }
    }
    expect(choicesOf({ role: "user", teamIds: [] }, {}).status?.mail).toBe("now");
  });
});

describe("choosing", () => {
  it("changes what is named alone, also when two tabs choose at once, and is there for the next release's rows", async () => {
    const actor = await makeActor(organisation, { role: "agent" });
    await Promise.all([
      changeMe(actor, { notificationChoices: { created: { mail: "hourly" }, note: { bell: false } } }, BY),
      changeMe(actor, { notificationChoices: { created: { bell: false } } }, BY),
      changeMe(actor, { notificationChoices: { urgent: { mail: "now" } } }, BY),
    ]);
    const { notificationChoices } = await readMe(actor);
    expect(notificationChoices).toMatchObject({
      created: { bell: false, mail: "hourly" },
      note: { bell: false, mail: "hourly" },
      urgent: { bell: true, mail: "now" },
      reply: { bell: true, mail: "now" },
    });
    await pool().query("UPDATE people SET notification_choices = '{\"reply\": 7}' WHERE id = $1", [actor.id]);
    expect((await readMe(actor)).notificationChoices.reply).toEqual({ bell: true, mail: "now" });
  });

  it("refuses a kind that cannot reach the person, and to take out of the bell what waits for them", async () => {
    const user = await makeActor(organisation);
    await expect(
      changeMe(user, { notificationChoices: { note: { mail: "now" } } }, BY),
    ).rejects.toMatchObject({ code: "invalid", extras: { errors: [{ path: "notificationChoices.note" }] } });
    for (const kind of NOTIFICATION_KINDS.filter((one) => ["assigned", "reply", "mention"].includes(one))) {
      const agent = await makeActor(organisation, { role: "agent" });
      await expect(
        changeMe(agent, { notificationChoices: { [kind]: { bell: false } } }, BY),
      ).rejects.toMatchObject({ extras: { errors: [{ path: `notificationChoices.${kind}.bell` }] } });
    }
    expect((await readMe(user)).notificationChoices.note).toBeUndefined();
  });
});
