import fc from "fast-check";
import { expect, it } from "vitest";
import { judgePassword, refuseWeakPassword } from "./password-strength";

const ADA = { name: "Ada Lindqvist", email: "ada.l@northwind.example", organisationName: "Bücher & Söhne" };

it.each([
  ["1234567890", "row"],
  ["0987654321", "row"],
  ["aaaaaaaaaa", "repeats"],
  ["abababababab", "repeats"],
  ["1111222233334444", "repeats"],
  ["aabbccddeeff", "row"],
  ["password123", "most used"],
  ["Passw0rd!!", "most used"],
  ["qwertyuiop", "guess"],
  ["qwertyuiopasdf", "guess"],
  ["1q2w3e4r5t", "guess"],
  ["passwordpassword", "repeats"],
  ["iloveyou123", "most used"],
  ["letmein12345", "guess"],
  ["helpejo2026", "product"],
  ["H3lp3j0-2026!", "product"],
  ["adalindqvist", "name"],
  ["AdaLindqvist2026!", "name"],
  ["tsivqdnil.ada", "name"],
  ["L1ndqv1st123", "name"],
  ["northwind1234", "e-mail"],
  ["BucherSohne1!", "organisation"],
  ["01.02.2003.", "guess"],
])("%s is refused, and the reason said", async (password, reason) => {
  const refusal = refuseWeakPassword(password, ADA);
  await expect(refusal).rejects.toMatchObject({
    code: "invalid",
    message: expect.stringContaining(reason),
    extras: { errors: [{ path: "password" }] },
  });
});

it.each([
  "correct horse battery",
  "a sentence to remember",
  "a long enough password",
  "another long password",
  "another good one",
  "welcome-to-the-demo",
  "a-password-for-browser-tests",
  "Ada walks to the sea on Sundays",
  "Lindqvist keeps nine grey geese",
  "Tr0ub4dor&3",
  "北京的秋天很美丽啊你",
  "9xK2-qLw7z",
  "кот спит на окне",
])("%s is taken", async (password) => {
  expect(await judgePassword(password, ADA)).toEqual({ strength: "good", reason: null });
});

it("what falls to the first thousand guesses is distinguished from what is weak", async () => {
  expect((await judgePassword("1234567890", {})).strength).toBe("trivial");
  expect((await judgePassword("qwertyuiop", {})).strength).toBe("trivial");
  expect((await judgePassword("hunter2hunter2", {})).strength).toBe("weak");
});

it("whatever is typed is judged, and its length buys nothing that its beginning and its end lack", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary", minLength: 10, maxLength: 200 }), async (password) => {
      const { strength, reason } = await judgePassword(password, ADA);
      expect(strength === "good").toBe(reason === null);
    }),
    { numRuns: 60 },
  );
  expect((await judgePassword("@$0!13457".repeat(22), ADA)).strength).not.toBe("trivial");
  expect((await judgePassword("password".repeat(25), ADA)).strength).not.toBe("good");
});
