import { describe, expect, it } from "vitest";
import { setUpDatabase } from "@/testing/database";
import { pool } from "@/server/database/database";
import { makeActor, makeTeam } from "@/testing/factories";
import { setUpSearchDesk } from "@/testing/desk/search";

setUpDatabase();

const { organisation, actor, file, find, titles } = setUpSearchDesk();

describe("whose ticket it is", () => {
  it("is found by the name and the address, in any order and with other words", async () => {
    const { id } = await file({
      title: "Laptop broken",
      requester: { name: "Siobhan O’Brien", email: "siobhan.obrien@mail.example" },
    });
    for (const as of ["admin", "agent", "viewer"] as const) {
      for (const q of [
        "Brien Siobhan",
        "Siobhan  O'Brien",
        "siobhan",
        "O'Brien",
        "obrien laptop",
        "laptop SIOBHAN",
        "brien broken siobhan laptop",
        '"Siobhan O\'Brien"',
        "siobhan.obrien@mail.example",
        "<siobhan.obrien@mail.example>",
        "mail.example laptop",
        "O'Brien, Siobhan",
        "siob lap",
      ]) {
        expect([as, q, (await find(q, actor(as))).items.map((item) => item.id)]).toEqual([as, q, [id]]);
      }
      expect(await titles("siobhan printer", actor(as))).toEqual([]);
      expect(await titles('"O\'Brien Siobhan"', actor(as))).toEqual([]);
      expect(await titles("iobhan", actor(as))).toEqual([]);
    }
  });

  it("also among more tickets than are checked one by one", async () => {
    const maker = await makeActor(organisation(), {
      role: "user",
      name: "Zebulon Quist",
      email: "zq@example.org",
    });
    const { id } = await file({ title: "Old and quiet" }, maker);
    const { id: second } = await file({ title: "Old and Lampshade" }, maker);
    await pool().query(
      `INSERT INTO tickets (id, organisation_id, number, title, category, requester_id, updated_at)
       SELECT gen_random_uuid(), $1, 100000 + n, 'Filler', 'other', $2, now() + interval '1 minute' FROM generate_series(1, 450) n`,
      [organisation().id, actor("user").id],
    );
    for (const as of ["admin", "agent"] as const) {
      expect((await find("zebulon", actor(as))).items.map((item) => item.id).sort()).toEqual(
        [id, second].sort(),
      );
      for (const q of [
        "Quist lampshade",
        "lampshade zq@example.org",
        "example.org lampshade quist",
        "lampshade",
      ]) {
        expect([q, (await find(q, actor(as))).items.map((item) => item.id)]).toEqual([q, [second]]);
      }
      expect((await find("some", actor(as))).items).toHaveLength(25);
    }
  });

  it("follows a new name at once", async () => {
    const { id } = await file({
      title: "A renaming",
      requester: { name: "Before Marriage", email: "bm@example.org" },
    });
    await pool().query("UPDATE people SET name = 'Afterwards Xylander' WHERE name = 'Before Marriage'");
    expect((await find("xylander")).items.map((item) => item.id)).toEqual([id]);
    expect((await find("marriage")).items).toEqual([]);
  });

  it("is not revealed by a search to a person who may not know it", async () => {
    const owner = await makeActor(organisation(), {
      role: "user",
      name: "Ottilie Hidden",
      email: "secret.address@example.org",
    });
    const watcher = await makeActor(organisation(), {
      role: "user",
      name: "Wanda Watcher",
      email: "ww@example.org",
    });
    const { id } = await file({
      title: "Watched by another",
      requesterId: owner.id,
      watcherIds: [watcher.id],
    });
    // The name stands on the ticket; the address does not.
    expect((await find("ottilie", watcher)).items.map((item) => item.id)).toEqual([id]);
    for (const q of ["secret.address@example.org", "secret", "secret.address"]) {
      expect([q, (await find(q, watcher)).items]).toEqual([q, []]);
      expect((await find(q)).items.map((item) => item.id)).toEqual([id]);
    }
    expect((await find("secret.address", owner)).items.map((item) => item.id)).toEqual([id]);
    expect((await find("ottilie", actor("user"))).items).toEqual([]);
    const team = await makeTeam(organisation(), { name: "Payroll", isPrivate: true });
    await pool().query("UPDATE tickets SET team_id = $1 WHERE id = $2", [team.id, id]);
    expect((await find("ottilie", actor("agent"))).items).toEqual([]);
    expect((await find("ottilie")).items.map((item) => item.id)).toEqual([id]);
  });

  it("by an address that is not proven nobody is found", async () => {
    const claimant = await makeActor(organisation(), {
      role: "user",
      name: "Claudia Claim",
      email: "ceo.claimed@example.org",
    });
    await pool().query("UPDATE people SET email_confirmed_at = NULL WHERE id = $1", [claimant.id]);
    const { id } = await file({ title: "Claimed" }, claimant);
    expect((await find("ceo.claimed")).items).toEqual([]);
    expect((await find("claudia")).items.map((item) => item.id)).toEqual([id]);
  });
});
