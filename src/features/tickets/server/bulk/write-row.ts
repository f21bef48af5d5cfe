import type { ListedTicket, TicketDto } from "@/features/tickets/schema";
import type { BulkItem } from "@/features/tickets/schema-bulk";
import type { Language } from "@/messages/locale";
import type { RequestKey } from "@/server/api/idempotency";
import { spokenError, toAppError } from "@/server/http/answers/problem";
import { log } from "@/server/process/log";
import { ERROR_CODES } from "@/shared/errors";

/** A row's key: that of its request, in a scope of the row's own. */
export function rowKeyOf(key: RequestKey, id: string): RequestKey {
  return { ...key, scope: `${key.scope} ${id}`, repeat: { isRepeat: false } };
}

/** A ticket as lists show it: hundreds of descriptions together would be megabytes. */
export function listedOf(ticket: TicketDto): ListedTicket {
  const row: ListedTicket & Partial<TicketDto> = { ...ticket };
  delete row.description;
  delete row.watchers;
  return row;
}

/** What came of a row that was refused: the reason as its request alone would have been answered. */
export function refusedRow(id: string, error: unknown, language: Language): BulkItem {
  const known = toAppError(error);
  if (known.code === "internal") {
    log().error({ err: error }, "a row of a bulk change failed");
  }
  const { status } = ERROR_CODES[known.code];
  const ticket = currentTicket(known.extras.members);
  return {
    id,
    ok: false,
    ...(ticket ? { ticket: listedOf(ticket) } : {}),
    error: { status, code: known.code, ...spokenError(known, language) },
  };
}

function currentTicket(members: Record<string, unknown> | undefined): TicketDto | null {
  const ticket = members?.["ticket"];
  return isTicket(ticket) ? ticket : null;
}

function isTicket(value: unknown): value is TicketDto {
  return typeof value === "object" && value !== null && "number" in value && "description" in value;
}
