import type { ViewCreate } from "@/features/views/schema";
import type { MacroCreate } from "@/features/macros/schema";
import type { Sql } from "@/server/database/database";
import { insertRows } from "../load/insert";
import { idAt, type Directory } from "../load/ledger";
import { DAY, HOUR } from "../model/clock";
import { STAFF } from "../model/people";
import type { SeedTeamKey } from "../model/types";

/** Whose it is: a team, the agent whom a visitor signs in as, or everybody. */
interface Owned {
  name: string;
  owner: SeedTeamKey | "own" | "everybody";
  /** Milliseconds before now. */
  age: number;
}

/** Lists of the demo that have a name. */
export const VIEWS: readonly (Owned & Pick<ViewCreate, "filters" | "sort">)[] = [
  {
    name: "High and nobody has it",
    owner: "everybody",
    age: 180 * DAY,
    filters: { status: ["open"], priority: ["high", "urgent"], assignee: ["none"] },
    sort: "created",
  },
  {
    name: "Waiting for weeks",
    owner: "everybody",
    age: 130 * DAY,
    filters: { status: ["waiting"] },
    sort: "updated",
  },
  {
    name: "Devices",
    owner: "workplace",
    age: 90 * DAY,
    filters: { status: ["open", "in_progress"], category: ["hardware"] },
    sort: "due",
  },
  {
    name: "VPN, open",
    owner: "own",
    age: 20 * DAY,
    filters: { status: ["open", "in_progress", "waiting"], q: "VPN" },
    sort: "-updated",
  },
];

/** Steps of the demo that belong together. */
export const MACROS: readonly (Owned & Pick<MacroCreate, "actions">)[] = [
  {
    name: "Take it and say so",
    owner: "everybody",
    age: 170 * DAY,
    actions: {
      changes: { status: "in_progress", assigneeId: "me" },
      comment: {
        body: "Hello {{requester.firstName|there}},\n\nI look at it now and come back to you.\n\n{{agent.firstName}}",
        internal: false,
      },
    },
  },
  {
    name: "Ask for a photo and wait",
    owner: "desk",
    age: 100 * DAY,
    actions: {
      changes: { status: "waiting" },
      comment: {
        body: "Hello {{requester.firstName|there}},\n\ncan you send us a photo of the screen, with the whole message on it?\n\n{{agent.firstName}}",
        internal: false,
      },
    },
  },
  {
    name: "Hand over to Network",
    owner: "desk",
    age: 70 * DAY,
    actions: {
      changes: { category: "network", assigneeId: null },
      comment: { body: "Looked at by the Service Desk: not the computer, the line.", internal: true },
    },
  },
  {
    name: "Solved, thank you",
    owner: "own",
    age: 15 * DAY,
    actions: {
      changes: { status: "resolved" },
      comment: {
        body: "Hello {{requester.firstName|there}},\n\nglad that it works again. Just answer here if it does not.\n\n{{agent.firstName}}",
        internal: false,
      },
    },
  },
];

/** Writes the saved views and the macros. */
export async function loadLibrary(sql: Sql, directory: Directory, now: Date): Promise<void> {
  const [own] = STAFF.filter(({ role }) => role === "agent");
  const columnsOf = ({ name, owner, age }: Owned) => {
    const at = new Date(now.getTime() - age - HOUR);
    const scope = owner === "own" ? "mine" : owner === "everybody" ? "organisation" : "team";
    return {
      id: idAt(at),
      organisation_id: directory.organisationId,
      scope,
      team_id: owner === "own" || owner === "everybody" ? null : directory.team(owner).id,
      person_id: owner === "own" && own ? directory.person(own.key).id : null,
      name,
      created_at: at,
      updated_at: at,
    };
  };
  await insertRows(
    sql,
    "saved_views",
    VIEWS.map((view, position) => ({
      ...columnsOf(view),
      filters: view.filters,
      sort: view.sort,
      position,
    })),
  );
  await insertRows(
    sql,
    "macros",
    MACROS.map((macro) => ({ ...columnsOf(macro), actions: macro.actions })),
  );
}
