import { afterEach, beforeEach, expect, it } from "vitest";
import { forgetLimits, guardTries } from "./limits";
import { onAttack, type Attack } from "./attack";

let received: Attack[] = [];
let stop = (): void => undefined;
beforeEach(() => {
  forgetLimits();
  received = [];
  stop = onAttack((attack) => received.push(attack));
});
afterEach(() => stop());

const wrong = (account: string, address: string) =>
  guardTries(
    { organisationId: "one", account, address },
    async () => false,
    async () => null,
  ).catch((error: unknown) => Reflect.get(Object(error), "code"));

it("an account that is tried too often from one address is noted once, however often it is tried then", async () => {
  const answers: unknown[] = [];
  for (let count = 0; count < 9; count++) {
    answers.push(await wrong("jo@example.com", "192.0.2.1"));
  }
  expect(answers).toEqual([...Array<null>(5).fill(null), ...Array<string>(4).fill("rate_limited")]);
  expect(received).toEqual([
    { scope: "pair", organisationId: "one", account: "jo@example.com", address: "192.0.2.1", tries: 5 },
  ]);
});

it("so is an account that is tried from everywhere, and an address that tries everything", async () => {
  for (let count = 1; count <= 25; count++) {
    await wrong("jo@example.com", `192.0.2.${count}`);
  }
  for (let count = 0; count < 120; count++) {
    await wrong(`person-${count}@example.com`, "198.51.100.1");
  }
  expect(received).toEqual([
    { scope: "account", organisationId: "one", account: "jo@example.com", address: "192.0.2.20", tries: 20 },
    {
      scope: "address",
      organisationId: "one",
      account: "person-99@example.com",
      address: "198.51.100.1",
      tries: 100,
    },
  ]);
});

it("a listener that fails harms nobody, and one that stopped is called no more", async () => {
  const stopFailing = onAttack(() => {
    throw new Error("no");
  });
  stop();
  for (let count = 0; count < 5; count++) {
    expect(await wrong("jo@example.com", "192.0.2.1")).toBeNull();
  }
  stopFailing();
  expect(received).toEqual([]);
});
