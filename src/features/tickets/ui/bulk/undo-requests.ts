import type { BulkItem, BulkUpdateInput, RestoringChanges } from "@/features/tickets/schema-bulk";

/** Whether a row was changed, and did not just have the values already. */
export function isChanged(item: BulkItem): boolean {
  return item.ok && Object.keys(item.before ?? {}).length > 0;
}

/**
 * The requests that put back what a bulk change changed: one for all tickets that had the same values before. Each ticket's version
 * of after the change goes along, so that a field that somebody changed since stays as it is.
 */
export function undoRequests(items: readonly BulkItem[]): BulkUpdateInput[] {
  const requests = new Map<string, Required<BulkUpdateInput>>();
  for (const item of items) {
    if (!isChanged(item) || !item.ticket) {
      continue;
    }
    const changes: RestoringChanges = item.before ?? {};
    const same = JSON.stringify(changes);
    const request: Required<BulkUpdateInput> = requests.get(same) ?? { ids: [], changes, versions: {} };
    request.ids.push(item.ticket.id);
    request.versions[item.ticket.id] = item.ticket.version;
    requests.set(same, request);
  }
  return [...requests.values()];
}
