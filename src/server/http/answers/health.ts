import type { Pool } from "pg";
import { shareOnce } from "@/server/process/globals";
import { pendingMigrations } from "@/server/migrations/migrate";
import { freeBytes, LEAST_FREE_BYTES } from "@/server/storage/space";

/** The state of one dependency. */
export interface Readiness {
  ok: boolean;
  /** The duration of its check; for the log, the reader's lag. */
  milliseconds?: number;
  /** Shown instead of the whole entry where the contract wants a bare number: the log's lag in milliseconds. */
  value?: number;
  /** Whether it is shown without making the process unready. */
  isOptional?: boolean;
  /** Why it is not ok, for the sysadmin; no secrets. */
  detail?: string | undefined;
}

type Check = () => Promise<Readiness> | Readiness;

const PATIENCE_MILLISECONDS = 2_000;

/** Adds a dependency to /ready under `name`; a check that throws or takes over 2 s counts as not ok. */
export function registerReadiness(name: string, check: Check): void {
  checks().set(name, check);
}

/** Adds the dependencies that are always there: the database, its migrations, and room on the disk. */
export function registerDatabaseReadiness(pool: Pool): void {
  registerStorageReadiness();
  registerReadiness("database", async () => {
    await pool.query("SELECT 1");
    return { ok: true };
  });
  registerReadiness("migrations", async () => {
    const pending = await pendingMigrations(pool);
    return pending.length === 0 ? { ok: true } : { ok: false, detail: `not applied: ${pending.join(", ")}` };
  });
}

/** Reports the free space. A full disk can still be read, so it does not make the process unready. */
function registerStorageReadiness(): void {
  registerReadiness("storage", async () => {
    const free = await freeBytes();
    return free >= LEAST_FREE_BYTES
      ? { ok: true, isOptional: true }
      : {
          ok: false,
          isOptional: true,
          detail: `the disk is nearly full (${Math.round(free / 1024 ** 2)} MB free): nothing can be written`,
        };
  });
}

/** Asks every dependency; `status` is "ready" when all are well. */
export async function readReadiness(): Promise<{ isReady: boolean; body: Record<string, unknown> }> {
  const entries = await Promise.all(
    [...checks()].map(async ([name, check]) => [name, await ask(check)] as const),
  );
  const isReady = entries.every(([, readiness]) => readiness.ok || readiness.isOptional);
  return {
    isReady,
    body: {
      status: isReady ? "ready" : "unavailable",
      ...Object.fromEntries(
        entries.map(([name, readiness]) => [
          name,
          readiness.value ?? { ...readiness, isOptional: undefined },
        ]),
      ),
    },
  };
}

async function ask(check: Check): Promise<Readiness> {
  const began = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Readiness>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, detail: "no answer within 2 s" }), PATIENCE_MILLISECONDS);
  });
  try {
    const readiness = await Promise.race([check(), late]);
    return { milliseconds: Math.round(performance.now() - began), ...readiness };
  } catch {
    return { ok: false, milliseconds: Math.round(performance.now() - began), detail: "does not answer" };
  } finally {
    clearTimeout(timer);
  }
}

function checks(): Map<string, Check> {
  return shareOnce("readiness", () => new Map<string, Check>());
}
