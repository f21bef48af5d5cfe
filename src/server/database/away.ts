const DATABASE_AWAY = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EPIPE",
  "57P01",
  "57P02",
  "57P03",
  "3D000",
  "53300",
  "08006",
  "08003",
  "08001",
  "P1001",
  "P1008",
  "P1017",
  // The names of Prisma's adapter for a connection that is refused, closed or silent.
  "DatabaseNotReachable",
  "ConnectionClosed",
  "SocketTimeout",
]);

/** Whether an error means that PostgreSQL cannot be reached now, rather than that a query is wrong. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) {
    return false;
  }
  if (DATABASE_AWAY.has(databaseCodeOf(error))) {
    return true;
  }
  return /timeout exceeded when trying to connect|timeout expired|Query read timeout|Connection terminated|the database system is (shutting down|starting up)|is not currently accepting connections|is not queryable|cached plan must not change result type|prepared statement .* (does not exist|already exists)/i.test(
    error.message,
  );
}

/** PostgreSQL's own code, however deeply the adapter has wrapped it. */
export function databaseCodeOf(error: unknown): string {
  const meta: unknown = Reflect.get(Object(error), "meta");
  const adapted: unknown = Reflect.get(Object(meta), "driverAdapterError") ?? error;
  const cause: unknown = Reflect.get(Object(adapted), "cause");
  const codes: unknown[] = [
    Reflect.get(Object(cause), "originalCode"),
    Reflect.get(Object(error), "code"),
    Reflect.get(Object(cause), "kind"),
  ];
  return codes.find((code) => typeof code === "string") ?? "";
}
