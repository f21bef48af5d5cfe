import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "ldapts";
import { USUAL_FILTER } from "@/shared/directory/filter";
import type { DirectorySettings } from "@/features/directories/schema";
import { freePorts } from "./free-port";
import { until } from "../wait";

/** A directory (OpenLDAP's slapd) of a test's own, on free ports of this machine. */
export interface DirectoryServer {
  /** The port of ldap:// and StartTLS, and the one of ldaps://. */
  ports: { plain: number; tls: number };
  /** The certificate of the authority that signed the directory's, in PEM. */
  certificate: string;
  /** Its settings as an admin makes them, by LDAPS. */
  settings(given?: Partial<DirectorySettings>): DirectorySettings;
  /** Changes entries, as one who may. */
  change(work: (client: Client) => Promise<void>): Promise<void>;
  /** Stops it from answering, without ending it, until `resume`. */
  pause(): void;
  resume(): void;
  /** Ends it; `start` starts it again with what is in it. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Ends it and removes its folder. */
  stop(): Promise<void>;
}

/** The root of the tests' directory. */
export const BASE_DN = "dc=example,dc=org";
/** The name that searches, as an application does, and its password. */
export const SERVICE = { dn: `cn=helpejo,${BASE_DN}`, password: "the service's password" };
const ROOT = { dn: `cn=root,${BASE_DN}`, password: "the root's password" };
const PROGRAM = "/usr/sbin/slapd";

/** Starts a directory with these entries (LDIF, below BASE_DN); throws a sentence when slapd is not installed. */
export async function startDirectory(entries: string): Promise<DirectoryServer> {
  if (!existsSync(PROGRAM)) {
    throw new Error(`These tests need a directory, and ${PROGRAM} is not there: apt install slapd`);
  }
  const folder = mkdtempSync(join(tmpdir(), "helpejo-directory-"));
  const plain = await freePorts(2);
  const ports = { plain, tls: plain + 1 };
  const certificate = makeCertificates(folder);
  const config = join(folder, "slapd.conf");
  mkdirSync(join(folder, "data"));
  writeFileSync(config, configOf(folder));
  addEntries(config, `${FIRST_ENTRIES}\n${entries}`);
  let child: ChildProcess | null = null;
  const end = (): void => void child?.kill("SIGKILL");
  process.once("exit", end);
  const server: DirectoryServer = {
    ports,
    certificate,
    settings: (given = {}) => ({
      url: `ldaps://localhost:${ports.tls}`,
      baseDn: BASE_DN,
      bindDn: SERVICE.dn,
      bindPassword: SERVICE.password,
      userFilter: USUAL_FILTER,
      roleMap: null,
      isPlain: false,
      certificate,
      linkByAddress: false,
      ...given,
    }),
    change: (work) => asRoot(ports.plain, work),
    pause: () => void child?.kill("SIGSTOP"),
    resume: () => void child?.kill("SIGCONT"),
    start: async () => {
      const urls = `ldap://127.0.0.1:${ports.plain} ldaps://127.0.0.1:${ports.tls}`;
      child = spawn(PROGRAM, ["-f", config, "-h", urls, "-d", "0"], { stdio: "ignore" });
      await until("the directory answers", () => answers(ports.tls), 10_000);
    },
    kill: async () => {
      const running = child;
      child = null;
      if (running && running.exitCode === null && running.signalCode === null) {
        const gone = new Promise((resolve) => running.once("exit", resolve));
        running.kill("SIGKILL");
        await gone;
      }
    },
    stop: async () => {
      await server.kill();
      process.off("exit", end);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;
}

/** The LDIF of a person below ou=people; the one of the name "hidden" does not show its entryUUID. */
export function personLdif(
  uid: string,
  given: { password?: string; mail?: string; cn?: string; more?: string } = {},
): string {
  return [
    `dn: uid=${uid},ou=people,${BASE_DN}`,
    "objectClass: inetOrgPerson",
    `uid: ${uid}`,
    `cn: ${given.cn ?? uid}`,
    "sn: Person",
    ...(given.mail === undefined ? [] : [`mail: ${given.mail}`]),
    ...(given.password === undefined ? [] : [`userPassword: ${given.password}`]),
    ...(given.more === undefined ? [] : [given.more]),
    "",
    "",
  ].join("\n");
}

const FIRST_ENTRIES = `dn: ${BASE_DN}
objectClass: dcObject
objectClass: organization
o: Example

dn: ou=people,${BASE_DN}
objectClass: organizationalUnit

dn: ou=groups,${BASE_DN}
objectClass: organizationalUnit

dn: ${SERVICE.dn}
objectClass: organizationalRole
objectClass: simpleSecurityObject
userPassword: ${SERVICE.password}
`;

function configOf(folder: string): string {
  const schemas = ["core", "cosine", "inetorgperson", "nis"];
  return [
    ...schemas.map((schema) => `include /etc/ldap/schema/${schema}.schema`),
    "modulepath /usr/lib/ldap",
    "moduleload back_mdb",
    "moduleload memberof",
    `pidfile ${join(folder, "pid")}`,
    `TLSCACertificateFile ${join(folder, "authority.pem")}`,
    `TLSCertificateFile ${join(folder, "server.pem")}`,
    `TLSCertificateKeyFile ${join(folder, "server.key")}`,
    "database mdb",
    `suffix "${BASE_DN}"`,
    `rootdn "${ROOT.dn}"`,
    `rootpw "${ROOT.password}"`,
    `directory ${join(folder, "data")}`,
    "maxsize 10485760",
    // The default of Debian: a client that is not signed in may try a password, and nothing else.
    `access to dn.exact="uid=hidden,ou=people,${BASE_DN}" attrs=entryUUID by * none`,
    "access to attrs=userPassword by anonymous auth by * none",
    `access to * by dn.exact="${SERVICE.dn}" read by self read by * none`,
    "overlay memberof",
    "",
  ].join("\n");
}

function addEntries(config: string, ldif: string): void {
  execFileSync("/usr/sbin/slapadd", ["-f", config], { input: ldif, stdio: ["pipe", "ignore", "inherit"] });
}

async function asRoot(port: number, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ url: `ldap://127.0.0.1:${port}` });
  try {
    await client.bind(ROOT.dn, ROOT.password);
    await work(client);
  } finally {
    await client.unbind();
  }
}

/** An authority of the test's own and a certificate of it for localhost. */
function makeCertificates(folder: string): string {
  const path = (name: string): string => join(folder, name);
  const openssl = (...words: string[]): void => void execFileSync("openssl", words, { stdio: "ignore" });
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  openssl(
    ...["req", "-x509", ...key, "-days", "2", "-subj", "/CN=The test's authority"],
    ...["-keyout", path("authority.key"), "-out", path("authority.pem")],
  );
  openssl(
    ...["req", ...key, "-subj", "/CN=localhost"],
    ...["-keyout", path("server.key"), "-out", path("server.csr")],
  );
  writeFileSync(path("names"), "subjectAltName=DNS:localhost");
  openssl(
    ...["x509", "-req", "-in", path("server.csr"), "-days", "2", "-extfile", path("names")],
    ...["-CA", path("authority.pem"), "-CAkey", path("authority.key"), "-CAcreateserial"],
    ...["-out", path("server.pem")],
  );
  return readFileSync(path("authority.pem"), "utf8");
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      resolve(true);
      socket.destroy();
    });
    socket.once("error", () => resolve(false));
  });
}
