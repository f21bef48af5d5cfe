import { expect } from "vitest";
import { POST as confirm } from "@/app/api/addresses/confirm/route";
import { GET as list, POST as add } from "@/app/api/me/addresses/route";
import { mailConfirmations } from "@/features/addresses/server/job-confirmations";
import { addressSchema, type AddressDto } from "@/features/addresses/schema";
import { pageSchema } from "@/shared/paging";
import type { Actor } from "@/shared/roles";
import type { ApiAnswer } from "@/testing/http/client";
import { callRoute } from "@/testing/http/requests";
import { mailsTo } from "@/testing/mail";

/** Adds an address to somebody's account by the API. */
export const post = (actor: Actor, address: string): Promise<ApiAnswer> =>
  callRoute(add, { method: "POST", as: actor, body: { email: address } });
/** Somebody's addresses by the API. */
export const addresses = async (actor: Actor): Promise<AddressDto[]> =>
  pageSchema(addressSchema).parse((await callRoute(list, { as: actor })).body).items;
/** One of somebody's addresses; throws where they have not got it. */
export const found = async (actor: Actor, address: string): Promise<AddressDto> => {
  const one = (await addresses(actor)).find((each) => each.email === address);
  return addressSchema.parse(one);
};
/** Opens a mailed link. */
export const confirmBy = (token: string): Promise<ApiAnswer> =>
  callRoute(confirm, { method: "POST", body: { token } });

/** The token of the latest link that was mailed there. */
export async function tokenFor(address: string): Promise<string> {
  await mailConfirmations();
  const link = (await mailsTo(address)).filter(({ kind }) => kind === "confirmAddress").at(-1)?.link ?? "";
  expect(link).toMatch(/^\/addresses\/confirm#token=[\w-]{32}$/);
  return link.slice(link.indexOf("=") + 1);
}

/** Adds an address and proves it by its mailed link. */
export async function addProven(actor: Actor, address: string): Promise<AddressDto> {
  expect((await post(actor, address)).status).toBe(201);
  expect((await confirmBy(await tokenFor(address))).status).toBe(200);
  return await found(actor, address);
}
