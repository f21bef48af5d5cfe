import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum, type SqlDriverAdapter } from "@prisma/driver-adapter-utils";
import pg from "pg";

/** PostgreSQL's internal one-byte type "char", which catalogues are full of and Prisma's adapter does not know. */
const CHAR_TYPE = 18;
const TEXT_TYPE = 25;

/**
 * Makes an empty database beside the one at `databaseUrl`, in which the engine tries migrations out to see what they
 * amount to; it is dropped when the engine lets go of it. The role of the address must be allowed to make databases.
 */
export async function connectShadow(databaseUrl: string): Promise<SqlDriverAdapter> {
  const name = `helpejo_shadow_${randomUUID().replaceAll("-", "")}`;
  await onServer(databaseUrl, `CREATE DATABASE ${name}`);
  const address = new URL(databaseUrl);
  address.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: address.href, max: 1 });
  pool.on("error", () => undefined);

  const characterColumns = noticeCharacterColumns(pool);
  const adapter = await new PrismaPg(pool).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const index of characterColumns()) {
      result.columnTypes[index] = ColumnTypeEnum.Character;
    }
    return result;
  };
  adapter.executeScript = async (script) => {
    await pool.query(script);
  };
  adapter.dispose = async () => {
    await pool.end();
    await onServer(databaseUrl, `DROP DATABASE ${name}`);
  };
  return adapter;
}

/** Has "char" columns pass the adapter as text, and says which columns of the last answer were such. */
function noticeCharacterColumns(pool: pg.Pool): () => readonly number[] {
  let columns: number[] = [];
  const query: unknown = Reflect.get(pool, "query");
  const noticing = async (...args: unknown[]): Promise<unknown> => {
    const result: unknown = typeof query === "function" ? await Reflect.apply(query, pool, args) : undefined;
    columns = fieldsOf(result).flatMap((field, index) =>
      Reflect.get(field, "dataTypeID") === CHAR_TYPE ? [index] : [],
    );
    columns.forEach((index) => Reflect.set(fieldsOf(result)[index] ?? {}, "dataTypeID", TEXT_TYPE));
    return result;
  };
  Reflect.set(pool, "query", noticing);
  return () => columns;
}

function fieldsOf(result: unknown): object[] {
  const fields: unknown = typeof result === "object" && result !== null ? Reflect.get(result, "fields") : [];
  return Array.isArray(fields) ? fields : [];
}

async function onServer(databaseUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
