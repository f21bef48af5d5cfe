import { expect, it } from "vitest";
import { showsPerson, withPerson } from "./apply";

const now = { id: "p", name: "New Name", role: "user" as const, avatarUrl: null, email: null };

it("wherever a person is shown they have the new name, and fields that were not shown are not added", () => {
  const data = {
    pages: [{ items: [{ id: "t", title: "p", requester: { id: "p", name: "Old Name", avatarUrl: "/a" } }] }],
    actor: { id: "p", name: "Old Name" },
    staff: { id: "p", name: "Old Name", email: "old@example.org" },
    other: { id: "q", name: "Old Name" },
  };
  expect(withPerson(data, now)).toEqual({
    pages: [{ items: [{ id: "t", title: "p", requester: { id: "p", name: "New Name", avatarUrl: null } }] }],
    actor: { id: "p", name: "New Name" },
    staff: { id: "p", name: "New Name", email: null },
    other: { id: "q", name: "Old Name" },
  });
});

it("what does not show the person stays the same object", () => {
  const data = { items: [{ id: "q", name: "Somebody" }], at: new Date(0), none: null };
  expect(withPerson(data, now)).toBe(data);
  expect(showsPerson(data, "p")).toBe(false);
  const mixed = { mine: [{ id: "p", name: "Old Name" }], others: data };
  expect(withPerson(mixed, now).others).toBe(data);
  expect(showsPerson(mixed, "p")).toBe(true);
});

it("of a person whose address the receiver may not see, a known one is not touched", () => {
  const shown = { id: "p", name: "New Name", role: "user" as const, avatarUrl: null };
  expect(withPerson({ id: "p", name: "Old Name", email: "old@example.org" }, shown)).toEqual({
    id: "p",
    name: "New Name",
    email: "old@example.org",
  });
});
