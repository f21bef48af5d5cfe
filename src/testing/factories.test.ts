import { describe, expect, it } from "vitest";
import { credentialsOf, resolveSession } from "@/server/api/actor";
import { setUpDatabase } from "./database";
import { makeAccessToken, makeActor, makeOrganisation, makeTeam } from "./factories";
import { cookieOf } from "./http/requests";

setUpDatabase();

describe("what tests are made with", () => {
  it("an actor made by a factory is the one that its token and its cookie resolve to", async () => {
    const organisation = await makeOrganisation();
    const team = await makeTeam(organisation, { isPrivate: true });
    const actor = await makeActor(organisation, { role: "agent", teams: [team] });

    const byToken = await resolveSession(
      credentialsOf(new Headers({ authorization: `Bearer ${await makeAccessToken(actor)}` })),
    );
    const byCookie = await resolveSession(credentialsOf(new Headers({ cookie: await cookieOf(actor) })));

    expect(byToken?.actor).toEqual(actor);
    expect(byCookie?.actor).toEqual(actor);
  });
});
