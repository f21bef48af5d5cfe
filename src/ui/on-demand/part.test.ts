import { expect, it } from "vitest";
import { makePart } from "./part";

const Dialog = (): null => null;

it("the code of a part is fetched once, however many ask for it", async () => {
  let fetches = 0;
  const part = makePart(async () => {
    fetches += 1;
    return Promise.resolve(Dialog);
  });
  expect(part.get()).toBeNull();
  await Promise.all([part.load(), part.load()]);
  await part.load();
  expect([part.get(), fetches]).toEqual([Dialog, 1]);
});

it("a part that could not be fetched is fetched again when it is needed again, and says when it is here", async () => {
  let isOffline = true;
  let told = 0;
  const part = makePart(() => (isOffline ? Promise.reject(new Error("offline")) : Promise.resolve(Dialog)));
  part.subscribe(() => (told += 1));
  await expect(part.load()).rejects.toThrow("offline");
  expect([part.get(), told]).toEqual([null, 0]);
  isOffline = false;
  await part.load();
  expect([part.get(), told]).toEqual([Dialog, 1]);
});
