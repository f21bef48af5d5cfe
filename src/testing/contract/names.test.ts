import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { setUpDesk } from "@/testing/desk/setup";
import { pageThrough } from "@/testing/http/pages";
import { expectProblem, fileTicket, makeCast, type Cast } from "./cast";

const desk = setUpDesk();
const FAMILY = "👨‍👩‍👧‍👦";
let cast: Cast;
let ticketId: string;
let made = 0;

beforeAll(async () => {
  cast = await makeCast(desk);
  ticketId = (await fileTicket(cast.http.agent)).id;
});

interface Field {
  /** The field of the problem document. */
  path: string;
  max: number;
  min?: number;
  send: (value: string) => ReturnType<Cast["http"]["admin"]["send"]>;
  read: (body: unknown) => unknown;
}

const ticket = { title: "The printer is on fire", description: "Smoke comes out of it." };
const nameOf = (body: unknown): unknown => z.looseObject({ name: z.string() }).parse(body).name;
const email = (): string => `name-${(made += 1)}@example.org`;
const at = (body: unknown, ...path: (string | number)[]): unknown =>
  path.reduce<unknown>((value, key) => Reflect.get(Object(value), key), body);

/** Every field of one line that people type. */
const FIELDS: Record<string, Field> = {
  "a new ticket's title": {
    path: "title",
    min: 5,
    max: 200,
    send: (title) => cast.http.requester.send("POST", "/api/tickets", { ...ticket, title }),
    read: (body) => at(body, "title"),
  },
  "a ticket's changed title": {
    path: "title",
    min: 5,
    max: 200,
    send: (title) => cast.http.agent.send("PATCH", `/api/tickets/${ticketId}`, { title }),
    read: (body) => at(body, "title"),
  },
  "a new ticket's tag": {
    path: "tags.0",
    max: 40,
    send: (tag) => cast.http.agent.send("POST", "/api/tickets", { ...ticket, tags: [tag] }),
    read: (body) => at(body, "tags", 0),
  },
  "a changed tag": {
    path: "tags.0",
    max: 40,
    send: (tag) => cast.http.agent.send("PATCH", `/api/tickets/${ticketId}`, { tags: [tag] }),
    read: (body) => at(body, "tags", 0),
  },
  "a requester's name": {
    path: "requester.name",
    max: 120,
    send: (name) =>
      cast.http.agent.send("POST", "/api/tickets", { ...ticket, requester: { name, email: email() } }),
    read: (body) => at(body, "requester", "name"),
  },
  "a new person's name": {
    path: "name",
    max: 120,
    send: (name) => cast.http.admin.send("POST", "/api/admin/users", { name, email: email(), role: "user" }),
    read: nameOf,
  },
  "a changed person's name": {
    path: "name",
    max: 120,
    send: (name) => cast.http.admin.send("PATCH", `/api/admin/users/${cast.actors.unrelated.id}`, { name }),
    read: nameOf,
  },
  "one's own name": {
    path: "name",
    max: 120,
    send: (name) => cast.http.watcher.send("PATCH", "/api/me", { name }),
    read: nameOf,
  },
  "a new team's name": {
    path: "name",
    max: 80,
    send: (name) => cast.http.admin.send("POST", "/api/admin/teams", { name }),
    read: nameOf,
  },
  "a changed team's name": {
    path: "name",
    max: 80,
    send: (name) => cast.http.admin.send("PATCH", `/api/admin/teams/${cast.sealed.id}`, { name: `${name}` }),
    read: nameOf,
  },
  "a new category's name": {
    path: "name",
    max: 60,
    send: (name) => cast.http.admin.send("POST", "/api/admin/categories", { name, key: `k${(made += 1)}` }),
    read: nameOf,
  },
  "a changed category's name": {
    path: "name",
    max: 60,
    send: (name) => cast.http.admin.send("PATCH", "/api/admin/categories/travel", { name }),
    read: nameOf,
  },
  "the organisation's name": {
    path: "name",
    max: 120,
    send: (name) => cast.http.admin.send("PATCH", "/api/admin/settings", { name }),
    read: nameOf,
  },
};

describe.each(Object.entries(FIELDS))("%s", (label, { path, min = 1, max, send, read }) => {
  const isTag = label.includes("tag");
  // Names may be there once only: each field has its own.
  const own = (text: string): string => `${text} ${Object.keys(FIELDS).indexOf(label)}`;

  it("is one line, without what cannot be seen, in one form", async () => {
    const answer = await send(
      own(" \u200bWe\r\nare\u0007 \u202ehere\u2028now:\tCafe\u0301\u3164\u3164bar\ufeff "),
    );
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    const line = own("We are here now: Café bar");
    expect(read(answer.body)).toBe(isTag ? line.toLowerCase() : line);
  });

  it.each([
    "\u3164".repeat(6),
    "\u200b".repeat(6),
    "      ",
    "\u2800\u2800\u2800\u2800\u2800",
    "\u202e\u0007\u00ad\u2060\ufe0f",
  ])("without a visible character is none: %j", async (text) => {
    expectProblem(await send(text), 422, "invalid", path);
  });

  it("counts characters as people do", async () => {
    // A name may be there once only.
    const longest = FAMILY.repeat(max - 1) + (label.includes("changed") ? "🎈" : "🎉");
    const answer = await send(longest);
    expect(answer.status, JSON.stringify(answer.body).slice(0, 300)).toBeLessThan(300);
    expect(read(answer.body)).toBe(longest);
    expectProblem(await send(FAMILY.repeat(max + 1)), 422, "invalid", path);
    expectProblem(await send("x".repeat(max + 1)), 422, "invalid", path);
    if (min > 1) {
      expectProblem(await send(FAMILY.repeat(min - 1)), 422, "invalid", path);
    }
  });
});

