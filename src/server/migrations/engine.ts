import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";
import { shareOnce } from "@/server/process/globals";
import { log } from "@/server/process/log";
import { readMigrationLock, type MigrationFile } from "./files";
import { connectShadow } from "./shadow";
import { projectRoot } from "@/server/process/root";

type MigrationList = bindings.ApplyMigrationsInput["migrationsList"];

/** The engine's statement that lets a whole script be one transaction that also marks itself as finished. */
const FINISH = `UPDATE "_prisma_migrations" SET "finished_at" = now() WHERE "finished_at" IS NULL AND "rolled_back_at" IS NULL`;

/**
 * The lock of a script's own transaction: PostgreSQL goes on with a script whose client was killed, and may
 * commit it minutes later. The next migration waits for that under this lock before it reads the table of
 * migrations.
 */
export const SCRIPT_LOCK = 5_133_002;

/** Nothing is left out when schemas are compared or migrations applied. */
export const NO_FILTER = { externalTables: [], externalEnums: [] };

/** A schema engine for one database. */
export interface OpenEngine {
  engine: bindings.SchemaEngine;
  /** PostgreSQL's error of the last failed script; the engine's own error does not repeat it. */
  failure(): Error | null;
  /** Frees the engine and closes its connection. */
  close(): Promise<void>;
}

/**
 * Opens Prisma's own schema engine, compiled to WebAssembly, on the database at `databaseUrl`. `schema` is needed to
 * compare schemas, not to apply migrations.
 */
export async function openEngine(databaseUrl: string, schema?: [string, string][]): Promise<OpenEngine> {
  await loadEngine();
  const factory = new WholeScriptFactory(databaseUrl);
  const engine = await bindings.SchemaEngine.new(
    { datamodels: schema },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(factory),
  );
  return {
    engine,
    failure: () => factory.failure,
    close: async () => {
      engine.free();
      await factory.close();
    },
  };
}

/** Gives the engine the migrations in its own form. */
export function toMigrationList(folder: string, migrations: readonly MigrationFile[]): MigrationList {
  return {
    baseDir: folder,
    lockfile: { path: "migration_lock.toml", content: readMigrationLock(folder) },
    shadowDbInitScript: "",
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } },
    })),
  };
}

function loadEngine(): Promise<void> {
  return shareOnce("schema-engine", async () => {
    // The package's own entry imports the .wasm as a module, which Node 20 does not do without a flag.
    const entry = createRequire(join(projectRoot(), "package.json")).resolve(
      "@prisma/schema-engine-wasm/schema_engine_bg",
    );
    const program = readFileSync(join(dirname(entry), "schema_engine_bg.wasm"));
    const { instance } = await WebAssembly.instantiate(program, { "./schema_engine_bg.js": { ...bindings } });
    // When the engine panics it calls this with the reason; without it, it fails because of that instead.
    Reflect.set(globalThis, "PRISMA_WASM_PANIC_REGISTRY", {
      set_message: (message: string) => log().error({ message }, "the schema engine gave up"),
    });
    bindings.__wbg_set_wasm(instance.exports);
    const begin = instance.exports["__wbindgen_start"];
    if (typeof begin === "function") {
      begin();
    }
  });
}

/** Prisma's adapter for PostgreSQL cuts a script at every semicolon, also inside functions and strings: this one sends it whole. */
class WholeScriptFactory implements SqlMigrationAwareDriverAdapterFactory {
  readonly provider = "postgres";
  readonly adapterName = "@prisma/adapter-pg";
  failure: Error | null = null;
  private readonly pool: pg.Pool;

  constructor(private readonly databaseUrl: string) {
    // One connection: the engine's advisory lock belongs to its session.
    this.pool = new pg.Pool({ connectionString: databaseUrl, max: 1, application_name: "helpejo migrate" });
    this.pool.on("error", () => undefined);
  }

  async connect(): Promise<SqlDriverAdapter> {
    const adapter = await new PrismaPg(this.pool).connect();
    adapter.executeScript = async (script) => {
      try {
        await this.pool.query(await this.markingItself(script));
      } catch (error) {
        this.failure = error instanceof Error ? error : null;
        throw error;
      }
    };
    return adapter;
  }

  connectToShadowDb(): Promise<SqlDriverAdapter> {
    return connectShadow(this.databaseUrl);
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  /**
   * Several statements sent as one are one transaction. With the mark inside, a process that is killed leaves the
   * migration either done and marked, or not done and unmarked, never done and unmarked.
   */
  private async markingItself(script: string): Promise<string> {
    const { rows } = await this.pool.query<{ exists: boolean }>(
      `SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS exists`,
    );
    return rows[0]?.exists
      ? `SELECT pg_advisory_xact_lock(${SCRIPT_LOCK});\n${script}\n;\n${FINISH}`
      : script;
  }
}
