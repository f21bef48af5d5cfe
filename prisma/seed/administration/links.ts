import type { Sql } from "@/server/database/database";
import { insertRows } from "../load/insert";
import { idAt, type Directory, type Ledger } from "../load/ledger";
import { MINUTE } from "../model/clock";

/** How many of the latest tickets of a category are one big incident: the oldest of them is the others' parent. */
const INCIDENT = 4;
const PAIRS = 6;

/** Links some tickets: one incident with what was reported of it, a few duplicates and related ones. They stand in no history. */
export async function loadLinks(sql: Sql, directory: Directory, ledgers: readonly Ledger[]): Promise<void> {
  const open = ledgers
    .filter(({ row }) => row.deleted_at === null && row.team_id !== directory.team("security").id)
    .sort((a, b) => b.row.number - a.row.number);
  const [parent, ...children] = open
    .filter(({ row }) => row.category === "network")
    .slice(0, INCIDENT)
    .reverse();
  const software = open.filter(({ row }) => row.category === "software");
  const pairs = Array.from({ length: PAIRS }, (_, at) => software.slice(at * 2, at * 2 + 2));
  const links = [
    ...children.flatMap((child) => (parent ? [{ kind: "parent", from: child, to: parent }] : [])),
    ...pairs.flatMap(([from, to], at) =>
      from && to ? [{ kind: at % 2 === 0 ? "related" : "duplicate", from, to }] : [],
    ),
  ];
  await insertRows(
    sql,
    "ticket_links",
    links.map(({ kind, from, to }) => {
      const at = new Date(Math.max(from.row.created_at.getTime(), to.row.created_at.getTime()) + MINUTE);
      return {
        id: idAt(at),
        organisation_id: directory.organisationId,
        from_id: from.row.id,
        to_id: to.row.id,
        kind,
        created_by: directory.person("ada.admin").id,
        created_at: at,
      };
    }),
  );
}
