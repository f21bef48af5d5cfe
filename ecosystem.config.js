// How PM2 runs Helpejo: `pm2 start ecosystem.config.js`, after `npm run build`. Settings and secrets stay in the
// environment or in `.env`; the few that PM2 itself must know are read from there. documents/RUNBOOK.md has the commands.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";

// A deployment names the link to its current release, so that a restart takes what that points to by then.
const root = process.env.HELPEJO_ROOT || import.meta.dirname;
const file = join(root, ".env");
const settings = { ...(existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {}), ...process.env };

/** A whole number from the settings. What is no number the application refuses by itself, with a sentence. */
const number = (/** @type {string} */ name, /** @type {number} */ otherwise) =>
  /^\d{1,9}$/.test(settings[name] ?? "") ? Number(settings[name]) : otherwise;

const graceSeconds = number("SHUTDOWN_GRACE_SECONDS", 10);

export const apps = [
  {
    name: "helpejo",
    cwd: root,
    script: join(root, "dist", "server.js"),
    node_args: "--enable-source-maps",
    // What runs under a process manager is meant for others: the demo only where somebody says so.
    env: { NODE_ENV: "production", DEMO: settings.DEMO || "0" },

    // Forks, each on a port of its own (PORT, PORT + 1, ...): PM2 numbers them in NODE_APP_INSTANCE. Its cluster mode
    // would hand the requests of one long-polling socket to different processes.
    exec_mode: "fork",
    instances: Math.max(1, number("INSTANCES", 1)),

    // "online" means that the process has said so: it listens, the database is migrated, the sockets are there.
    wait_ready: true,
    listen_timeout: 90_000,

    // SIGINT, then time for what is under way, the sockets and an embedded database; only then SIGKILL. Never the whole
    // tree at once: the embedded database must outlive the requests that still use it.
    kill_timeout: (graceSeconds + 40) * 1000,
    treekill: false,

    // A process that cannot start (a database that is away) is tried again after longer and longer pauses, up to 15 s.
    autorestart: true,
    exp_backoff_restart_delay: 200,
    max_memory_restart: "1536M",

    watch: false,
    vizion: false,
    // One log for all forks, where PM2 keeps its logs: in DATA_DIR it would make that folder itself, open to everybody.
    merge_logs: true,
  },
];
