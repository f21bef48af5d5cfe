import type { Metadata } from "next";
import { listTicketsSchema } from "@/features/tickets/schema";
import { listTickets } from "@/features/tickets/server/list/read";
import { packPage, type PackedPage } from "@/features/tickets/ui/list/packed-page";
import { ListPage } from "@/features/tickets/ui/list/page";
import {
  listHref,
  LIST_FILTERS,
  readListQuery,
  valuesOf,
  REQUESTER_PAGE,
  STAFF_PAGE,
} from "@/features/tickets/ui/list/query";
import { RequestsPage } from "@/features/tickets/ui/list/requests";
import { requirePageSession } from "@/server/pages/session";
import { isAppError } from "@/shared/errors";
import { isStaffRole, type Actor } from "@/shared/roles";
import { pageTranslate } from "@/server/pages/speech";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("shell.titles.tickets") };
}

/** The list of tickets: its first rows come with the page. */
export default async function TicketsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { search } = readListQuery(toParams(await searchParams));
  const { actor } = await requirePageSession(listHref(search));
  const isStaff = isStaffRole(actor.role);
  const initial = await readFirst(actor, search, isStaff ? STAFF_PAGE : REQUESTER_PAGE);
  return isStaff ? <ListPage initial={initial} /> : <RequestsPage initial={initial} />;
}

/** The rows that this address asks for, packed; null when they cannot be read, so that the list fetches them itself and says why. */
async function readFirst(actor: Actor, search: string, limit: number): Promise<PackedPage | null> {
  const isMany = (name: string): boolean => LIST_FILTERS.some((filter) => filter === name);
  const input = Object.fromEntries(
    [...new URLSearchParams(search)].map(([name, value]) => [
      name,
      isMany(name) ? valuesOf(search, name) : value,
    ]),
  );
  const parsed = listTicketsSchema.safeParse({ ...input, limit });
  if (!parsed.success) {
    return null;
  }
  try {
    return packPage(await listTickets(actor, parsed.data));
  } catch (error) {
    if (isAppError(error)) {
      return null;
    }
    throw error;
  }
}

function toParams(raw: Record<string, string | string[] | undefined>): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(raw)) {
    for (const one of [value ?? []].flat()) {
      params.append(name, one);
    }
  }
  return params;
}
