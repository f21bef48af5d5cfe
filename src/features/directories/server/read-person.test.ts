import { createServer, type Server, type Socket } from "node:net";
import { Attribute, Change } from "ldapts";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { BASE_DN, personLdif, startDirectory, type DirectoryServer } from "@/testing/processes/directory";
import type { DirectorySettings } from "@/features/directories/schema";
import { DirectoryError } from "./read-connection";
import { findInDirectory } from "./read-person";

const PASSWORD = "nine grey geese";
const ADMINS = `cn=IT Admins,ou=groups,${BASE_DN}`;
const STAFF = `cn=it-staff,ou=groups,${BASE_DN}`;

const GROUPS = `dn: ${ADMINS}
objectClass: groupOfNames
cn: IT Admins
member: uid=ada,ou=people,${BASE_DN}

dn: ${STAFF}
objectClass: posixGroup
cn: it-staff
gidNumber: 5000
memberUid: grace

dn: cn=readers,ou=groups,${BASE_DN}
objectClass: groupOfUniqueNames
cn: readers
uniqueMember: uid=grace,ou=people,${BASE_DN}

dn: ou=elsewhere,${BASE_DN}
objectClass: referral
objectClass: extensibleObject
ou: elsewhere
ref: ldap://127.0.0.1:1/ou=elsewhere,${BASE_DN}

`;

let server: DirectoryServer;
beforeAll(async () => {
  server = await startDirectory(
    personLdif("ada", { password: PASSWORD, mail: "Ada@Example.org", cn: "Ada Lovelace" }) +
      personLdif("grace", { password: PASSWORD, mail: "grace@example.org" }) +
      personLdif("twin", { password: PASSWORD, mail: "twins@example.org" }) +
      personLdif("other", { password: PASSWORD, mail: "twins@example.org" }) +
      personLdif("hidden", { password: PASSWORD }) +
      personLdif("locked", { mail: "locked@example.org" }) +
      GROUPS,
  );
});
afterAll(() => server.stop());

const find = (login: string, password: string | null = PASSWORD, given: Partial<DirectorySettings> = {}) =>
  findInDirectory(server.settings(given), { login, password });
const stepOf = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => null,
    (error: unknown) => (error instanceof DirectoryError ? error.step : error),
  );

it("searches for the name or the address, and comes in as what was found", async () => {
  const ada = await find("ada");
  expect(ada).toMatchObject({
    dn: `uid=ada,ou=people,${BASE_DN}`,
    name: "Ada Lovelace",
    email: "ada@example.org",
    role: null,
  });
  expect(ada?.subject).toMatch(/^[0-9a-f-]{36}$/);
  expect((await find("ada@example.org"))?.subject).toBe(ada?.subject);
  expect(await find("ada", "another password")).toBeNull();
  expect(await find("nobody")).toBeNull();
  expect(await find("locked")).toBeNull();
});

it("an empty password is none: the directory itself would let it in, as nobody", async () => {
  expect(await find("ada", "")).toBeNull();
  expect(await find("ada", "", { bindDn: null, bindPassword: null })).toBeNull();
});

it("two entries of one name are nobody, and so is what an entry of elsewhere refers to", async () => {
  expect(await find("twins@example.org")).toBeNull();
  const steps: unknown[] = [];
  const settings = server.settings();
  await findInDirectory(settings, { login: "twins@example.org", password: null }, (step, isFine) =>
    steps.push([step, isFine]),
  );
  expect(steps.at(-1)).toEqual(["person", false]);
  expect(await find("ada", PASSWORD, { baseDn: BASE_DN })).not.toBeNull();
});

it.each([
  "*",
  "a*",
  "ada)(uid=*",
  "*)(objectClass=*",
  "ada)(|(uid=*",
  "ada\\",
  "ada\0",
  "\\2a",
  "ada))(|(cn=*",
  "(uid=ada)",
  " ada,ou=people",
])("%j is a name of nobody, whatever it looks like", async (login) => {
  expect(await find(login)).toBeNull();
});

