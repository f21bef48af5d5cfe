import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { covers, mergeDraft, type DraftState, type DraftWrite } from "./apply";

let made = 0;
const makeId = (): string => `id-${(made += 1)}`;
const at = (minute: number): string => new Date(Date.UTC(2026, 10, 20, 9, minute)).toISOString();

function written(text: string, revision: number, minute: number, more: Partial<DraftWrite> = {}): DraftWrite {
  return { text, revision, writtenAt: at(minute), version: null, ...more };
}

function merged(...writes: DraftWrite[]): DraftState {
  const [first, ...rest] = writes;
  return rest.reduce(
    (state, write) => mergeDraft(state, write, makeId),
    mergeDraft(null, first ?? written("", 0, 0), makeId),
  );
}

const asides = (state: DraftState): string[] => state.others.map((one) => one.text);

describe("a draft", () => {
  it("is replaced by a write on its revision, also where that is shorter", () => {
    const state = merged(written("Dear Rosa, the cable", 0, 1), written("Dear Rosa", 1, 2));
    expect(state).toMatchObject({ revision: 2, text: "Dear Rosa", others: [] });
  });

  it("is not overwritten by a write on an older revision: the newer text stays, the other is set aside", () => {
    const here = written("I looked at the cable.", 1, 5);
    const there = written("Please restart it.", 1, 4);
    for (const [first, second] of [
      [here, there],
      [there, here],
    ] as const) {
      const state = merged(written("", 0, 1), first, second);
      expect(state.text).toBe("I looked at the cable.");
      expect(asides(state)).toEqual(["Please restart it."]);
    }
  });

  it("keeps the longer of two texts of which one continues the other", () => {
    expect(
      merged(written("Hello", 0, 1), written("Hello Rosa, and", 1, 2), written("Hello Rosa", 1, 3)),
    ).toMatchObject({
      text: "Hello Rosa, and",
      others: [],
    });
  });

  it("that was sent does not come back by an earlier write, which is set aside", () => {
    const state = merged(
      written("Hello", 0, 1),
      written("", 1, 5, { before: "Hello" }),
      written("Hello and more", 1, 4),
    );
    expect(state.text).toBe("");
    expect(asides(state)).toEqual(["Hello and more"]);
    expect(merged(written("Hello", 0, 1), written("", 1, 5), written("Next thing", 1, 6)).text).toBe(
      "Next thing",
    );
  });

  it("is not emptied by a writer who did not know all of it", () => {
    const state = merged(
      written("Hello", 0, 1),
      written("Hello, from my phone", 1, 2),
      written("", 1, 3, { before: "Hello" }),
    );
    expect(state.text).toBe("Hello, from my phone");
  });

  it("forgets a text that was set aside once it was put in or discarded", () => {
    const state = merged(written("One", 0, 1), written("Two", 0, 2));
    expect(asides(state)).toEqual(["One"]);
    expect(mergeDraft(state, written("Two\n\nOne", state.revision, 3), makeId).others).toEqual([]);
    const dropped = mergeDraft(
      state,
      written("Two", state.revision, 3, { drop: [state.others[0]?.id ?? ""] }),
      makeId,
    );
    expect(dropped.others).toEqual([]);
  });

  it("does not change when the same write comes again", () => {
    const state = merged(written("Hello", 0, 1));
    expect(mergeDraft(state, written("Hello", 0, 1), makeId)).toBe(state);
  });

  it("continues from its writer's revision where the server has forgotten it", () => {
    expect(mergeDraft(null, written("Hello", 7, 1), makeId).revision).toBe(8);
  });

  it("loses nothing that any tab or device typed, in whatever order their writes come", () => {
    const text = fc.string({ minLength: 1, maxLength: 6 }).filter((one) => one.trim() !== "");
    const writes = fc.array(fc.record({ text, revision: fc.nat(6), minute: fc.nat(50) }), { maxLength: 12 });
    fc.assert(
      fc.property(writes, (all) => {
        let state: DraftState | null = null;
        for (const { text: typed, revision, minute } of all) {
          const before: DraftState | null = state;
          state = mergeDraft(before, written(typed, revision, minute), makeId);
          const kept = [state.text, ...asides(state)];
          const mustBeThere = [
            typed,
            // Only a writer who had seen the stored text may replace it.
            ...(before && before.revision !== revision ? [before.text] : []),
            ...(before ? asides(before) : []),
          ];
          for (const wanted of mustBeThere) {
            expect(kept.some((one) => covers(one, wanted))).toBe(true);
          }
        }
      }),
    );
  });
});
