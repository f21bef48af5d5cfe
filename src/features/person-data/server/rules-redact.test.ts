import { expect, it } from "vitest";
import { REDACTED, redactorFor } from "./rules-redact";

const redactor = redactorFor({ names: ["Zoë Quill"], addresses: ["zoe@example.org", "z.q+x@example.org"] });

it("an address goes from a text, whatever its case, and no longer one does", () => {
  expect(redactor.text("To Zoe@Example.org, <z.q+x@example.org>.")).toBe(`To ${REDACTED}, <${REDACTED}>.`);
  const others = "azoe@example.org, zoe@example.org.uk, m.zoe@example.org, zoe@example.organic";
  expect(redactor.text(others)).toBe(others);
});

it("a name goes where it stands under a key for names, and a value that is like it elsewhere stays", () => {
  expect(redactor.value({ name: "zoë quill", role: "zoë quill", before: { name: "Zoë Quill" } })).toEqual({
    name: REDACTED,
    role: "zoë quill",
    before: { name: REDACTED },
  });
  expect(redactor.value({ name: "Zoë Quillan", to: "others@example.org" })).toBeNull();
});

it("in what is about the person, earlier names go, too", () => {
  expect(redactor.value({ before: { name: "Zoë Earlier" }, role: "user" }, { isAboutThem: true })).toEqual({
    before: { name: REDACTED },
    role: "user",
  });
});

it("names and addresses may hold any character", () => {
  const odd = redactorFor({ names: ["(a|b)* [c]$"], addresses: ["o'neil_%@example.org"] });
  expect(odd.value({ name: "(A|B)* [C]$", said: "o'neil_%@example.org" })).toEqual({
    name: REDACTED,
    said: REDACTED,
  });
  expect(odd.patterns).toEqual(["%o'neil\\_\\%@example.org%"]);
});

it("somebody without an address is redacted by name alone", () => {
  const nameless = redactorFor({ names: [], addresses: [] });
  expect(nameless.text("zoe@example.org")).toBe("zoe@example.org");
  expect(nameless.value({ name: "Zoë Quill" })).toBeNull();
});