describe("a team's description", () => {
  it.each([
    [FAMILY.repeat(500), FAMILY.repeat(500)],
    ["Two\nlines", "Two\nlines"],
    [" \u3164\u200b ", ""],
  ])("%j is kept as %j", async (description, kept) => {
    const team = await cast.http.admin.send("PATCH", `/api/admin/teams/${cast.open.id}`, { description });
    expect(team).toMatchObject({ status: 200, body: { description: kept } });
  });
});

describe("a file's name", () => {
  it.each([
    ["a\r\nb\u0085\u202egnp.exe", "a b gnp.exe"],
    ["a\u0007b\u001b\u007f.exe", "ab.exe"],
    ["Cafe\u0301.txt", "Café.txt"],
    ["\u3164\u3164", "file"],
    ["\u200b.txt", ".txt"],
  ])("%j is %j", async (input, kept) => {
    const form = new FormData();
    form.append("file", new Blob(["x"]), input);
    const answer = await cast.http.agent.send("POST", `/api/tickets/${ticketId}/attachments`, form);
    expect(answer.status).toBe(201);
    expect(at(answer.body, "items", 0, "name")).toBe(kept);
  });
});

const FORMS = (name: string): string[] => [
  name,
  name.normalize("NFD"),
  name.toUpperCase(),
  name.toLowerCase().normalize("NFD"),
  `  ${name.replaceAll(" ", "  ")}\u200b\n`,
];

describe("what differs only in its form is one", () => {
  it.each(["Café Ärger", "Ångström 1", "ἀρχή", "한국어 팀"])("team %s", async (name) => {
    const first = await cast.http.admin.send("POST", "/api/admin/teams", { name: name.normalize("NFD") });
    expect(first).toMatchObject({ status: 201, body: { name } });
    const other = await cast.http.admin.send("POST", "/api/admin/teams", { name: `${name} B` });
    for (const form of FORMS(name)) {
      const again = await cast.http.admin.send("POST", "/api/admin/teams", { name: form });
      expectProblem(again, 409, "name_taken", "name");
      const moved = await cast.http.admin.send("PATCH", `/api/admin/teams/${String(at(other.body, "id"))}`, {
        name: form,
      });
      expectProblem(moved, 409, "name_taken", "name");
      const found = await pageThrough(cast.http.admin, `/api/teams?q=${encodeURIComponent(form)}`, 100);
      expect(found.map((team) => team["name"])).toContain(name);
    }
  });

  it.each(["Café Ärger", "Ångström 1", "ἀρχή"])("category %s", async (name) => {
    const key = `f${(made += 1)}`;
    const first = await cast.http.admin.send("POST", "/api/admin/categories", {
      name: name.normalize("NFD"),
      key,
    });
    expect(first).toMatchObject({ status: 201, body: { name } });
    for (const form of FORMS(name)) {
      const again = { name: form, key: `f${(made += 1)}` };
      expectProblem(
        await cast.http.admin.send("POST", "/api/admin/categories", again),
        409,
        "name_taken",
        "name",
      );
      expectProblem(
        await cast.http.admin.send("PATCH", "/api/admin/categories/hardware", { name: form }),
        409,
        "name_taken",
        "name",
      );
    }
    const upper = await cast.http.agent.send("POST", "/api/tickets", {
      ...ticket,
      category: key.toUpperCase(),
    });
    expect(upper).toMatchObject({ status: 201, body: { category: key } });
    const filtered = await pageThrough(cast.http.agent, `/api/tickets?category=${key.toUpperCase()}`, 100);
    expect(filtered).toHaveLength(1);
  });

  it("a category is named in any script, and those that differ in other signs are two", async () => {
    const names = ["打印机", "计算机", "C++", "C#", "日本 IT", "中国 IT", "🎉"];
    const keys = [];
    for (const name of names) {
      const made = await cast.http.admin.send("POST", "/api/admin/categories", { name });
      expect(made, JSON.stringify(made.body)).toMatchObject({ status: 201, body: { name } });
      keys.push(at(made.body, "key"));
      expectProblem(
        await cast.http.admin.send("POST", "/api/admin/categories", { name }),
        409,
        "name_taken",
        "name",
      );
    }
    expect(new Set(keys).size).toBe(names.length);
    expect(keys.join()).toMatch(/^[a-z0-9,-]+$/);
  });

  it.each(["café ärger", "ångström 1", "ἀρχή", "한국어 태그"])("tag %s", async (name) => {
    const ids: string[] = [];
    for (const form of FORMS(name)) {
      const filed = await fileTicket(cast.http.agent, { tags: [form, name] });
      expect(filed.tags).toEqual([name]);
      ids.push(filed.id);
    }
    for (const form of FORMS(name)) {
      const found = await pageThrough(cast.http.agent, `/api/tickets?tag=${encodeURIComponent(form)}`, 100);
      expect(found.map((one) => one["id"]).sort()).toEqual([...ids].sort());
      const picked = await pageThrough(cast.http.agent, `/api/tags?q=${encodeURIComponent(form)}`, 100);
      expect(picked.map((tag) => tag["name"])).toEqual([name]);
    }
  });

  it.each(["Zoë Ärgerlich", "Ångström Önd", "한국어 사람"])("person %s is found", async (name) => {
    await cast.http.admin.send("POST", "/api/admin/users", {
      name: name.normalize("NFD"),
      email: email(),
      role: "user",
    });
    for (const form of FORMS(name)) {
      for (const list of ["/api/people", "/api/admin/users"]) {
        const found = await pageThrough(cast.http.admin, `${list}?q=${encodeURIComponent(form)}`, 100);
        expect(found.map((person) => person["name"])).toEqual([name]);
      }
    }
  });
});