it("comes in by StartTLS as by LDAPS, and by neither where the certificate is nobody's we trust or another host's", async () => {
  const startTls = { url: `ldap://localhost:${server.ports.plain}` };
  expect(await find("ada", PASSWORD, startTls)).not.toBeNull();
  for (const given of [{}, startTls]) {
    expect(await stepOf(find("ada", PASSWORD, { ...given, certificate: null }))).toBe("tls");
  }
  expect(await stepOf(find("ada", PASSWORD, { url: `ldaps://127.0.0.1:${server.ports.tls}` }))).toBe("tls");
});

it("without TLS it asks on this machine alone", async () => {
  const url = `ldap://127.0.0.1:${server.ports.plain}`;
  expect(await find("ada", PASSWORD, { url, isPlain: true })).not.toBeNull();
  expect(await stepOf(find("ada", PASSWORD, { url, isPlain: false }))).toBe("tls");
});

it("groups of names, of unique names and of user names give roles, the highest, and what is lost is gone at once", async () => {
  const roleMap = `CN=it admins, OU=Groups,${BASE_DN}=admin; it-staff=agent; readers=viewer`;
  expect((await find("ada", PASSWORD, { roleMap }))?.role).toBe("admin");
  expect((await find("grace", PASSWORD, { roleMap }))?.role).toBe("agent");
  expect((await find("twin", PASSWORD, { roleMap }))?.role).toBe("user");
  const groups = (await find("grace"))?.groups;
  expect(groups?.sort()).toEqual([STAFF, `cn=readers,ou=groups,${BASE_DN}`].sort());
  const memberUid = (operation: "add" | "delete") =>
    server.change(async (client) =>
      client.modify(
        STAFF,
        new Change({ operation, modification: new Attribute({ type: "memberUid", values: ["grace"] }) }),
      ),
    );
  await memberUid("delete");
  expect((await find("grace", PASSWORD, { roleMap }))?.role).toBe("viewer");
  await memberUid("add");
});

it("a name that may not ask, a base that is not there and a server that is away differ", async () => {
  expect(await stepOf(find("ada", PASSWORD, { bindPassword: "wrong" }))).toBe("bind");
  expect(await stepOf(find("ada", PASSWORD, { baseDn: "dc=elsewhere" }))).toBe("search");
  expect(await stepOf(find("ada", PASSWORD, { url: "ldaps://localhost:1" }))).toBe("connect");
  const asAda = { bindDn: `uid=ada,ou=people,${BASE_DN}`, bindPassword: PASSWORD };
  expect(await stepOf(find("ada", PASSWORD, asAda))).toBe("search");
});

it("an entry that shows nothing that never changes is a fault of the setup, and lets nobody in", async () => {
  expect(await stepOf(find("hidden"))).toBe("person");
});

const servers: Server[] = [];
afterEach(() => {
  for (const one of servers.splice(0)) {
    one.close();
  }
});
async function answerWith(work: (socket: Socket) => void): Promise<string> {
  const one = createServer((socket) => {
    socket.on("error", () => undefined);
    work(socket);
  });
  servers.push(one);
  await new Promise<void>((resolve) => one.listen(0, "127.0.0.1", resolve));
  const address = one.address();
  return `ldap://localhost:${typeof address === "object" && address ? address.port : 0}`;
}

const START_TLS_DONE = "300c02010178070a010004000400";

it("a directory that refuses StartTLS, or in whose answer somebody put more, is not spoken to", async () => {
  const refusing = await answerWith((socket) =>
    socket.once("data", () => socket.write(Buffer.from("300c02010178070a010204000400", "hex"))),
  );
  expect(await stepOf(find("ada", PASSWORD, { url: refusing }))).toBe("tls");
  const chunks: Buffer[] = [];
  const meddling = await answerWith((socket) =>
    socket.on("data", (data) => {
      chunks.push(data);
      if (chunks.length === 1) {
        socket.write(Buffer.from(`${START_TLS_DONE}300c02010261070a0100`, "hex"));
      }
    }),
  );
  expect(await stepOf(find("ada", PASSWORD, { url: meddling }))).toBe("tls");
  expect(Buffer.concat(chunks).toString("latin1")).not.toContain("password");
  expect(chunks).toHaveLength(1);
});

it("a directory that takes the connection and says nothing is away in the end", async () => {
  server.pause();
  try {
    expect(await stepOf(find("ada"))).toBe("tls");
  } finally {
    server.resume();
  }
});
